import { programFile, localEnvironment } from '@widgets/programs';
import { pathToFileURL } from 'node:url';
import { findLocalCloud } from './find-local-cloud';

/**
 * `serve.mjs producer|consumer …`: becomes that program, in an environment that leads to the local cloud of this
 * machine. One process, so that signals reach the program just as they would without this.
 */
const [app, ...args] = process.argv.slice(2);
if (app !== 'producer' && app !== 'consumer') {
  process.stderr.write('serve: name the program first, producer or consumer\n');
  process.exit(2);
}

const asksOnly = args.some((arg) => arg === '--help' || arg === '-h' || arg === '--version');
if (!asksOnly) {
  const cloud = await findLocalCloud();
  if ('problem' in cloud) {
    process.stderr.write(`${app}: ${cloud.problem}\n`);
    process.exit(1);
  }
  process.stdout.write(`${app}: using the local cloud at ${cloud.url}\n`);
  process.env = localEnvironment(cloud.url, process.env);
}
const file = programFile(new URL('../../', import.meta.url), app);
process.argv = [process.execPath, file, ...args];
await import(pathToFileURL(file).href);
