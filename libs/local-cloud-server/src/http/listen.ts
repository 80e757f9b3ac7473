import { createServer, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '../clock';
import { ListenError, PortInUseError } from '../errors';
import type { Call, Outcome } from './call';
import { hostNames } from './refuse-foreign';
import { serve } from './serve';

/** Longer than any SDK keeps an idle socket, so that it is never this side that closes one under a new request. */
const KEEP_ALIVE_MS = 300_000;

export type Listener = {
  port: number;
  /** Stops listening and cuts every open connection, so that nothing of the server keeps the process alive. */
  close(): Promise<void>;
};

export type ListenOptions = {
  host: string;
  port: number;
  /** Names, besides those of this machine, that the Host header may have. */
  allowedHosts: readonly string[];
  clock: Clock;
};

/** @throws PortInUseError, ListenError */
export async function listen(
  options: ListenOptions,
  dispatch: (call: Call) => Promise<Outcome>,
): Promise<Listener> {
  const accepts = hostNames([options.host, ...options.allowedHosts]);
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    void serve(request, response, dispatch, { accepts, clock: options.clock });
  });
  server.on('clientError', (_error, socket) => refuseGarbage(socket));
  const port = await bound(server, options);
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Resolves with the port, which with 0 the system chose. */
function bound(server: Server, { host, port }: ListenOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new PortInUseError(host, port, error)
          : new ListenError(host, port, error),
      );
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : port);
    });
  });
}

/** What is not HTTP gets a 400 where the connection still takes one. */
function refuseGarbage(socket: Duplex): void {
  if (socket.writable)
    socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  else socket.destroy();
}
