import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LocalPipeline } from './local-pipeline';

const PYTHON = process.env['WIDGET_PYTHON'] ?? 'python3';

/** Whether the Python that `WIDGET_PYTHON` names has a module; says on stderr when tests are skipped for its absence. */
export function pythonHas(module: string, packageName = module): boolean {
  const has = spawnSync(PYTHON, ['-c', `import ${module}`]).status === 0;
  if (!has) {
    process.stderr.write(
      `SKIPPED: ${PYTHON} has no ${packageName}; install it, or name a Python that has it in WIDGET_PYTHON\n`,
    );
  }
  return has;
}

/** Runs a script of this project, led to the pipeline's cloud, to its end. Fails unless it exits with 0. */
export function runPython({ url }: LocalPipeline, script: string, ...args: string[]): string {
  const file = fileURLToPath(new URL(`../../../${script}`, import.meta.url));
  const env = {
    PATH: process.env['PATH'],
    PYTHONPATH: process.env['PYTHONPATH'],
    PYTHONDONTWRITEBYTECODE: '1',
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'dummy',
    AWS_SECRET_ACCESS_KEY: 'dummy',
    AWS_DEFAULT_REGION: 'us-east-1',
  };
  const { status, stdout, stderr } = spawnSync(PYTHON, [file, ...args], { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${script} exited with ${status}:\n${stdout}\n${stderr}`);
  return stdout;
}
