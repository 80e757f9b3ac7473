import { expect, test } from '@jest/globals';
import { InvalidFaultsError, parseFaults } from './fault-settings';

test('what is not named is off', () => {
  expect(parseFaults({}, 5)).toEqual({
    seed: 5,
    latencyMs: [0, 0],
    errorRate: 0,
    resetRate: 0,
    lostAnswerRate: 0,
    partialRate: 0,
    expireCredentialsAfterSeconds: null,
    only: [],
    duplicateRate: 0,
    reorderWindow: 0,
    emptyReceiveRate: 0,
  });
});

test('one number of latency stands for both, and a seed of its own wins', () => {
  expect(parseFaults({ latencyMs: 20, seed: 1 }, 5)).toMatchObject({ latencyMs: [20, 20], seed: 1 });
  expect(parseFaults({ latencyMs: [5, 20] }, 5)).toMatchObject({ latencyMs: [5, 20], seed: 5 });
});

test.each([
  [undefined],
  [[]],
  ['errors'],
  [{ errorRate: 1.1 }],
  [{ errorRate: -0.1 }],
  [{ errorRate: '0.1' }],
  [{ latencyMs: [20, 5] }],
  [{ reorderWindow: 0.5 }],
  [{ only: ['ec2'] }],
  [{ only: ['s3:putObject'] }],
  [{ only: ['s3:PutObject:more'] }],
  [{ only: ['__proto__'] }],
  [{ colour: 'red' }],
])('%j is refused', (choice) => {
  expect(() => parseFaults(choice, 0)).toThrow(InvalidFaultsError);
});

test('all that is wrong is told at once', () => {
  expect(() => parseFaults({ errorRate: 2, only: ['ec2'], colour: 'red' }, 0)).toThrow(
    /errorRate[^]*only|only[^]*errorRate/,
  );
});
