import type { Clock } from '../clock';
import { invalidParameter, SqsError } from './errors';
import { Queue } from './queue';
import { changeSettings, DEFAULT_SETTINGS, type QueueSettings, settingsAsAttributes } from './queue-settings';

/** The one account there is, in queue URLs and ARNs. */
export const ACCOUNT_ID = '000000000000';
const REGION = 'us-east-1';
const QUEUE_NAME = /^[A-Za-z0-9_-]{1,80}$/;

export const queueArn = (name: string): string => `arn:aws:sqs:${REGION}:${ACCOUNT_ID}:${name}`;

/** All queues of the account. */
export class Queues {
  readonly #queues = new Map<string, Queue>();

  constructor(private readonly clock: Clock) {}

  /** Makes a queue; one of that name whose attributes do not differ is as good. @throws SqsError */
  create(name: string, attributes: ReadonlyMap<string, string>): Queue {
    checkName(name, attributes);
    const existing = this.#queues.get(name);
    if (existing) return sameOrRefuse(existing, attributes);
    const settings = this.#checked(changeSettings(DEFAULT_SETTINGS, attributes));
    const queue = new Queue(name, queueArn(name), settings, {
      clock: this.clock,
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

  /** Names in order. */
  names(): string[] {
    return [...this.#queues.keys()].sort();
  }

  #byArn(arn: string): Queue | undefined {
    const queue = this.#queues.get(arn.split(':').at(-1) ?? '');
    return queue?.arn === arn ? queue : undefined;
  }

  #checked(settings: QueueSettings): QueueSettings {
    const target = settings.redrive?.deadLetterTargetArn;
    if (target !== undefined && !this.#byArn(target)) {
      throw invalidParameter(
        'RedrivePolicy',
        JSON.stringify(settings.redrive),
        'Dead letter target does not exist.',
      );
    }
    return settings;
  }
}

function checkName(name: string, attributes: ReadonlyMap<string, string>): void {
  if (name.endsWith('.fifo') || attributes.has('FifoQueue')) {
    throw new SqsError('UnsupportedOperation', 'This local cloud has no FIFO queues: make a standard queue.');
  }
  if (!QUEUE_NAME.test(name)) {
    throw new SqsError(
      'InvalidParameterValue',
      'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
    );
  }
}

function sameOrRefuse(queue: Queue, attributes: ReadonlyMap<string, string>): Queue {
  const wanted = settingsAsAttributes(changeSettings(DEFAULT_SETTINGS, attributes));
  const present = settingsAsAttributes(queue.settings);
  for (const name of attributes.keys()) {
    if (wanted.get(name) !== present.get(name)) {
      throw new SqsError(
        'QueueNameExists',
        `A queue already exists with the same name and a different value for attribute ${name}`,
      );
    }
  }
  return queue;
}
