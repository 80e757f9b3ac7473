import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { compareWidgets, expectedWidgets, readRequestFolder, validRequests } from '@widgets/verify';
import { hasInstructorRequests, INSTRUCTOR_FOLDER } from './instructor-folder';
import { createFifoQueue, depthOf, keysOf, startLocalPipeline, type LocalPipeline } from './local-pipeline';
import { WIDGET_STORES } from './widget-stores';

/** An empty file, which no message can be, the type "bad", and a create without owner. */
const EMPTY_KEY = '1612306374392';
const BAD_KEYS = [EMPTY_KEY, '1612306375135', '1612306375892'];

let pipeline: LocalPipeline;
beforeAll(async () => {
  pipeline = await startLocalPipeline();
});
afterAll(() => pipeline.close());

/** A way for requests to come to the consumer. */
type Source = {
  readonly source: string;
  /** FIFO queues that must be there. */
  readonly fifoQueues?: (name: string) => readonly string[];
  readonly producer: (name: string) => readonly string[];
  /** What `consumer forward` is told, where it takes part. */
  readonly forward?: (name: string) => readonly string[];
  readonly consumer: (name: string) => readonly string[];
  readonly expectLeft: (name: string) => Promise<void>;
};

const SOURCES: readonly Source[] = [
  {
    source: 'inline on a queue',
    producer: (name) => ['-rq', name],
    consumer: (name) => ['-rq', name, '--dead-letter-queue', `${name}-dead`],
    expectLeft: async (name) => {
      expect(await depthOf(pipeline, name)).toEqual({ visible: 0, other: 0 });
      expect(await depthOf(pipeline, `${name}-dead`)).toEqual({ visible: 2, other: 0 });
    },
  },
  {
    source: 'as pointers on a queue',
    producer: (name) => ['-rb', name, '-rq', name],
    consumer: (name) => ['-rb', name, '-rq', name, '--dead-letter-queue', `${name}-dead`],
    expectLeft: async (name) => {
      expect(await depthOf(pipeline, name)).toEqual({ visible: 0, other: 0 });
      expect(await depthOf(pipeline, `${name}-dead`)).toEqual({ visible: 3, other: 0 });
      expect(await keysOf(pipeline, name)).toEqual(BAD_KEYS);
    },
  },
  {
    source: 'as pointers on a FIFO queue',
    fifoQueues: (name) => [`${name}.fifo`, `${name}-dead.fifo`],
    producer: (name) => ['-rb', name, '-rq', `${name}.fifo`],
    consumer: (name) => ['-rb', name, '-rq', `${name}.fifo`, '--dead-letter-queue', `${name}-dead.fifo`],
    expectLeft: async (name) => {
      expect(await depthOf(pipeline, `${name}.fifo`)).toEqual({ visible: 0, other: 0 });
      expect(await depthOf(pipeline, `${name}-dead.fifo`)).toEqual({ visible: 3, other: 0 });
      expect(await keysOf(pipeline, name)).toEqual(BAD_KEYS);
    },
  },
  {
    source: 'polled from a bucket',
    producer: (name) => ['-rb', name],
    consumer: (name) => ['-rb', name],
    expectLeft: async (name) => {
      expect(await keysOf(pipeline, name)).toEqual(BAD_KEYS.map((key) => `rejected/${key}`));
    },
  },
  {
    source: 'forwarded from a bucket into a queue',
    producer: (name) => ['-rb', name],
    forward: (name) => ['-rb', name, '-rq', name],
    consumer: (name) => ['-rq', name, '--dead-letter-queue', `${name}-dead`],
    expectLeft: async (name) => {
      expect(await keysOf(pipeline, name)).toEqual([`rejected/${EMPTY_KEY}`]);
      expect(await depthOf(pipeline, name)).toEqual({ visible: 0, other: 0 });
      expect(await depthOf(pipeline, `${name}-dead`)).toEqual({ visible: 2, other: 0 });
    },
  },
];

const PAIRS = SOURCES.flatMap((source) => WIDGET_STORES.map((store) => ({ ...source, ...store })));

(hasInstructorRequests() ? describe : describe.skip)("the instructor's requests", () => {
  test.each(PAIRS.map((pair, at) => ({ ...pair, name: `pair-${at}` })))(
    '$source, leave the same twelve widgets in $store',
    async ({ name, fifoQueues, producer, forward, consumer, expectLeft, optionsFor, placeOf, read }) => {
      for (const queue of fifoQueues?.(name) ?? []) await createFifoQueue(pipeline, queue);
      await pipeline.run('producer', ...producer(name), '-ird=0', '--replay', INSTRUCTOR_FOLDER);
      if (forward) await pipeline.run('consumer', 'forward', ...forward(name), '--stop-when-empty');
      const target = optionsFor(`${name}-widgets`);
      await pipeline.run('consumer', ...consumer(name), ...target, '-qwt=1', '--stop-when-empty');

      const expected = expectedWidgets(await validRequests(readRequestFolder(INSTRUCTOR_FOLDER)), placeOf);
      expect(expected.size).toBe(12);
      expect(compareWidgets(expected, await read(pipeline, `${name}-widgets`))).toEqual([]);
      await expectLeft(name);
    },
  );
});
