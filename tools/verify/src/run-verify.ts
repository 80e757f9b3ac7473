import { createClients, explainAwsError, type AwsClients } from '@widgets/aws-clients';
import {
  DEFAULT_NAMES,
  namedWidgetTarget,
  UserError,
  type ExitCode,
  type ProgramContext,
} from '@widgets/cli-kit';
import { CannotContinue } from '@widgets/widget-pipeline';
import { findTableKey } from '@widgets/widget-stores';
import { writeFile } from 'node:fs/promises';
import { judge, type Verdict } from './judge';
import { bucketStore, tableStore, type JudgedStore } from './judged-store';
import type { VerifyConfig } from './options';
import { readRequests } from './read-requests';
import { jsonReport } from './report/json-report';
import { junitReport } from './report/junit-report';
import { describeCount, textReport } from './report/text-report';

/** Judges, and tells the verdict. Resolves with 1 when something differs; throws `UserError` when it cannot judge. */
export async function runVerify(config: VerifyConfig, context: ProgramContext): Promise<ExitCode> {
  const { log, signal } = context;
  const { expect = '' } = config;
  const clients = await createClients({ ...config, onWarning: (message) => log.warn({}, message) });
  try {
    const store = await openStore(config, clients);
    const verdict = await judge(store, () => readRequests(expect), signal);
    for (const { file, line, reason } of verdict.ignored)
      log.warn({ file, ...(line === undefined ? {} : { line }), reason }, 'an invalid request is ignored');
    await tell(verdict, config, context);
    return verdict.findings.length === 0 ? 0 : 1;
  } catch (error) {
    throw signal.aborted ? new UserError('stopped before the end: there is no verdict') : explained(error);
  } finally {
    clients.destroy();
  }
}

async function openStore(config: VerifyConfig, clients: AwsClients): Promise<JudgedStore> {
  const { widgetKeyPrefix: prefix, useOwnerInPrefix: useOwner } = config;
  const target = namedWidgetTarget(config) ?? localTarget(clients);
  return target.kind === 's3'
    ? bucketStore(clients.s3, target.name, { prefix, useOwner })
    : tableStore(clients.dynamodb, target.name, await findTableKey(clients.dynamodb, target.name));
}

/** On a local cloud, where the consumer puts widgets that it is told no place for. */
function localTarget({ isLoopback }: AwsClients): {
  readonly kind: 's3' | 'dynamodb';
  readonly name: string;
} {
  if (isLoopback) return { kind: 's3', name: DEFAULT_NAMES.widgetBucket };
  throw new UserError('there are no widgets to look at: name a bucket with -wb or a table with -dwt', {
    exitCode: 2,
  });
}

const REPORTS = { text: textReport, json: jsonReport, junit: junitReport };

async function tell(verdict: Verdict, config: VerifyConfig, { print }: ProgramContext): Promise<void> {
  const { format, output } = config;
  const report = REPORTS[format](verdict);
  if (output === undefined) return print(report);
  try {
    await writeFile(output, `${report}\n`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`--output ${output}: cannot be written (${reason})`, { cause: error, exitCode: 2 });
  }
  print(describeCount(verdict));
}

/** A failure that is the user's or the cloud's in words, a bug as it is. */
function explained(error: unknown): unknown {
  if (error instanceof CannotContinue) return new UserError(error.message, { cause: error });
  const message = explainAwsError(error);
  return message === undefined ? error : new UserError(message, { cause: error });
}
