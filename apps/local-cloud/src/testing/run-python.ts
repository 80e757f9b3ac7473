import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Another one than that of the PATH can be named, e.g. that of a virtual environment. */
const PYTHON = process.env['WIDGET_TEST_PYTHON'] ?? 'python3';

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

/** Runs Python as a client of the cloud and resolves with what it prints; rejects with what it says of its failure. */
export async function runPython(url: string, ...args: string[]): Promise<string> {
  const { stdout } = await run(PYTHON, args, { env: environmentFor(url), timeout: 60_000 });
  return stdout;
}

/** Is the package there? If not, stderr says that the tests that need it are skipped. */
export async function hasPythonPackage(name: string): Promise<boolean> {
  try {
    await run(PYTHON, ['-c', `import ${name}`]);
    return true;
  } catch {
    process.stderr.write(
      `SKIPPED: the tests through ${name}, which ${PYTHON} cannot import (python3 -m pip install ${name})\n`,
    );
    return false;
  }
}
