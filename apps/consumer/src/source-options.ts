import { textListOption, textOption } from '@widgets/cli-kit';
import { DEFAULT_WIDGET_KEY_LAYOUT } from '@widgets/widget-model';

type Place = {
  readonly group: string;
  /** What the option means to a command, where that differs from what it means to the consumer. */
  readonly description?: string;
};

/** S3 buckets that hold requests. */
export const requestBucketsOption = ({
  group,
  description = 'S3 bucket that holds the requests which messages point to; without a queue it is polled',
}: Place) =>
  textListOption({
    flags: '-rb, --request-bucket, --request-source',
    group,
    placeholder: 'BUCKET',
    description,
  });

/** The SQS queue of requests. */
export const requestQueueOption = ({
  group,
  description = 'SQS queue to receive from, by name or URL',
}: Place) =>
  textOption({
    flags: '-rq, --request-queue, --queue-url, --sqs-queue-name',
    group,
    placeholder: 'QUEUE',
    description,
  });

/** The SQS queue that takes what is refused. */
export const deadLetterQueueOption = ({
  group,
  description = 'queue that takes refused messages, each with the reason',
}: Place) =>
  textOption({
    flags: '-dlq, --dead-letter-queue',
    group,
    placeholder: 'QUEUE',
    defaultText: "the target of the queue's redrive policy",
    description,
  });

/** Keys of widgets, which may lie beside requests. */
export const skippedPrefixOption = ({ group }: Place) =>
  textOption({
    flags: '-wkp, --widget-key-prefix',
    group,
    placeholder: 'PREFIX',
    allowEmpty: true,
    default: DEFAULT_WIDGET_KEY_LAYOUT.prefix,
    description: 'keys that begin with it are those of widgets, and stay where they are',
  });
