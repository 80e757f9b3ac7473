import { command, runProgram } from '@widgets/cli-kit';
import { checkProgram } from './check/options';
import { deadLettersCommand } from './dead-letters/command';
import { explainProgram } from './explain/options';
import { forwardProgram } from './forward/options';
import { consumerProgram } from './options';
import { workerNumber } from './workers/worker-process';
import { sweepProgram } from './sweep/options';

/** The workspace's version, put in when the program is bundled. */
declare const PROGRAM_VERSION: string;

const check = command(
  {
    verb: 'check',
    does: 'look whether the consumer can work with its options, and print the IAM policy it needs',
    program: checkProgram(PROGRAM_VERSION),
  },
  async (config, context) => {
    const { runCheck } = await import('./check/run-check');
    return runCheck(config, context);
  },
);

const explain = command(
  {
    verb: 'explain',
    does: 'tell how a message would be read, and why',
    program: explainProgram(PROGRAM_VERSION),
  },
  async (config, context) => {
    const { runExplain } = await import('./explain/run-explain');
    return runExplain(config, context);
  },
);

const forward = command(
  {
    verb: 'forward',
    does: 'move the requests of a bucket into a queue',
    program: forwardProgram(PROGRAM_VERSION),
  },
  async (config, context) => {
    const { runForward } = await import('./forward/run-forward');
    return runForward(config, context);
  },
);

const sweep = command(
  {
    verb: 'sweep',
    does: 'post pointers again for objects that no message points to',
    program: sweepProgram(PROGRAM_VERSION),
  },
  async (config, context) => {
    const { runSweep } = await import('./sweep/run-sweep');
    return runSweep(config, context);
  },
);

await runProgram(
  {
    ...consumerProgram(PROGRAM_VERSION),
    commands: [check, forward, explain, deadLettersCommand(PROGRAM_VERSION), sweep],
  },
  async (config, context) => {
    const number = workerNumber();
    if (number !== undefined) {
      const { runWorker } = await import('./workers/run-worker');
      return runWorker(number, config, context);
    }
    if (config.workers > 1) {
      const { runWorkers } = await import('./workers/run-workers');
      return runWorkers(config, context);
    }
    const { runConsumer } = await import('./run-consumer');
    return runConsumer(config, context);
  },
);
