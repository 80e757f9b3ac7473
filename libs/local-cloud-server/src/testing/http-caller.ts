import { Agent, request } from 'node:http';

export type HttpAnswer = { status: number; body: string };
export type HttpRequest = { method: string; path: string; headers?: Record<string, string>; body?: string };

export type HttpCaller = { call(request: HttpRequest): Promise<HttpAnswer>; destroy(): void };

/** Calls a port of this machine without an SDK, which for thousands of calls takes most of the time. For tests. */
export function httpCaller(port: number, maxSockets = 64): HttpCaller {
  const agent = new Agent({ keepAlive: true, maxSockets });
  const call = ({ body, ...options }: HttpRequest): Promise<HttpAnswer> =>
    new Promise((resolve, reject) => {
      const sent = request({ agent, host: '127.0.0.1', port, ...options }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
        );
      });
      sent.on('error', reject).end(body);
    });
  return { call, destroy: () => agent.destroy() };
}
