import type { Change, Ordering, Widget } from '@widgets/widget-model';
import type { StoreRules, WidgetBackend } from '@widgets/widget-stores';

/** The rules by which the consumers of a simulation go: all of them, or all but some. */
export type RuleSet = {
  readonly name: string;
  readonly ordering: Ordering;
  /** How often an update or delete may wait for its widget. */
  readonly retries: number;
  /** Takes rules away. */
  readonly without?: (rules: StoreRules) => StoreRules;
  readonly withoutIn?: (backend: WidgetBackend<Widget>) => WidgetBackend<Widget>;
  /** Whether a consumer forgets which creates it has applied. */
  readonly forgetful?: boolean;
};

/** More than any create can be held up by consumers that die. */
export const PATIENT_RETRIES = 40;
/** The consumer's default. */
const SHIPPED_RETRIES = 3;

export const ALL_RULES: RuleSet = {
  name: 'all rules, patient',
  ordering: 'stamps',
  retries: PATIENT_RETRIES,
};

/** What the table of a simulation shows, the complete set last. */
export const RULE_SETS: readonly RuleSet[] = [
  { ...ALL_RULES, name: 'order of arrival', ordering: 'off' },
  {
    ...ALL_RULES,
    name: "without deleting the create's object",
    without: (rules) => ({ ...rules, requestObjects: { ...rules.requestObjects, delete: nothing } }),
  },
  {
    ...ALL_RULES,
    name: 'without the look of late creates',
    without: (rules) => ({ ...rules, requestObjects: { ...rules.requestObjects, exists: always } }),
  },
  { ...ALL_RULES, name: 'without confirmation', withoutIn: confirmingNothing },
  {
    ...ALL_RULES,
    name: 'with revisions from 0',
    without: (rules) => ({ ...rules, random: () => 0 }),
  },
  {
    ...ALL_RULES,
    name: 'without the wait of deletes',
    without: (rules) => ({ ...rules, sleep: nothing }),
  },
  { ...ALL_RULES, name: 'without memory of creates', forgetful: true },
  { ...ALL_RULES, name: 'all rules, no retries', retries: 0 },
  { ...ALL_RULES, name: 'all rules, as shipped', retries: SHIPPED_RETRIES },
  ALL_RULES,
];

const nothing = (): Promise<void> => Promise.resolve();
const always = (): Promise<boolean> => Promise.resolve(true);

function confirmingNothing(backend: WidgetBackend<Widget>): WidgetBackend<Widget> {
  const confirms = (change: Change): boolean =>
    change.kind === 'patch-read' && change.order?.confirmed === true && change.properties.size === 0;
  return {
    ...backend,
    write: (change, seen, signal) =>
      confirms(change) ? Promise.resolve('written') : backend.write(change, seen, signal),
  };
}
