import {
  checkWidgetTarget,
  textOption,
  widgetTargetOptions,
  type Config,
  type Option,
  type OptionProblem,
} from '@widgets/cli-kit';
import { DEFAULT_WIDGET_KEY_LAYOUT } from '@widgets/widget-model';

const group = 'Where widgets go';

const postgres = (flags: string, placeholder: string, what: string): Option<string | undefined> =>
  textOption({ flags, group, placeholder, description: `${what} of a Postgres store: not supported yet` });

/** Where widgets go, in the words of the course's Java and Python consumers. */
export const targetOptions = {
  ...widgetTargetOptions(group, DEFAULT_WIDGET_KEY_LAYOUT),
  postgresConnection: postgres('-pdbc', 'CONNECTION', 'connection'),
  postgresUser: postgres('-pdbu', 'USER', 'user'),
  postgresPassword: postgres('-pdbp', 'PASSWORD', 'password'),
};

type TargetConfig = Config<typeof targetOptions>;
type Problem = OptionProblem<typeof targetOptions>;

/** What in the options about the target contradicts itself, each with the fix. */
export function checkTarget(config: TargetConfig): Problem[] {
  return [...checkWidgetTarget(config), ...unsupported(config)];
}

const POSTGRES_FLAGS = {
  postgresConnection: '-pdbc',
  postgresUser: '-pdbu',
  postgresPassword: '-pdbp',
} as const;
const POSTGRES_KEYS = ['postgresConnection', 'postgresUser', 'postgresPassword'] as const;

function unsupported(config: TargetConfig): Problem[] {
  const given = POSTGRES_KEYS.filter((key) => config[key] !== undefined);
  if (given.length === 0) return [];
  const flags = given.map((key) => POSTGRES_FLAGS[key]).join(', ');
  return [
    {
      about: given,
      message: `${flags}: the Postgres store is not there yet: keep the widgets in a bucket with -wb, or in a table with -dwt`,
    },
  ];
}
