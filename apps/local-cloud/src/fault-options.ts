import { customOption, integerOption, textListOption } from '@widgets/cli-kit';
import { z } from 'zod';

const GROUP = 'Faults';

const rateSchema = z
  .string()
  .refine((text) => /^(0|1|0?\.\d+|[01]\.0+|0\.\d+)$/.test(text), 'must be a number from 0 to 1, e.g. 0.05')
  .transform(Number);

const rateOption = (text: { readonly flags: string; readonly description: string }) =>
  customOption({ ...text, group: GROUP, placeholder: 'RATE', schema: rateSchema, default: 0 });

const latencySchema = z
  .string()
  .refine((text) => {
    const [least = '', most = least, ...rest] = text.split('-');
    const areNumbers = /^\d{1,6}$/.test(least) && /^\d{1,6}$/.test(most);
    return areNumbers && rest.length === 0 && Number(least) <= Number(most);
  }, 'must be milliseconds, e.g. 50, or a range of them, e.g. 20-200')
  .transform((text) => {
    const [least = '', most = least] = text.split('-');
    return [Number(least), Number(most)] as const;
  });

/** What goes wrong on purpose. */
export const faultOptions = {
  seed: integerOption({
    flags: '--seed',
    group: GROUP,
    placeholder: 'N',
    defaultText: 'drawn and printed',
    description: 'what all faults are drawn from: the same seed and the same calls give the same faults',
  }),
  latencyMs: customOption({
    flags: '--latency',
    group: GROUP,
    placeholder: 'MS|MIN-MAX',
    schema: latencySchema,
    defaultText: '0',
    description: 'milliseconds that pass before each call',
  }),
  errorRate: rateOption({
    flags: '--fault-error-rate',
    description:
      'share of calls that get SlowDown, InternalError or throttling, in the form of their service, instead of the action',
  }),
  resetRate: rateOption({
    flags: '--fault-reset-rate',
    description: 'share of calls whose connection is reset before the action',
  }),
  lostAnswerRate: rateOption({
    flags: '--fault-lost-answer-rate',
    description: 'share of calls whose action happens and whose answer is lost',
  }),
  partialRate: rateOption({
    flags: '--fault-partial-rate',
    description: 'share of the entries of batch calls that fail by themselves',
  }),
  expireCredentialsAfterSeconds: integerOption({
    flags: '--expire-credentials-after',
    group: GROUP,
    placeholder: 'S',
    defaultText: 'never',
    description: 'seconds from the first call of an access key after which it is expired',
  }),
  faultOnly: textListOption({
    flags: '--fault-only',
    group: GROUP,
    placeholder: 'SERVICE[:ACTION]',
    description: 'limits the faults above to a service or an action, e.g. sqs or dynamodb:UpdateItem',
  }),
  duplicateRate: rateOption({
    flags: '--duplicate-rate',
    description:
      'share of messages that standard queues deliver a second time, while the first is in flight or after it is deleted',
  }),
  reorderWindow: integerOption({
    flags: '--reorder-window',
    group: GROUP,
    placeholder: 'N',
    default: 0,
    max: 1_000_000,
    description: 'how many later messages of a standard queue may overtake one',
  }),
  emptyReceiveRate: rateOption({
    flags: '--empty-receive-rate',
    description: 'share of receives from standard queues that find nothing, whatever is there',
  }),
};
