import { expect, test } from '@jest/globals';
import type { Delivery, RequestSource } from '@widgets/widget-pipeline';
import { hintingAtForward } from './hint-at-forward';

const OBJECT = { bucket: 'b', key: 'k' };
const delivery = {} as Delivery;

/** A source that answers with so many deliveries, one number a receive. */
function setUp(counts: readonly number[], objects: readonly (typeof OBJECT)[] = [OBJECT]) {
  const answers = [...counts];
  const warnings: unknown[] = [];
  let looks = 0;
  const ignore = (): void => undefined;
  const source: RequestSource = {
    receive: () => Promise.resolve(Array.from({ length: answers.shift() ?? 0 }, () => delivery)),
    isDrained: () => Promise.resolve(true),
    abandon: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
  const findObject = () => {
    looks += 1;
    return Promise.resolve(objects[0]);
  };
  const log = {
    ...{ debug: ignore, info: ignore, error: ignore },
    warn: (fields: object) => void warnings.push(fields),
  };
  const hinting = hintingAtForward(source, { queue: 'q', findObject, log });
  return {
    warnings,
    looks: () => looks,
    async receiveAll() {
      for (let at = 0; at < counts.length; at += 1) await hinting.receive(1);
    },
  };
}

test('an empty queue before a bucket with objects is told once, with the command', async () => {
  const run = setUp([0, 0, 0, 0]);
  await run.receiveAll();
  expect(run.warnings).toEqual([{ ...OBJECT, command: 'consumer forward -rb=b -rq=q' }]);
  expect(run.looks()).toBe(1);
});

test.each([
  ['the queue has brought something', [1, 0, 0, 0]],
  ['one receive was empty', [0, 1, 0, 0]],
  ['one receive has been empty so far', [0]],
])('nothing is told or looked for when %s', async (_what, counts) => {
  const run = setUp(counts);
  await run.receiveAll();
  expect([run.warnings, run.looks()]).toEqual([[], 0]);
});

test('nothing is told when the bucket is empty', async () => {
  const run = setUp([0, 0], []);
  await run.receiveAll();
  expect([run.warnings, run.looks()]).toEqual([[], 1]);
});
