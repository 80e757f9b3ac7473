import type { Letter } from './letter';

/** Letters with one reason. */
export type LetterGroup = {
  readonly reason: string;
  readonly count: number;
  /** Epoch milliseconds. */
  readonly oldest: number;
  readonly newest: number;
  /** The id of the oldest one. */
  readonly example: string;
};

export type LetterGroups = {
  note(letter: Pick<Letter, 'id' | 'reason' | 'sentAt'>): void;
  /** The largest first. */
  list(): readonly LetterGroup[];
};

/** Reasons tell the offending value, so strangers can make as many as they like: memory stays flat. */
const MAX_REASONS = 1000;
export const OTHER_REASONS = 'other reasons';

/** Counts letters by reason. */
export function createLetterGroups(maxReasons = MAX_REASONS): LetterGroups {
  const groups = new Map<string, LetterGroup>();
  return {
    note({ id, reason: told, sentAt }) {
      const reason = groups.has(told) || groups.size < maxReasons ? told : OTHER_REASONS;
      const group = groups.get(reason);
      groups.set(reason, {
        reason,
        count: (group?.count ?? 0) + 1,
        oldest: Math.min(group?.oldest ?? sentAt, sentAt),
        newest: Math.max(group?.newest ?? sentAt, sentAt),
        example: group === undefined || sentAt < group.oldest ? id : group.example,
      });
    },
    list: () => [...groups.values()].sort((a, b) => b.count - a.count || a.oldest - b.oldest),
  };
}
