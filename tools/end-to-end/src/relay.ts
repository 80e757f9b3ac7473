import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Something that passes requests on to a local cloud. */
export type Relay = {
  /** An endpoint by an address that is not of the loopback range, so that programs take it for a cloud elsewhere. */
  readonly url: string;
  /** Breaks all connections and refuses new ones, as a cloud does that is gone, until `restore`. */
  cutOff(): Promise<void>;
  restore(): Promise<void>;
  close(): Promise<void>;
};

/** An answer that the relay gives itself. */
export type Refusal = { readonly status: number; readonly body: string };

/** Starts a relay in front of the cloud at `cloudUrl`. What `refuse` answers is not passed on. */
export async function startRelay(
  cloudUrl: string,
  refuse: (request: IncomingMessage) => Refusal | undefined = () => undefined,
): Promise<Relay> {
  const target = new URL(cloudUrl);
  const server = createServer((incoming, outgoing) => {
    const { method, url: path, headers } = incoming;
    const refusal = refuse(incoming);
    if (refusal !== undefined) {
      incoming.resume().on('end', () => outgoing.writeHead(refusal.status).end(refusal.body));
      return;
    }
    const options = {
      host: target.hostname,
      port: target.port,
      method,
      path,
      headers: { ...headers, host: target.host },
    };
    const passedOn = request(options, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passedOn.on('error', () => outgoing.destroy());
    incoming.pipe(passedOn);
  });
  const listenOn = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await listenOn(0);
  const { port } = server.address() as AddressInfo;
  return { url: `http://0.0.0.0:${port}`, cutOff: close, restore: () => listenOn(port), close };
}
