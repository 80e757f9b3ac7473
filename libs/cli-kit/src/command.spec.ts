import { expect, test } from '@jest/globals';
import { command } from './command';
import { loggingOptions } from './common-options';
import { textOption, wordOption, type Config } from './option';
import type { Program } from './program';
import { renderOptionsTable } from './options-table';
import { runProgram } from './run-program';
import { fakeHost } from './testing/fake-host';

const queue = textOption({
  flags: '-rq, --request-queue',
  group: 'Requests',
  placeholder: 'QUEUE',
  description: 'queue',
});
const explainOptions = {
  queue,
  body: wordOption({ group: 'Arguments', placeholder: 'BODY', description: 'what is explained; - is stdin' }),
  ...loggingOptions,
};
const forwardOptions = { queue };

const text = { version: '1.2.3', about: [], examples: [] };
const forward: Program<typeof forwardOptions> = {
  ...text,
  name: 'consumer forward',
  usage: ['consumer forward -rq QUEUE'],
  options: forwardOptions,
  check: (config) => (config.queue === undefined ? [{ about: ['queue'], message: '-rq is needed' }] : []),
};
const explain: Program<typeof explainOptions> = {
  ...text,
  name: 'consumer explain',
  usage: ['consumer explain [BODY|-]'],
  options: explainOptions,
};

type Ran = { readonly name: string; readonly config: Partial<Config<typeof explainOptions>> };

const run = async (argv: readonly string[], env = {}) => {
  const ran: Ran[] = [];
  const note = (name: string) => (config: Ran['config']) => {
    ran.push({ name, config });
    return Promise.resolve();
  };
  const consumer: Program<typeof loggingOptions> = {
    ...text,
    name: 'consumer',
    usage: ['consumer [options]', 'consumer COMMAND [options]'],
    options: loggingOptions,
    commands: [
      command({ verb: 'forward', does: 'move requests into a queue', program: forward }, note('forward')),
      command({ verb: 'explain', does: 'tell how a message is read', program: explain }, note('explain')),
    ],
  };
  const host = fakeHost(argv, env);
  await runProgram(consumer, note('consumer'), { host });
  return { ran, exits: host.exits, stdout: host.stdout.text, stderr: host.stderr.text };
};

test('the first argument chooses a command, which reads the others with options of its own', async () => {
  const { ran, exits } = await run(['forward', '-rq=q']);
  expect(ran).toEqual([{ name: 'forward', config: { queue: 'q' } }]);
  expect(exits).toEqual([0]);
});

test('without a command the program itself runs', async () => {
  expect((await run(['--log-level=warn'])).ran).toMatchObject([{ name: 'consumer' }]);
});

test('a command reads the environment like a program', async () => {
  expect((await run(['forward'], { WIDGET_REQUEST_QUEUE: 'q' })).ran).toMatchObject([
    { config: { queue: 'q' } },
  ]);
});

test.each([
  [['explain', '{"a": "b=c"}'], '{"a": "b=c"}'],
  [['explain', '-rq', 'q', '1612306374392'], '1612306374392'],
  [['explain', '-'], '-'],
  [['explain', ''], ''],
  [['explain', 'two\nlines'], 'two\nlines'],
  [['explain', '--', '--log-level'], '--log-level'],
  [['explain'], undefined],
])('%j takes the word %j', async (argv, body) => {
  const { ran, stderr } = await run(argv);
  expect(stderr).toBe('');
  expect(ran).toMatchObject([{ name: 'explain', config: { body } }]);
});

test('what is wrong is told under the name of the command', async () => {
  const { exits, stderr } = await run(['explain', 'one', 'two', '--log-levl=x']);
  expect(exits).toEqual([2]);
  expect(stderr).toBe(
    'consumer explain: --log-levl: unknown option; did you mean --log-level?\n' +
      'consumer explain: "two": not expected here; options begin with a dash\n' +
      "Try 'consumer explain --help' for the options and examples.\n",
  );
  expect((await run(['forward'])).stderr).toMatch(/^consumer forward: -rq is needed\n/);
});

test.each([
  [['--log-level=warn', 'forward'], 'a command comes first: consumer forward'],
  [['forwrad', '-rq=q'], 'did you mean consumer forward?'],
  [['frobnicate'], 'options begin with a dash, and the commands are forward, explain'],
])('%j gets the hint: %s', async (argv, hint) => {
  expect((await run(argv)).stderr).toContain(hint);
});

test('the help of a program lists its commands, and each has a help and a version of its own', async () => {
  const { stdout } = await run(['--help']);
  expect(stdout).toContain('\nCommands, each with options of its own:\n');
  expect(stdout).toMatch(
    /\n {4}forward +move requests into a queue\n {4}explain +tell how a message is read\n/,
  );
  expect(stdout).toContain('consumer forward --help tells more');
  const own = (await run(['explain', '--help'])).stdout;
  expect(own).toMatch(/^Usage: consumer explain \[BODY\|-\]\n/);
  expect(own).toMatch(/\nArguments:\n {4}BODY +what is explained; - is stdin\n/);
  expect((await run(['forward', '--version'])).stdout).toBe('consumer forward 1.2.3\n');
});

test('a word has a row without environment variable in the table of options', () => {
  expect(renderOptionsTable(explainOptions)).toMatch(
    /\| `BODY` +\| – +\| – +\| what is explained; - is stdin +\|/,
  );
});
