import { expect, test } from '@jest/globals';
import { EventEmitter } from 'node:events';
import { shield } from './shield';

const serverThat = (handle: (request: EventEmitter) => void): EventEmitter =>
  new EventEmitter().on('request', handle);
const REQUEST = { headers: {}, body: Buffer.from('{}') };

test('an answer comes back with its status, headers and body', async () => {
  const server = new EventEmitter().on(
    'request',
    (
      request: EventEmitter,
      response: NodeJS.WritableStream & { statusCode: number; setHeader(name: string, value: string): void },
    ) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        response.statusCode = 201;
        response.setHeader('X-Some', 'thing');
        response.end(body);
      });
    },
  );
  await expect(shield(server)(REQUEST)).resolves.toEqual({
    status: 201,
    headers: { 'x-some': 'thing' },
    body: '{}',
  });
});

test('what is thrown at once is an answer that no SDK retries', async () => {
  const call = shield(
    serverThat(() => {
      throw new Error('at once');
    }),
  );
  await expect(call(REQUEST)).resolves.toMatchObject({
    status: 400,
    body: expect.stringContaining('at once'),
  });
  // Errors of everybody else must go on ending the process.
  expect(Reflect.get(process, 'domain') ?? undefined).toBeUndefined();
});

test('what is thrown out of a callback is an answer too, and the process lives on', async () => {
  const call = shield(
    serverThat((request) => {
      request.on('end', () => {
        void Promise.resolve().then(() =>
          setImmediate(() => {
            throw new Error('later');
          }),
        );
      });
    }),
  );
  await expect(call(REQUEST)).resolves.toMatchObject({ status: 500, body: expect.stringContaining('later') });
});
