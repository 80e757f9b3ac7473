import { UserError } from '@widgets/cli-kit';
import { localEnvironment, programFile } from '@widgets/programs';
import { pathToFileURL } from 'node:url';
import { cloudPort } from './cloud-address';
import { ensureCloud } from './ensure-cloud';
import { LAUNCH, launchCloud, startDetached } from './launch-cloud';
import { needsCloud } from './needs-cloud';
import { stopCloud } from './stop-cloud';

/** Of all that is built; this program is `tools/serve/serve.mjs` in it. */
const DIST = new URL('../../', import.meta.url);

/**
 * `serve.mjs producer|consumer|widget-verify …`: becomes that program, in an environment that leads to the local cloud of this
 * machine, which is started if there is none. One process, so that signals reach the program just as they would without
 * this. `serve.mjs stop-cloud` ends that cloud.
 */
const [verb = '', ...args] = process.argv.slice(2);
try {
  switch (verb) {
    case 'producer':
    case 'consumer':
    case 'widget-verify':
      await become(verb);
      break;
    case 'stop-cloud':
      process.stdout.write(`local-cloud: ${await stopCloud(cloudPort(process.env))}\n`);
      break;
    case LAUNCH:
      await launchCloud(DIST, Number(args[0]), args[1] ?? '');
      break;
    default:
      throw new UserError('name the program first: producer, consumer or widget-verify', { exitCode: 2 });
  }
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${verb || 'serve'}: ${error.message}\n`);
  process.exitCode = error.exitCode;
}

async function become(app: 'producer' | 'consumer' | 'widget-verify'): Promise<void> {
  if (needsCloud(args)) {
    const { url, about } = await ensureCloud(cloudPort(process.env), startDetached(DIST));
    process.stdout.write(`${app}: ${about}\n`);
    process.env = localEnvironment(url, process.env);
  }
  const file = programFile(DIST, app);
  process.argv = [process.execPath, file, ...args];
  await import(pathToFileURL(file).href);
}
