import { expect, test } from '@jest/globals';
import { command, commandGroup } from './command';
import { loggingOptions } from './common-options';
import { textOption, wordOption, wordsOption, type Config } from './option';
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

test.each([
  [
    ['one', 'two', '-rq=q', 'three'],
    ['one', 'two', 'three'],
  ],
  [
    ['--', '-1', '--log-level'],
    ['-1', '--log-level'],
  ],
  [[], []],
])('a list of words takes all of %j', async (argv, ids) => {
  const options = {
    queue,
    ids: wordsOption({ group: 'Arguments', placeholder: 'ID…', description: 'what is shown' }),
  };
  const host = fakeHost(argv, {});
  let taken: readonly string[] | undefined;
  const show: Program<typeof options> = { ...text, name: 'show', usage: ['show ID…'], options };
  await runProgram(show, (config) => Promise.resolve(void (taken = config.ids)), { host });
  expect(host.stderr.text).toBe('');
  expect(taken).toEqual(ids);
});

test('a command may have commands of its own, and does nothing without one', async () => {
  const ran: unknown[] = [];
  const list: Program<typeof forwardOptions> = {
    ...text,
    name: 'consumer letters list',
    usage: ['consumer letters list'],
    options: forwardOptions,
  };
  const listCommand = command({ verb: 'list', does: 'list them', program: list }, (config) =>
    Promise.resolve(void ran.push(config)),
  );
  const letters = commandGroup(
    { verb: 'letters', does: 'look at letters' },
    { ...text, name: 'consumer letters', usage: ['consumer letters COMMAND'], commands: [listCommand] },
  );
  const consumer: Program<typeof loggingOptions> = {
    ...text,
    name: 'consumer',
    usage: ['consumer'],
    options: loggingOptions,
    commands: [letters],
  };
  const runOn = async (...argv: string[]) => {
    const host = fakeHost(argv, {});
    await runProgram(consumer, () => Promise.resolve(), { host });
    return { exits: host.exits, stdout: host.stdout.text, stderr: host.stderr.text };
  };
  expect(await runOn('letters', 'list', '-rq=q')).toMatchObject({ exits: [0], stderr: '' });
  expect(ran).toEqual([{ queue: 'q' }]);
  expect(await runOn('letters')).toMatchObject({
    exits: [2],
    stderr:
      "consumer letters: say what to do: one of list\nTry 'consumer letters --help' for the options and examples.\n",
  });
  expect((await runOn('letters', 'lits')).stderr).toContain('did you mean consumer letters list?');
  expect((await runOn('letters', '--help')).stdout).toMatch(/\n {4}list +list them\n/);
  expect((await runOn('letters', 'list', '--help')).stdout).toMatch(/^Usage: consumer letters list\n/);
});
