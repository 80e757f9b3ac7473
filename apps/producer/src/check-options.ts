import type { OptionProblem } from '@widgets/cli-kit';
import type { ProducerConfig, ProducerOptions } from './options';

type Problem = OptionProblem<ProducerOptions>;

/** Contradictions that show before anything is looked up, each with the fix. */
export function checkOptions(config: ProducerConfig): Problem[] {
  return [
    ...formatProblems(config),
    ...paceProblems(config),
    ...replayProblems(config),
    ...dryRunProblems(config),
  ];
}

function formatProblems({ requestBucket, requestQueue, messageFormat }: ProducerConfig): Problem[] {
  if (messageFormat === 'inline') {
    if (requestBucket === undefined) return [];
    const message =
      '--message-format inline sends requests without a bucket: leave out -rb, or choose extended, json or key';
    return [{ about: ['messageFormat', 'requestBucket'], message }];
  }
  if (messageFormat === undefined || (requestBucket === undefined) === (requestQueue === undefined))
    return [];
  const message =
    requestBucket === undefined
      ? `--message-format ${messageFormat} points to an object: name the bucket with -rb, or choose inline`
      : `--message-format ${messageFormat} is about messages, and a bucket alone gets none: name the queue with -rq, or leave it out`;
  return [{ about: ['messageFormat', 'requestBucket', 'requestQueue'], message }];
}

function paceProblems({ interRequestDelayMs, ratePerSecond }: ProducerConfig): Problem[] {
  if (interRequestDelayMs === undefined || ratePerSecond === undefined) return [];
  const message =
    '--rate and -ird both say when the next request is due: give the rate, or the delay between requests';
  return [{ about: ['ratePerSecond', 'interRequestDelayMs'], message }];
}

function replayProblems({ record, replay, newKeys, seed }: ProducerConfig): Problem[] {
  if (replay === undefined) {
    return newKeys ? [{ about: ['newKeys', 'replay'], message: '--new-keys needs --replay' }] : [];
  }
  const emptied = `--record ${replay} would empty the file that is to be replayed: name another`;
  const message = '--replay sends what was recorded, and --seed is for new requests: leave out one of them';
  return [
    ...(seed === undefined ? [] : [{ about: ['replay', 'seed'] as const, message }]),
    ...(record === replay ? [{ about: ['record', 'replay'] as const, message: emptied }] : []),
  ];
}

function dryRunProblems({ dryRun, record }: ProducerConfig): Problem[] {
  if (!dryRun || record === undefined) return [];
  const message = '--record writes what was sent, and --dry-run sends nothing: leave out one of them';
  return [{ about: ['dryRun', 'record'], message }];
}
