import { expect, test } from '@jest/globals';
import { createKillSwitch, type CrashPoint } from './kill-switch';

const CALL = { service: 's3', action: 'PutObject', path: '/bucket/key' } as const;

/** Three calls one after the other, of a program that is killed at a point: which happen, and which are answered. */
async function threeCalls(point: CrashPoint | undefined) {
  const killSwitch = createKillSwitch();
  const events: string[] = [];
  killSwitch.arm(point, () => events.push('killed'));
  for (const n of [1, 2, 3]) {
    const outcome = await killSwitch.intercept(CALL, () => {
      events.push(`${n} happens`);
      return Promise.resolve({ status: 200 });
    });
    if (outcome !== 'reset') events.push(`${n} answered`);
  }
  return { events, calls: killSwitch.disarm() };
}

test('right before a call nothing of it happens, nor of any after it', async () => {
  const { events, calls } = await threeCalls({ call: 2, moment: 'before' });
  expect(events).toEqual(['1 happens', '1 answered', 'killed']);
  expect(calls).toEqual(['s3 PutObject', 's3 PutObject']);
});

test('right after a call it has happened, and its answer is withheld', async () => {
  const { events } = await threeCalls({ call: 2, moment: 'after' });
  expect(events).toEqual(['1 happens', '1 answered', '2 happens', 'killed']);
});

test('without a point, and once it is disarmed, every call is let through', async () => {
  const { events } = await threeCalls(undefined);
  expect(events).toHaveLength(6);
  const killSwitch = createKillSwitch();
  killSwitch.arm({ call: 1, moment: 'before' }, () => undefined);
  killSwitch.disarm();
  expect(await killSwitch.intercept(CALL, () => Promise.resolve({ status: 204 }))).toEqual({ status: 204 });
});
