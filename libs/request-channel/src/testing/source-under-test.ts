import type { Delivery, LogFields, RequestSource } from '@widgets/widget-pipeline';
import { queueUrl, type cloudClients } from './cloud-clients';
import { createSqsSource, type SqsSourceOptions } from '../sqs/sqs-source';

export type LogLine = { readonly level: string; readonly fields: LogFields; readonly message: string };

export type SourceUnderTest = RequestSource & {
  readonly lines: readonly LogLine[];
  /** The one message that is there. */
  receiveOne(): Promise<Delivery>;
  /** The same, read: ready to be settled. */
  readOne(): Promise<Delivery>;
};

/** For tests: a source of the queue `work` with the request bucket `requests`, in a time that stands still. */
export async function sourceUnderTest(
  { s3, sqs }: Pick<ReturnType<typeof cloudClients>, 's3' | 'sqs'>,
  clock: { now(): number },
  options: Partial<SqsSourceOptions> = {},
): Promise<SourceUnderTest> {
  const lines: LogLine[] = [];
  const logTo = (level: string) => (fields: LogFields, message: string) =>
    void lines.push({ level, fields, message });
  const source = createSqsSource({
    ...{ sqs, s3, queueUrl: await queueUrl(sqs, 'work'), requestBuckets: ['requests'] },
    ...{ deadLetterQueueUrl: await queueUrl(sqs, 'dead'), waitSeconds: 0, leaseSeconds: 30 },
    ...{ queueLeaseSeconds: 40, missingWidgetRetries: 3 },
    log: { debug: logTo('debug'), info: logTo('info'), warn: logTo('warn'), error: logTo('error') },
    clock: { now: () => clock.now(), monotonic: () => clock.now() },
    sleep: () => Promise.resolve(),
    random: () => 0.999,
    ...options,
  });
  const receiveOne = async (): Promise<Delivery> => {
    const [delivery, ...others] = await source.receive(10);
    if (delivery === undefined || others.length > 0) {
      throw new Error(`expected one message, and ${others.length + (delivery ? 1 : 0)} came`);
    }
    return delivery;
  };
  return {
    ...source,
    lines,
    receiveOne,
    async readOne() {
      const delivery = await receiveOne();
      await delivery.read();
      return delivery;
    },
  };
}
