import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock';
import { invalidParameter, SqsError } from './errors';
import { LongPolls, type ReceiveRequest } from './long-polls';
import type { Draft, Message, ReceivedMessage } from './message';
import { type Counts, MessageStore } from './message-store';
import type { QueueSettings } from './queue-settings';
import { formatReceiptHandle, parseReceiptHandle } from './receipt-handle';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html */
const LONGEST_VISIBILITY_MS = 43_200_000;
/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html */
const PURGE_PAUSE_MS = 60_000;

export type QueueSurroundings = {
  clock: Clock;
  /** The queue behind an ARN, if there is one. */
  findByArn: (arn: string) => Queue | undefined;
};

/** What a message brings along when it comes into a queue. */
type Letter = Omit<Message, 'sequence' | 'state' | 'due' | 'receiveCount' | 'lastReceivedAtMs'>;

/** A standard queue. Messages leave it in the order in which they came, among those that are visible. */
export class Queue {
  readonly createdAtMs: number;
  modifiedAtMs: number;
  /** New with every queue of this name, so that handles of an earlier one are refused. */
  readonly #id = randomUUID();
  readonly #store = new MessageStore();
  readonly #polls: LongPolls;
  #lastSequence = 0;
  #purgedAtMs = -Infinity;
  #cancelWakeUp: () => void = () => undefined;

  constructor(
    readonly name: string,
    readonly arn: string,
    public settings: QueueSettings,
    private readonly surroundings: QueueSurroundings,
  ) {
    this.createdAtMs = this.modifiedAtMs = surroundings.clock.now();
    this.#polls = new LongPolls(surroundings.clock);
  }

  /** How many messages are in each state, right at this moment. */
  counts(): Readonly<Counts> {
    this.#settle();
    return this.#store.counts;
  }

  send(draft: Draft, delaySeconds = this.settings.DelaySeconds): Readonly<Message> {
    const letter = {
      ...draft,
      id: randomUUID(),
      sentAtMs: this.surroundings.clock.now(),
      deadLetterSourceArn: undefined,
      receivedElsewhere: 0,
      firstReceivedAtMs: undefined,
    };
    return this.#admit(letter, delaySeconds);
  }

  /** Hands out what is visible; if nothing is, waits for it as long as the request says. */
  async receive(request: ReceiveRequest, hangUp: AbortSignal): Promise<ReceivedMessage[]> {
    const messages = hangUp.aborted ? [] : this.#take(request);
    if (messages.length > 0 || request.waitSeconds === 0) return messages;
    const polled = this.#polls.wait(request, hangUp);
    this.#wakeUpWhenDue();
    return polled;
  }

  /** A handle of an earlier receive succeeds and deletes nothing, as does one of a message that is gone. */
  delete(receiptHandle: string): void {
    const message = this.#holderOf(receiptHandle);
    if (message) this.#store.move(message, 'outside');
  }

  /** @throws SqsError ReceiptHandleIsInvalid, InvalidParameterValue, MessageNotInflight */
  changeVisibility(receiptHandle: string, seconds: number): void {
    const message = this.#holderOf(receiptHandle);
    if (!message) {
      throw invalidParameter(
        'ReceiptHandle',
        receiptHandle,
        'Message does not exist or is not available for visibility timeout change.',
      );
    }
    if (message.state !== 'in-flight') {
      throw new SqsError('MessageNotInflight', 'The specified message is not in flight.');
    }
    const dueAtMs = this.surroundings.clock.now() + seconds * 1000;
    if (dueAtMs > message.lastReceivedAtMs + LONGEST_VISIBILITY_MS) {
      throw invalidParameter(
        'VisibilityTimeout',
        seconds,
        'Total VisibilityTimeout for the message is beyond the limit [43200 seconds]',
      );
    }
    this.#store.move(message, 'in-flight', dueAtMs);
    this.#serve();
  }

  /** @throws SqsError PurgeQueueInProgress within a minute of the last purge */
  purge(): void {
    const nowMs = this.surroundings.clock.now();
    if (nowMs < this.#purgedAtMs + PURGE_PAUSE_MS) {
      throw new SqsError(
        'PurgeQueueInProgress',
        `Only one PurgeQueue operation on ${this.name} is allowed every 60 seconds.`,
      );
    }
    this.#purgedAtMs = nowMs;
    this.#store.clear();
  }

  /** Ends the receives that wait, when the queue itself is deleted. */
  close(): void {
    this.#store.clear();
    this.#polls.endAll();
    this.#cancelWakeUp();
  }

  #admit(letter: Letter, delaySeconds: number): Message {
    this.#lastSequence += 1;
    const message: Message = {
      ...letter,
      sequence: this.#lastSequence,
      state: 'outside',
      due: undefined,
      receiveCount: 0,
      lastReceivedAtMs: 0,
    };
    const dueAtMs = this.surroundings.clock.now() + delaySeconds * 1000;
    this.#store.add(message, delaySeconds > 0 ? 'delayed' : 'visible', dueAtMs);
    this.#serve();
    return message;
  }

  #take({
    maxMessages,
    visibilitySeconds = this.settings.VisibilityTimeout,
  }: ReceiveRequest): ReceivedMessage[] {
    this.#settle();
    const taken: ReceivedMessage[] = [];
    while (taken.length < maxMessages) {
      const next = this.#store.takeVisible();
      if (!next) break;
      if (!this.#moveToDeadLetters(next)) taken.push(this.#handOut(next, visibilitySeconds));
    }
    return taken;
  }

  #handOut(message: Message, visibilitySeconds: number): ReceivedMessage {
    const nowMs = this.surroundings.clock.now();
    message.receiveCount += 1;
    message.firstReceivedAtMs ??= nowMs;
    message.lastReceivedAtMs = nowMs;
    this.#store.move(message, 'in-flight', nowMs + visibilitySeconds * 1000);
    return { message: { ...message }, receiptHandle: formatReceiptHandle(this.#id, message) };
  }

  /** A message that used up its receives is not handed out once more; without a target it stays. */
  #moveToDeadLetters(message: Message): boolean {
    const { redrive } = this.settings;
    if (!redrive || message.receiveCount < redrive.maxReceiveCount) return false;
    const target = this.surroundings.findByArn(redrive.deadLetterTargetArn);
    if (!target || target === this) return false;
    this.#store.move(message, 'outside');
    const receivedElsewhere = message.receivedElsewhere + message.receiveCount;
    target.#admit({ ...message, receivedElsewhere, deadLetterSourceArn: this.arn }, 0);
    return true;
  }

  #holderOf(receiptHandle: string): Message | undefined {
    this.#settle();
    const receipt = parseReceiptHandle(this.#id, receiptHandle);
    const message = this.#store.get(receipt.sequence);
    return message?.receiveCount === receipt.receiveCount ? message : undefined;
  }

  #settle(): void {
    this.#store.settle(this.surroundings.clock.now(), this.settings.MessageRetentionPeriod * 1000);
  }

  #serve(): void {
    if (!this.#polls.waiting) return;
    this.#polls.serve((request) => this.#take(request));
    this.#wakeUpWhenDue();
  }

  /** While somebody waits, a timer stands for the next message that becomes visible by itself. */
  #wakeUpWhenDue(): void {
    this.#cancelWakeUp();
    const dueMs = this.#polls.waiting ? this.#store.nextDueMs() : undefined;
    if (dueMs === undefined) return;
    const delayMs = Math.max(1, dueMs - this.surroundings.clock.now());
    this.#cancelWakeUp = this.surroundings.clock.after(delayMs, () => this.#serve());
  }
}
