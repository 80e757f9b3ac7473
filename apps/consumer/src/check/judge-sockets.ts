import { socketsFor } from '../sockets';
import type { Finding } from './finding';

/** Services that are called side by side: S3, SQS, DynamoDB. */
const SERVICES = 3;
/** What a process has open besides: outputs, the log, libraries. */
const OTHER_FILES = 64;

/**
 * Whether the operating system grants a connection for each message in hand.
 *
 * @param openFiles how many files and connections the process may have open; `undefined` when that is not known
 */
export function judgeSockets(concurrency: number, openFiles: number | undefined): Finding {
  const about = 'sockets';
  const needed = SERVICES * socketsFor(concurrency) + OTHER_FILES;
  if (openFiles === undefined)
    return { severity: 'not probed', about, what: 'this system does not tell how many files may be open' };
  if (openFiles >= needed)
    return {
      severity: 'ok',
      about,
      what: `${openFiles} files may be open, enough for --concurrency ${concurrency}`,
    };
  return {
    severity: 'warn',
    about,
    what: `--concurrency ${concurrency} may need ${needed} open files, and this process may have ${openFiles}: connections will fail with EMFILE`,
    fix: `ulimit -n ${needed} (systemd: LimitNOFILE=${needed}), or a lower --concurrency`,
  };
}
