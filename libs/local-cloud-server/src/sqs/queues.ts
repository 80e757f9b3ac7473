import type { Clock } from '../clock';
import { invalidParameter, SqsError } from './errors';
import { Queue } from './queue';
import type { QueueDepth } from './queue-depth';
import { PERFECT_ORDER, type QueueDisorder } from './queue-disorder';
import {
  changeSettings,
  DEFAULT_FIFO_SETTINGS,
  DEFAULT_SETTINGS,
  type QueueSettings,
  settingsAsAttributes,
} from './queue-settings';

/** The one account there is, in queue URLs and ARNs. */
export const ACCOUNT_ID = '000000000000';
const REGION = 'us-east-1';
/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
const QUEUE_NAME = /^[A-Za-z0-9_-]{1,80}$/;
const FIFO_QUEUE_NAME = /^[A-Za-z0-9_-]{1,75}\.fifo$/;

export const queueArn = (name: string): string => `arn:aws:sqs:${REGION}:${ACCOUNT_ID}:${name}`;

/** All queues of the account. */
export class Queues {
  readonly #queues = new Map<string, Queue>();

  constructor(
    private readonly clock: Clock,
    private readonly disorder: QueueDisorder = PERFECT_ORDER,
  ) {}

  /** Makes a queue; one of that name whose attributes do not differ is as good. @throws SqsError */
  create(name: string, attributes: ReadonlyMap<string, string>): Queue {
    const defaults = defaultsFor(name, attributes);
    const existing = this.#queues.get(name);
    if (existing) return sameOrRefuse(existing, changeSettings(defaults, attributes), attributes);
    const settings = this.#checked(changeSettings(defaults, attributes));
    const queue = new Queue(name, queueArn(name), settings, {
      clock: this.clock,
      disorder: this.disorder,
      findByArn: (arn) => this.#byArn(arn),
    });
    this.#queues.set(name, queue);
    return queue;
  }

  change(queue: Queue, attributes: ReadonlyMap<string, string>): void {
    queue.settings = this.#checked(changeSettings(queue.settings, attributes));
    queue.modifiedAtMs = this.clock.now();
  }

  /** @throws SqsError QueueDoesNotExist */
  byName(name: string): Queue {
    const queue = this.#queues.get(name);
    if (!queue) throw new SqsError('QueueDoesNotExist', 'The specified queue does not exist.');
    return queue;
  }

  /** Only the last segment counts, so a URL made under another host name finds its queue. @throws SqsError */
  byUrl(url: string): Queue {
    return this.byName(url.split('/').findLast((segment) => segment !== '') ?? '');
  }

  delete(queue: Queue): void {
    this.#queues.delete(queue.name);
    queue.close();
  }

  /** Deletes all of them. */
  clear(): void {
    for (const queue of [...this.#queues.values()]) this.delete(queue);
  }

  depths(): Record<string, QueueDepth> {
    return Object.fromEntries([...this.#queues].map(([name, queue]) => [name, queue.depth()]));
  }

  /** Names in order. */
  names(): string[] {
    return [...this.#queues.keys()].sort();
  }

  #byArn(arn: string): Queue | undefined {
    const queue = this.#queues.get(arn.split(':').at(-1) ?? '');
    return queue?.arn === arn ? queue : undefined;
  }

  #checked(settings: QueueSettings): QueueSettings {
    const { redrive, fifo } = settings;
    if (!redrive) return settings;
    const target = this.#byArn(redrive.deadLetterTargetArn);
    const refused = (reason: string): SqsError =>
      invalidParameter('RedrivePolicy', JSON.stringify(redrive), reason);
    if (!target) throw refused('Dead letter target does not exist.');
    if (Boolean(target.settings.fifo) !== Boolean(fifo)) {
      throw refused('Dead-letter queue must be same type of queue as the source.');
    }
    return settings;
  }
}

/** A FIFO queue is one whose attribute says so, and then its name has to. @throws SqsError InvalidParameterValue */
function defaultsFor(name: string, attributes: ReadonlyMap<string, string>): QueueSettings {
  const isFifo = attributes.get('FifoQueue') === 'true';
  if (!(isFifo ? FIFO_QUEUE_NAME : QUEUE_NAME).test(name)) {
    throw new SqsError(
      'InvalidParameterValue',
      isFifo
        ? 'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.'
        : 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
    );
  }
  return isFifo ? DEFAULT_FIFO_SETTINGS : DEFAULT_SETTINGS;
}

function sameOrRefuse(queue: Queue, wanted: QueueSettings, attributes: ReadonlyMap<string, string>): Queue {
  const [asked, present] = [settingsAsAttributes(wanted), settingsAsAttributes(queue.settings)];
  for (const name of attributes.keys()) {
    if (asked.get(name) !== present.get(name)) {
      throw new SqsError(
        'QueueNameExists',
        `A queue already exists with the same name and a different value for attribute ${name}`,
      );
    }
  }
  return queue;
}
