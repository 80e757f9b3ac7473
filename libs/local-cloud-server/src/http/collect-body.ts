import type { IncomingMessage } from 'node:http';

export type CollectedBody = { kind: 'complete'; body: Buffer } | { kind: 'too-large' } | { kind: 'hung-up' };

/** Reads the whole body of a request; a client that hangs up in the middle is an outcome, not an error. */
export function collectBody(request: IncomingMessage, limitBytes: number): Promise<CollectedBody> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limitBytes) {
        chunks.push(chunk);
        return;
      }
      chunks.length = 0;
      request.pause();
      resolve({ kind: 'too-large' });
    });
    request.once('end', () => resolve({ kind: 'complete', body: Buffer.concat(chunks) }));
    request.once('error', () => resolve({ kind: 'hung-up' }));
    request.once('close', () => resolve({ kind: 'hung-up' }));
  });
}
