import type { AwsClients } from '@widgets/aws-clients';
import { formatSummary, reportRun, sleep, type ProgramContext } from '@widgets/cli-kit';
import {
  createLetterGroups,
  createPace,
  type HeldLettersOptions,
  type Letter,
  type Looked,
  type WorkOffOptions,
} from '@widgets/request-channel';
import { clock } from '../clock';
import { describeBeyond, describeGroups, letterCount, workedOffRows } from './describe-letters';
import type { RedriveConfig } from './redrive-options';
import { selectionOf, throwIfMissing } from './letters-options';

/** What redrive and drop have in common. */
type WorkOffConfig = Pick<RedriveConfig, 'reason' | 'ids' | 'all' | 'max' | 'rate' | 'yes'>;

export type WorkOff = {
  readonly opened: HeldLettersOptions;
  readonly clients: AwsClients;
  /** In words, e.g. `sent to queue work` after `12 letters`. */
  readonly done: string;
  readonly work: (options: WorkOffOptions, signal: AbortSignal) => Promise<Looked>;
};

/** Clocks differ, and a letter that was there at the start is not to be taken for a later one. */
const CLOCK_TOLERANCE_MS = 2000;

/** Works letters off, or tells which would be, with a summary by reason at the end, however it ends. */
export async function runWorkOff(
  config: WorkOffConfig,
  { opened, clients, done, work }: WorkOff,
  { print, signal }: ProgramContext,
): Promise<void> {
  const { yes } = config;
  const now = (): number => clock.now() + clients.clockOffsetMs();
  const counts = { selected: 0, done: 0, left: 0 };
  const found = new Set<string>();
  const groups = createLetterGroups();
  const options = {
    ...workOptions(config, now()),
    ...opened,
    counts,
    onSelected(this: void, letter: Letter) {
      groups.note(letter);
      if (config.ids.length > 0) found.add(letter.id);
    },
  };
  const result = (): string =>
    yes
      ? formatSummary(`Letters ${done}`, workedOffRows(counts))
      : `${letterCount(counts.selected)} would be ${done}: nothing is done without --yes`;
  let looked: Looked = { looked: 0, beyond: 0 };
  await reportRun(
    {
      print,
      progress: () =>
        yes ? `${letterCount(counts.done)} ${done}` : `${letterCount(counts.selected)} selected`,
      summary: () => [result(), ...describeGroups(groups.list(), now())].join('\n'),
    },
    async () => {
      looked = await work(options, signal);
    },
  );
  for (const line of describeBeyond(looked, opened.queueUrl)) print(line);
  if (!signal.aborted) throwIfMissing(options.selection, found);
}

const workOptions = (config: WorkOffConfig, now: number) => ({
  selection: selectionOf(config),
  max: config.max,
  sentBefore: now + CLOCK_TOLERANCE_MS,
  isDry: !config.yes,
  pace: createPace(config.rate, { monotonic: () => clock.monotonic(), sleep }),
});
