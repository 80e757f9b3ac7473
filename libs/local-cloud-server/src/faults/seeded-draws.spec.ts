import { expect, test } from '@jest/globals';
import { SeededDraws } from './seeded-draws';

const some = (draws: SeededDraws, stream: string, count: number) =>
  Array.from({ length: count }, () => draws.next(stream)('error'));

test('the same seed draws the same, another seed something else', () => {
  expect(some(new SeededDraws(1), 's3:PutObject', 50)).toEqual(some(new SeededDraws(1), 's3:PutObject', 50));
  expect(some(new SeededDraws(1), 's3:PutObject', 50)).not.toEqual(
    some(new SeededDraws(2), 's3:PutObject', 50),
  );
});

test('what one stream draws does not depend on when others draw in between', () => {
  const [quiet, busy] = [new SeededDraws(7), new SeededDraws(7)];
  const alone = some(quiet, 'a', 10);
  const among = Array.from({ length: 10 }, () => {
    busy.next('b');
    return busy.next('a')('error');
  });
  expect(among).toEqual(alone);
});

test('draws are spread evenly from 0 to 1, those of neighbouring events and seeds too', () => {
  for (let seed = 0; seed < 5; seed += 1) {
    const drawn = some(new SeededDraws(seed), 'sqs:SendMessage', 10_000);
    expect(drawn.every((value) => value >= 0 && value < 1)).toBe(true);
    for (let tenth = 0; tenth < 10; tenth += 1) {
      const share = drawn.filter((value) => Math.floor(value * 10) === tenth).length / drawn.length;
      expect(Math.abs(share - 0.1)).toBeLessThan(0.015);
    }
    const bothSmall = drawn.filter((value, at) => value < 0.1 && (drawn[at + 1] ?? 1) < 0.1).length;
    expect(Math.abs(bothSmall / drawn.length - 0.01)).toBeLessThan(0.005);
  }
});
