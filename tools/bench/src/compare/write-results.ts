import { UserError } from '@widgets/cli-kit';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describeMachine, type Machine } from './machine';

/** Of all that is built, and the version of the workspace. */
export type Bench = { readonly dist: URL; readonly version: string };

/** What every file of results begins with. */
export type About<Name extends string> = {
  readonly bench: Name;
  /** ISO 8601, to the day. */
  readonly date: string;
  readonly version: string;
  readonly machine: Machine;
  /** The versions of what takes part and is not ours. */
  readonly packages: Readonly<Record<string, string>>;
  /** The command that makes such a file again. */
  readonly command: string;
};

const PACKAGES = [
  '@aws-sdk/client-dynamodb',
  '@aws-sdk/client-s3',
  '@aws-sdk/client-sqs',
  'sqs-consumer',
  'sqs-producer',
];

export async function about<Name extends string>(
  bench: Name,
  { dist, version }: Bench,
  command: string,
): Promise<About<Name>> {
  return {
    ...{ bench, version, command },
    date: new Date().toISOString().slice(0, 10),
    machine: describeMachine(),
    packages: await packageVersions(new URL('../package.json', dist)),
  };
}

type Manifest = Partial<Record<'dependencies' | 'devDependencies', Readonly<Record<string, string>>>>;

async function packageVersions(file: URL): Promise<Record<string, string>> {
  const manifest = JSON.parse(await readFile(file, 'utf8')) as Manifest;
  const versions = { ...manifest.dependencies, ...manifest.devDependencies };
  return Object.fromEntries(PACKAGES.map((name) => [name, versions[name] ?? 'unknown']));
}

/** Makes the file, and its folder. Throws `UserError` when that is not possible. */
export async function writeResults(file: string, results: object): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify(results, undefined, 2)}\n`);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(`--json ${file}: the results cannot be written there (${why})`, { cause });
  }
}
