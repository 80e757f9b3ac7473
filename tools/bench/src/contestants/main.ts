import { runBareConsumer } from './bare-consumer';
import { runBareProducer } from './bare-producer';
import type { Job } from './job';
import { runSequential } from './sequential';
import { runSequentialProducer } from './sequential-producer';
import { runSqsConsumers } from './sqs-consumers';
import { runSqsProducer } from './sqs-producer';

/** A consumer works until the promise resolves, then finishes what is in hand; a producer ends when all is sent. */
type Contestant = (job: Job, stopped: Promise<void>) => Promise<void>;

const CONTESTANTS: Readonly<Record<string, Contestant>> = {
  'sqs-consumer': runSqsConsumers,
  sequential: runSequential,
  'bare-consumer': runBareConsumer,
  'sqs-producer': runSqsProducer,
  'sequential-producer': runSequentialProducer,
  'bare-producer': runBareProducer,
};

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
const [name = '', job = '{}'] = process.argv.slice(2);
const contestant = CONTESTANTS[name];
if (contestant === undefined) throw new Error(`there is no contestant ${name}`);
await contestant(JSON.parse(job) as Job, new Promise((stop) => process.once('SIGTERM', () => stop())));
process.exit(0);
