import { expect, test } from '@jest/globals';
import { holdBack } from './hold-back';

/** A program that only notes its signals, and lets wait for one of them. */
function notingProgram() {
  const signals: string[] = [];
  const waiting: { signal: string; resolve: () => void }[] = [];
  return {
    signals,
    kill(signal: NodeJS.Signals) {
      signals.push(signal);
      for (const each of waiting) if (each.signal === signal) each.resolve();
    },
    got: (signal: string) => new Promise<void>((resolve) => waiting.push({ signal, resolve })),
  };
}

test('a producer is stopped while too many messages wait, and runs again when few are left', async () => {
  const depths = [4999, 5001, 4000, 2499];
  const program = notingProgram();
  const goesOn = program.got('SIGCONT');
  const held = holdBack(program, { queued: () => Promise.resolve(depths.shift() ?? 0) });
  await goesOn;
  expect(program.signals).toEqual(['SIGSTOP', 'SIGCONT']);
  expect(depths).toEqual([]);
  await held.release();
});

test('nothing is asked of a producer that is stopped, and in the end it runs', async () => {
  const program = notingProgram();
  const isStopped = program.got('SIGSTOP');
  const held = holdBack(program, { queued: () => Promise.resolve(6000) });
  expect(await held.whileRunning(() => Promise.resolve('asked'))).toBe('asked');
  await isStopped;
  expect(await held.whileRunning(() => Promise.resolve('asked'))).toBeUndefined();
  await held.release();
  expect(program.signals).toEqual(['SIGSTOP', 'SIGCONT']);
});
