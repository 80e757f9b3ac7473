import { expect, test } from '@jest/globals';
import { EventEmitter } from 'node:events';
import { untilEither } from './until-either';

test('it waits for the first of the events, and leaves no listener for any', async () => {
  const emitter = new EventEmitter();
  for (let round = 0; round < 20; round += 1) {
    const waiting = untilEither(emitter, 'drain', 'close');
    emitter.emit('drain');
    await waiting;
  }
  expect(emitter.eventNames()).toEqual([]);
});
