import { UserError } from '@widgets/cli-kit';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Served = {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Why the run is not healthy. */
  readonly reasons: () => readonly string[];
  /** The metrics as Prometheus reads them, and their content type. */
  readonly metrics: () => Promise<{ readonly text: string; readonly contentType: string }>;
};

export type HealthServer = {
  readonly url: string;
  close(): Promise<void>;
};

/** Answers on `/healthz` and `/metrics`. Keeps no process alive. Throws `UserError` when the port cannot be had. */
export async function serveHealth(served: Served): Promise<HealthServer> {
  const server = createServer((request, response) => {
    void answer(served, `${request.method} ${request.url?.split('?')[0]}`, response);
  });
  server.unref();
  await listen(server, served);
  const { port } = server.address() as AddressInfo;
  const host = served.host.includes(':') ? `[${served.host}]` : served.host;
  return {
    url: `http://${host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer({ reasons, metrics }: Served, asked: string, response: ServerResponse): Promise<void> {
  switch (asked.replace(/^HEAD /, 'GET ')) {
    case 'GET /healthz': {
      const why = reasons();
      const isHealthy = why.length === 0;
      response.writeHead(isHealthy ? 200 : 503, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ status: isHealthy ? 'ok' : 'failing', reasons: why }));
      return;
    }
    case 'GET /metrics': {
      const { text, contentType } = await metrics();
      response.writeHead(200, { 'content-type': contentType }).end(text);
      return;
    }
    default:
      response.writeHead(404, { 'content-type': 'text/plain' }).end('There are /healthz and /metrics.\n');
  }
}

async function listen(server: Server, { host, port }: Served): Promise<void> {
  try {
    server.listen({ host, port });
    await once(server, 'listening');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'EADDRINUSE' ? 'something else listens there' : message;
    throw new UserError(`--http-port ${port}: cannot listen on ${host}: ${why}. Choose another port.`, {
      cause: error,
    });
  }
}
