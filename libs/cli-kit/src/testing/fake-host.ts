import type { Host, StopEvent } from '../host';

type FakeOutput = Host['stdout'] & { text: string; fail: (error: Error) => void };

const fakeOutput = (): FakeOutput => {
  const listeners: ((error: Error) => void)[] = [];
  const output: FakeOutput = {
    text: '',
    write: (text: string, done?: () => void) => {
      output.text += text;
      done?.();
    },
    on: (_event: string, listener: (error: Error) => void) => listeners.push(listener),
    fail: (error) => listeners.forEach((listener) => listener(error)),
  };
  return output;
};

/** An operating system in memory; `exits` holds the exit codes in order. */
export const fakeHost = (argv: readonly string[], env: Host['env'] = {}) => {
  const exits: number[] = [];
  const signals = new Map<StopEvent, () => void>();
  const uncaught: ((error: unknown) => void)[] = [];
  const host = {
    argv,
    env,
    stdout: fakeOutput(),
    stderr: fakeOutput(),
    onSignal: (event: StopEvent, listener: () => void) => void signals.set(event, listener),
    onUncaught: (listener: (error: unknown) => void) => void uncaught.push(listener),
    exit: (code: number) => void exits.push(code),
  };
  return {
    ...host,
    exits,
    send: (event: StopEvent) => signals.get(event)?.(),
    throwUncaught: (error: unknown) => uncaught.forEach((listener) => listener(error)),
  };
};
