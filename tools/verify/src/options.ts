import {
  awsOptions,
  checkWidgetTarget,
  choiceOption,
  loggingOptions,
  textOption,
  widgetTargetOptions,
  type Config,
  type OptionProblem,
  type Program,
} from '@widgets/cli-kit';
import { DEFAULT_WIDGET_KEY_LAYOUT } from '@widgets/widget-model';

const options = {
  expect: textOption({
    flags: '--expect',
    group: 'What was asked',
    placeholder: 'FILE|DIR',
    description:
      'the requests: a file with one a line, in their order, or a folder with one a file, the names their keys',
  }),
  ...widgetTargetOptions('Where the widgets are', DEFAULT_WIDGET_KEY_LAYOUT),
  format: choiceOption({
    flags: '--format',
    group: 'Verdict',
    values: ['text', 'json', 'junit'],
    default: 'text',
    description: 'for people, for programs, or for CI',
  }),
  output: textOption({
    flags: '--output',
    group: 'Verdict',
    placeholder: 'FILE',
    defaultText: 'stdout',
    description: 'write the verdict to FILE, and only the count to stdout',
  }),
  ...awsOptions,
  ...loggingOptions,
};

export type VerifyConfig = Config<typeof options>;

function check(config: VerifyConfig): OptionProblem<typeof options>[] {
  const contradictions = checkWidgetTarget(config);
  if (config.expect !== undefined) return contradictions;
  return [
    ...contradictions,
    {
      about: ['expect'],
      message: '--expect is missing: name the requests, a file as producer --record writes it, or a folder',
    },
  ];
}

export const verifyProgram = (version: string): Program<typeof options> => ({
  name: 'widget-verify',
  version,
  usage: [
    'widget-verify --expect FILE|DIR -wb BUCKET [options]',
    'widget-verify --expect FILE|DIR -dwt TABLE [options]',
  ],
  about: [
    'Compares the widgets in a bucket or a table with what the requests say, whoever applied them. Tells what is missing, extra and wrong, the request that should have caused it, and the rule that it breaks. Changes nothing.',
  ],
  options,
  check,
  answers: { 0: 'all is right', 1: 'something differs, or there is no verdict' },
  examples: [
    {
      does: "judge a table by the producer's record",
      command: 'widget-verify --expect sent.ndjson -dwt=widgets',
    },
    {
      does: 'judge a bucket by a folder of request files, for CI',
      command: 'widget-verify --expect requests/ -wb=my-widgets --format junit --output verdict.xml',
    },
  ],
});
