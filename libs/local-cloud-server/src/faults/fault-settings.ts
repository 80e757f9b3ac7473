import { z } from 'zod';
import { isFaultTarget } from './fault-target';

const LONGEST_LATENCY_MS = 600_000;

const rate = z.number().min(0).max(1).default(0);
const milliseconds = z.number().min(0).max(LONGEST_LATENCY_MS);
const latency = z
  .union([milliseconds.transform((ms) => [ms, ms] as const), z.tuple([milliseconds, milliseconds])])
  .refine(([least, most]) => least <= most, 'the lesser number comes first');

const settings = z.strictObject({
  /** Everything is drawn from it. */
  seed: z.int().min(0),
  /** Before the action, evenly between the two; one number stands for both. */
  latencyMs: latency.default([0, 0]),
  /** The share of calls that get SlowDown, InternalError or throttling, in the form of their service, instead of the action. */
  errorRate: rate,
  /** The share of calls whose connection is reset before the action. */
  resetRate: rate,
  /** The share of calls whose connection is reset after the action. */
  lostAnswerRate: rate,
  /** The share of the entries of batch calls that fail by themselves. */
  partialRate: rate,
  /** How long an access key is good for, from its first call on; null is for ever. */
  expireCredentialsAfterSeconds: z.number().min(0).nullable().default(null),
  /** The services, or actions of services, to which all of the above is limited. */
  only: z
    .array(
      z.string().refine(isFaultTarget, {
        error: ({ input }) =>
          `${String(input)} is neither s3, sqs or dynamodb nor one of their actions, such as s3:PutObject`,
      }),
    )
    .default([]),
  /** The share of messages of standard queues that are delivered a second time. */
  duplicateRate: rate,
  /** By how many later messages of a standard queue a message may be overtaken. */
  reorderWindow: z.int().min(0).default(0),
  /** The share of receives that find nothing though there are messages. */
  emptyReceiveRate: rate,
});

/** All that can go wrong on purpose, and how often. */
export type FaultSettings = Readonly<z.output<typeof settings>>;
/** What is not named is off; without a seed the present one stays. */
export type FaultChoice = Readonly<Partial<z.input<typeof settings>>>;

/** @throws InvalidFaultsError, which names everything that is wrong */
export function parseFaults(choice: unknown, seed: number): FaultSettings {
  const isRecord = typeof choice === 'object' && choice !== null && !Array.isArray(choice);
  const result = settings.safeParse(isRecord ? { seed, ...choice } : choice);
  if (!result.success) throw new InvalidFaultsError(z.prettifyError(result.error));
  return result.data;
}

/** Settings of faults that make no sense. */
export class InvalidFaultsError extends Error {
  override readonly name = 'InvalidFaultsError';

  constructor(problems: string) {
    super(`These are no settings for faults:\n${problems}`);
  }
}
