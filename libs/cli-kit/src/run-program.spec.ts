import { expect, test } from '@jest/globals';
import { loggingOptions, runtimeOptions, stoppingOptions } from './common-options';
import type { StopEvent } from './host';
import type { Program } from './program';
import type { Main } from './main';
import { runProgram, type Rim } from './run-program';
import { fakeHost } from './testing/fake-host';
import { UserError } from './user-error';

const options = { ...runtimeOptions, ...stoppingOptions, ...loggingOptions };

const program: Program<typeof options> = {
  name: 'consumer',
  version: '1.2.3',
  usage: ['consumer [options]'],
  about: [],
  options,
  examples: [],
};

const run = async (argv: readonly string[], main: Main<typeof options>, rim: Rim = {}) => {
  const host = fakeHost(argv);
  await runProgram(program, main, { ...rim, host });
  return host;
};

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((done) => signal.addEventListener('abort', () => done()));

const nothing = (): Promise<void> => Promise.resolve();

test('a program that ends exits 0, or with the code that it returns', async () => {
  const host = await run([], (_config, { print }) => {
    print('done');
    return Promise.resolve();
  });
  expect(host.exits).toEqual([0]);
  expect(host.stdout.text).toBe('done\n');
  expect((await run([], () => Promise.resolve(1))).exits).toEqual([1]);
});

test('help goes to stdout and exits 0; the program does not run', async () => {
  const host = await run(['--help'], () => Promise.reject(new Error('ran')));
  expect(host.exits).toEqual([0]);
  expect(host.stdout.text).toMatch(/^Usage: consumer/);
  expect(host.stderr.text).toBe('');
});

test('wrong usage exits 2 and tells every problem on stderr', async () => {
  const host = await run(['--log-levl=x', '-mrt', 'y'], () => Promise.reject(new Error('ran')));
  expect(host.exits).toEqual([2]);
  expect(host.stderr.text).toBe(
    'consumer: --log-levl: unknown option; did you mean --log-level?\n' +
      'consumer: -mrt y: must be a whole number, from 0 to 2147483647\n' +
      "Try 'consumer --help' for the options and examples.\n",
  );
});

test('an error for the user is its message alone, with its exit code', async () => {
  const host = await run([], () => Promise.reject(new UserError('no bucket \u001b[31m"b"')));
  expect(host.exits).toEqual([1]);
  expect(host.stderr.text).toBe('consumer: no bucket \\u001b[31m"b"\n');
});

test('a command line found wrong later is told like one that is wrong at once', async () => {
  const host = await run([], () => Promise.reject(new UserError('no queue\nno target', { exitCode: 2 })));
  expect(host.exits).toEqual([2]);
  expect(host.stderr.text).toBe(
    "consumer: no queue\nconsumer: no target\nTry 'consumer --help' for the options and examples.\n",
  );
});

test('an error that the program can explain is its explanation', async () => {
  const explain = (error: unknown) => (error instanceof RangeError ? 'out of range' : undefined);
  const host = await run([], () => Promise.reject(new RangeError('x')), { explain });
  expect(host.exits).toEqual([1]);
  expect(host.stderr.text).toBe('consumer: out of range\n');
});

test('any other error is a bug: it asks for a report and has its stack', async () => {
  const host = await run([], () => Promise.reject(new TypeError('oops')));
  expect(host.exits).toEqual([1]);
  expect(host.stderr.text).toMatch(/^consumer: this is a bug in consumer, please report it/);
  expect(host.stderr.text).toMatch(/TypeError: oops\n {4}at /);
});

test('an error that nobody caught ends the program at once', async () => {
  const host = fakeHost([]);
  await runProgram(
    program,
    () => {
      host.throwUncaught(new UserError('late'));
      return nothing();
    },
    { host },
  );
  expect(host.exits[0]).toBe(1);
  expect(host.stderr.text).toBe('consumer: late\n');
});

test.each<StopEvent>(['SIGINT', 'SIGTERM'])(
  'a first %s asks for a graceful stop, which exits 0',
  async (event) => {
    const host = fakeHost([]);
    const ended = runProgram(program, (_config, { signal }) => untilAborted(signal), { host });
    host.send(event);
    await ended;
    expect(host.exits).toEqual([0]);
    expect(host.stderr.text).toBe(
      'consumer: stopping: finishing what is in hand (press Ctrl-C again to stop at once)\n',
    );
  },
);

test('a second signal exits at once with 130', async () => {
  const host = fakeHost([]);
  void runProgram(program, () => new Promise(() => undefined), { host });
  host.send('SIGTERM');
  host.send('SIGINT');
  await Promise.resolve();
  expect(host.exits).toEqual([130]);
});

test('stopping that takes longer than --shutdown-timeout is told to give up', async () => {
  const host = fakeHost(['--shutdown-timeout=1']);
  const ended = runProgram(program, (_config, { giveUp }) => untilAborted(giveUp), { host });
  host.send('SIGTERM');
  await ended;
  expect(host.exits).toEqual([0]);
});

test('--max-runtime stops like a signal', async () => {
  const host = await run(['-mrt', '5'], (_config, { signal }) => untilAborted(signal));
  expect(host.exits).toEqual([0]);
  expect(host.stderr.text).toMatch(/^consumer: --max-runtime 5 is over; stopping/);
});

test('stops when nobody reads stdout any more', async () => {
  const host = fakeHost([]);
  const ended = runProgram(program, (_config, { signal }) => untilAborted(signal), { host });
  host.stdout.fail(new Error('EPIPE'));
  host.stdout.fail(new Error('EPIPE'));
  await ended;
  expect(host.exits).toEqual([0]);
});

test('a log file that cannot be opened ends the program before it runs', async () => {
  const host = await run(['--log-file', '/no/such/folder/x'], () => Promise.reject(new Error('ran')));
  expect(host.exits).toEqual([1]);
  expect(host.stderr.text).toMatch(/^consumer: --log-file \/no\/such\/folder\/x: cannot be opened/);
});
