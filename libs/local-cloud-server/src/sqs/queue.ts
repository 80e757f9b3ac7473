import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock';
import { Deduplication } from './deduplication';
import { invalidParameter, SqsError } from './errors';
import { deduplicationKey } from './fifo';
import { GroupOrder } from './group-order';
import { LongPolls, type ReceiveRequest } from './long-polls';
import { type Draft, type Letter, type Message, newMessage, type ReceivedMessage } from './message';
import { type Counts, MessageStore } from './message-store';
import { PurgePause } from './purge-pause';
import { depthOf, type QueueDepth } from './queue-depth';
import type { MessageDisorder, QueueDisorder } from './queue-disorder';
import type { QueueSettings } from './queue-settings';
import { QueueWatch } from './queue-watch';
import { Receipts } from './receipts';
import { SecondDeliveries } from './second-deliveries';
import { changedDueMs } from './visibility-change';
import { type OpenedGroups, RankOrder } from './visible-order';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const IN_FLIGHT_LIMIT = 120_000;

export type QueueSurroundings = {
  clock: Clock;
  /** Of standard queues; a FIFO queue is always in order. */
  disorder: QueueDisorder;
  /** The queue behind an ARN, if there is one. */
  findByArn: (arn: string) => Queue | undefined;
};

/** A queue. Messages leave it in the order in which they came, or in the disorder that it is told to make. */
export class Queue {
  readonly createdAtMs: number;
  modifiedAtMs: number;
  readonly #store: MessageStore;
  readonly #receipts: Receipts;
  readonly #polls: LongPolls;
  readonly #watch = new QueueWatch();
  readonly #secondDeliveries: SecondDeliveries;
  readonly #deduplication = new Deduplication();
  readonly #purgePause = new PurgePause();
  #lastSequence = 0;

