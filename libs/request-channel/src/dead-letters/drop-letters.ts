import type { Letter } from './letter';
import type { Looked } from './look-through';
import { workOff, type WorkOffOptions } from './work-off';

/** A dropped letter as it is kept: all that would be needed to send it again. */
export type KeptLetter = {
  readonly messageId: string;
  /** ISO 8601 */
  readonly sentAt: string;
  readonly reason: string;
  readonly body: string;
  /** Those of the message, binary values in base 64. */
  readonly messageAttributes: Readonly<Record<string, { readonly type: string; readonly value: string }>>;
  /** Those that SQS gave it. */
  readonly attributes: Readonly<Record<string, string>>;
};

export type DropOptions = WorkOffOptions & {
  /** Resolves when the letters are where a crash cannot take them away. */
  readonly keep: (letters: readonly KeptLetter[]) => Promise<void>;
};

/** Deletes the selected letters, each after a copy of it is kept. What they point to is left alone. */
export function dropLetters(options: DropOptions, signal: AbortSignal): Promise<Looked> {
  return workOff(
    options,
    async (letters, onKept) => {
      await options.keep(letters.map(keptLetter));
      letters.forEach(onKept);
    },
    signal,
  );
}

export function keptLetter({ id, sentAt, reason, body, message }: Letter): KeptLetter {
  const own = Object.entries(message.MessageAttributes ?? {}).map(
    ([name, { DataType: type = '', StringValue, BinaryValue }]) =>
      [name, { type, value: StringValue ?? Buffer.from(BinaryValue ?? []).toString('base64') }] as const,
  );
  return {
    messageId: id,
    sentAt: new Date(sentAt).toISOString(),
    reason,
    body,
    messageAttributes: Object.fromEntries(own),
    attributes: { ...message.Attributes },
  };
}
