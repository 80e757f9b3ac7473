import { execFile } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs Python as a client of the cloud at `url` and resolves with what it prints; rejects with what it says of a failure. */
export type RunPython = (url: string, ...args: string[]) => Promise<string>;

/**
 * A Python that has the package: the one that WIDGET_PYTHON names, or else the first of the PATH that has it, since Nx puts
 * the folder of Node in front. If there is none, stderr says that the tests that need it are skipped.
 */
export async function pythonWith(packageName: string): Promise<RunPython | undefined> {
  const named = process.env['WIDGET_PYTHON'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = named === undefined ? folders.map((folder) => join(folder, 'python3')) : [named];
  for (const python of new Set(candidates)) {
    if (await hasPackage(python, packageName)) return (url, ...args) => runClient(python, url, args);
  }
  process.stderr.write(
    `SKIPPED: the tests through ${packageName}, which no python3 has (python3 -m pip install ${packageName}, or name one in WIDGET_PYTHON)\n`,
  );
  return undefined;
}

async function runClient(python: string, url: string, args: string[]): Promise<string> {
  const { stdout } = await run(python, args, { env: environmentFor(url), timeout: 60_000 });
  return stdout;
}

const hasPackage = (python: string, name: string): Promise<boolean> =>
  run(python, ['-c', `import ${name}`]).then(
    () => true,
    () => false,
  );

/** Without what would lead a client to another endpoint or account; its region, keys and endpoint point to the cloud. */
function environmentFor(url: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  return {
    ...Object.fromEntries(own),
    AWS_ENDPOINT_URL: url,
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
  };
}
