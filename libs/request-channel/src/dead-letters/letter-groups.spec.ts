import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createLetterGroups, OTHER_REASONS, type LetterGroup } from './letter-groups';
import { isSelected, type Selection } from './selection';

const letters = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    reason: fc.constantFrom('owner must be letters', 'its request is empty', 'given up', 'not JSON', ''),
    sentAt: fc.integer({ min: 0, max: 50 }),
  }),
  { selector: ({ id }) => id },
);
type Letters = typeof letters extends fc.Arbitrary<infer T> ? T : never;

function groupsOf(all: Letters, maxReasons?: number): readonly LetterGroup[] {
  const groups = createLetterGroups(maxReasons);
  for (const letter of all) groups.note(letter);
  return groups.list();
}

test('every letter counts once, in the group of its reason, whose oldest is the example', () => {
  fc.assert(
    fc.property(letters, (all) => {
      const groups = groupsOf(all);
      for (const { reason, count, oldest, newest, example } of groups) {
        const own = all.filter((letter) => letter.reason === reason);
        expect(count).toBe(own.length);
        expect(oldest).toBe(Math.min(...own.map(({ sentAt }) => sentAt)));
        expect(newest).toBe(Math.max(...own.map(({ sentAt }) => sentAt)));
        expect(own.find(({ id }) => id === example)?.sentAt).toBe(oldest);
      }
      expect(new Set(groups.map(({ reason }) => reason))).toEqual(new Set(all.map(({ reason }) => reason)));
      const counts = groups.map(({ count }) => count);
      expect(counts).toEqual([...counts].sort((a, b) => b - a));
    }),
  );
});

test('beyond a number of reasons the rest share one group, and no letter goes uncounted', () => {
  fc.assert(
    fc.property(letters, fc.integer({ min: 1, max: 4 }), (all, maxReasons) => {
      const groups = groupsOf(all, maxReasons);
      expect(groups.length).toBeLessThanOrEqual(maxReasons + 1);
      expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
      const reasons = new Set(all.map(({ reason }) => reason)).size;
      expect(groups.some(({ reason }) => reason === OTHER_REASONS)).toBe(reasons > maxReasons);
    }),
  );
});

test('a selection means all, some ids, or those whose reason holds a text', () => {
  fc.assert(
    fc.property(letters, fc.nat(), (all, at) => {
      const meant = (selection: Selection) =>
        all.filter((letter) => isSelected(letter, selection)).map(({ id }) => id);
      expect(meant({ kind: 'all' })).toHaveLength(all.length);
      const ids = new Set(all.filter((_, index) => index % 2 === at % 2).map(({ id }) => id));
      expect(new Set(meant({ kind: 'ids', ids }))).toEqual(ids);
      const withOwner = all.filter(({ reason }) => reason.includes('owner')).map(({ id }) => id);
      expect(meant({ kind: 'reason', text: 'owner' })).toEqual(withOwner);
    }),
  );
});