  constructor(
    readonly name: string,
    readonly arn: string,
    public settings: QueueSettings,
    private readonly surroundings: QueueSurroundings,
  ) {
    const { clock } = surroundings;
    this.createdAtMs = this.modifiedAtMs = clock.now();
    this.#store = new MessageStore(settings.fifo ? new GroupOrder() : new RankOrder());
    this.#receipts = new Receipts(this.#store);
    this.#secondDeliveries = new SecondDeliveries(clock);
    this.#polls = new LongPolls(clock, {
      take: (request) => this.#take(request),
      nextDueMs: () => this.#store.nextDueMs(),
    });
  }

  /** How many messages are in each state, right at this moment. */
  counts(): Readonly<Counts> {
    this.#settle();
    return this.#store.counts;
  }

  depth(): QueueDepth {
    this.#settle();
    return depthOf(this.#store, this.#nowMs());
  }

  /** Takes a message in; a FIFO queue that has taken it in already answers with the first one. */
  send(draft: Draft, delaySeconds = this.settings.DelaySeconds): Readonly<Message> {
    const nowMs = this.#nowMs();
    const letter = {
      ...draft,
      id: randomUUID(),
      sentAtMs: nowMs,
      deadLetterSourceArn: undefined,
      receivedElsewhere: 0,
      firstReceivedAtMs: undefined,
    };
    const { fifo } = this.settings;
    if (!fifo) return this.#admit(letter, delaySeconds, this.surroundings.disorder.ofMessage(this.name));
    const key = deduplicationKey(fifo, draft);
    return this.#deduplication.once(key, nowMs, () => this.#admit(letter, delaySeconds));
  }

  /**
   * Hands out what is visible; if nothing is, waits for it as long as the request says.
   * @throws SqsError OverLimit when too much is in flight and the request does not wait
   */
  async receive(request: ReceiveRequest, hangUp: AbortSignal): Promise<ReceivedMessage[]> {
    const { fifo } = this.settings;
    if (hangUp.aborted || (!fifo && this.surroundings.disorder.findsNothing(this.name))) return [];
    const messages = this.#take(request);
    if (messages.length > 0) return messages;
    if (request.waitSeconds > 0) return this.#polls.wait(request, hangUp);
    if (!fifo && this.#roomInFlight === 0) {
      throw new SqsError('OverLimit', `Too many messages in flight: the limit is ${IN_FLIGHT_LIMIT}.`);
    }
    return [];
  }

  /**
   * A handle of an earlier receive succeeds and deletes nothing, as does one of a message that is gone.
   * @throws SqsError ReceiptHandleIsInvalid, InvalidParameterValue in a FIFO queue when the visibility timeout has passed
   */
  delete(receiptHandle: string): void {
    this.#settle();
    const message = this.settings.fifo
      ? this.#receipts.heldMessageOf(receiptHandle)
      : this.#receipts.messageOf(receiptHandle);
    if (!message) return;
    this.#store.move(message, 'outside');
    this.#deliverAgainAfter('delete', message);
    this.#polls.serve();
    this.#watch.look();
  }

  /** @throws SqsError ReceiptHandleIsInvalid, InvalidParameterValue, MessageNotInflight */
  changeVisibility(receiptHandle: string, seconds: number): void {
    this.#settle();
    const message = this.#receipts.messageOf(receiptHandle);
    if (!message) {
      throw invalidParameter(
        'ReceiptHandle',
        receiptHandle,
        'Message does not exist or is not available for visibility timeout change.',
      );
    }
    this.#store.move(message, 'in-flight', changedDueMs(message, seconds, this.#nowMs()));
    this.#polls.serve();
  }

  /** @throws SqsError PurgeQueueInProgress within a minute of the last purge */
  purge(): void {
    this.#purgePause.begin(this.name, this.#nowMs());
    this.#clear();
  }

  /** Ends the receives that wait, when the queue itself is deleted. */
  close(): void {
    this.#clear();
    this.#polls.endAll();
  }

  /** Resolves when a message was received or has gone in another way; at once when there is none of that id. */
  whenReceived(messageId: string): Promise<void> {
    const message = [...this.#store.all()].find(({ id }) => id === messageId);
    return this.#watch.until(() => !message || message.receiveCount > 0 || message.state === 'outside');
  }

  /** Resolves when there is no message in any state, and none is to come back. */
  whenEmpty(): Promise<void> {
    return this.#watch.until(() => {
      const { visible, delayed, 'in-flight': inFlight } = this.counts();
      return visible + delayed + inFlight === 0 && !this.#secondDeliveries.pending;
    });
  }

  #admit(letter: Letter, delaySeconds: number, disorder?: MessageDisorder): Message {
    this.#lastSequence += 1;
    const message = newMessage(letter, this.#lastSequence, disorder);
    const dueAtMs = this.#nowMs() + delaySeconds * 1000;
    this.#store.add(message, delaySeconds > 0 ? 'delayed' : 'visible', dueAtMs);
    this.#polls.serve();
    return message;
  }

  #take({
    maxMessages,
    visibilitySeconds = this.settings.VisibilityTimeout,
  }: ReceiveRequest): ReceivedMessage[] {
    this.#settle();
    const most = Math.min(maxMessages, this.#roomInFlight);
    const taken: ReceivedMessage[] = [];
    const opened: OpenedGroups = new Set();
    while (taken.length < most) {
      const next = this.#store.takeVisible(opened);
      if (!next) break;
      if (!this.#moveToDeadLetters(next)) taken.push(this.#handOut(next, visibilitySeconds));
    }
    this.#watch.look();
    return taken;
  }

  #handOut(message: Message, visibilitySeconds: number): ReceivedMessage {
    const nowMs = this.#nowMs();
    message.receiveCount += 1;
    message.firstReceivedAtMs ??= nowMs;
    message.lastReceivedAtMs = nowMs;
    this.#store.move(message, 'in-flight', nowMs + visibilitySeconds * 1000);
    this.#deliverAgainAfter('receive', message);
    return { message: { ...message }, receiptHandle: this.#receipts.issue(message) };
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

  /** The copy that was decided on when the message was sent. Another server of the queue has it: it knows of no receive. */
  #deliverAgainAfter(event: 'receive' | 'delete', message: Message): void {
    const { copy } = message;
    if (copy?.after !== event) return;
    message.copy = undefined;
    this.#secondDeliveries.schedule(copy.pauseMs, () => {
      this.#admit({ ...message, firstReceivedAtMs: undefined }, 0);
    });
  }

  get #roomInFlight(): number {
    return Math.max(0, IN_FLIGHT_LIMIT - this.#store.counts['in-flight']);
  }

  #clear(): void {
    this.#secondDeliveries.cancelAll();
    this.#store.clear();
    this.#watch.look();
  }

  #settle(): void {
    this.#store.settle(this.#nowMs(), this.settings.MessageRetentionPeriod * 1000);
  }

  #nowMs(): number {
    return this.surroundings.clock.now();
  }
}
