import { DEFAULT_LOCAL_CLOUD_PORT, UserError } from '@widgets/cli-kit';

/** The local cloud's own variable for its port: one setting moves the cloud and all that use it. */
const VARIABLE = 'WIDGET_PORT';
const LARGEST_PORT = 65_535;

/** Where the local cloud of this machine is, or is to be. Throws `UserError` for what is no port. */
export function cloudPort(env: Readonly<Record<string, string | undefined>>): number {
  const text = env[VARIABLE] ?? '';
  if (text === '') return DEFAULT_LOCAL_CLOUD_PORT;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port <= LARGEST_PORT) return port;
  throw new UserError(`${VARIABLE}=${text}: must be a port, from 1 to ${LARGEST_PORT}`, { exitCode: 2 });
}

export const cloudUrl = (port: number): string => `http://127.0.0.1:${port}`;
