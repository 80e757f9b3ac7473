import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createMessageLife, type MessageLife, type MessageState } from './message-life';

type Step = Parameters<MessageLife['move']>[0] | 'lose';

/** A life after these steps, each of which must be possible. */
function lifeAfter(...steps: Step[]): MessageLife {
  const life = createMessageLife('handle');
  for (const step of steps)
    if (step === 'lose') life.lose();
    else life.move(step);
  return life;
}

describe('a message', () => {
  test.each<readonly [string, ...Step[]]>([
    ['is read, decided, and deleted', 'reading', 'deciding', 'acknowledging', 'deleting', 'done'],
    [
      'is deleted at the second try',
      'reading',
      'deciding',
      'acknowledging',
      'deleting',
      'acknowledging',
      'deleting',
      'done',
    ],
    ['is refused, with a copy', 'reading', 'deciding', 'refusing', 'acknowledging', 'deleting', 'done'],
    ['is refused, and stays', 'reading', 'deciding', 'refusing', 'releasing', 'done'],
    ['comes again after it was decided', 'reading', 'deciding', 'releasing', 'done'],
    ['comes again because it could not be read', 'reading', 'releasing', 'done'],
    ['is given back unread', 'releasing', 'done'],
  ])('%s', (_what, ...steps) => {
    expect(lifeAfter(...steps).state).toBe('done');
  });

  test.each<readonly [string, Step[], Step]>([
    ['is never deleted undecided', ['reading'], 'acknowledging'],
    ['is never deleted without being asked for', ['reading', 'deciding'], 'deleting'],
    [
      'is never given back once its deletion is called',
      ['reading', 'deciding', 'acknowledging', 'deleting'],
      'releasing',
    ],
    ['is never taken up again once it is given back', ['releasing'], 'reading'],
    ['is never settled twice', ['reading', 'deciding', 'releasing', 'done'], 'releasing'],
  ])('%s', (_what, before, next) => {
    expect(() => lifeAfter(...before, next)).toThrow(/cannot be/);
  });
});

describe('a lease', () => {
  test('counts while a message only waits for its turn', () => {
    expect(lifeAfter().isLeased).toBe(true);
    expect(lifeAfter('lose').leaseLost.aborted).toBe(true);
  });

  test('counts until deletion or return is called, and again when the deletion failed', () => {
    const decided: Step[] = ['reading', 'deciding', 'acknowledging'];
    expect(lifeAfter(...decided).isLeased).toBe(true);
    expect(lifeAfter(...decided, 'deleting').isLeased).toBe(false);
    expect(lifeAfter(...decided, 'deleting', 'acknowledging').isLeased).toBe(true);
    expect(lifeAfter('releasing').isLeased).toBe(false);
  });

  test('that is lost ends it: no step is made any more, whichever it would be', () => {
    const steps: Step[] = [
      'reading',
      'deciding',
      'acknowledging',
      'deleting',
      'refusing',
      'releasing',
      'done',
      'lose',
    ];
    const walk = fc.array(fc.constantFrom(...steps), { maxLength: 12 });
    fc.assert(
      fc.property(walk, walk, (before, after) => {
        const life = createMessageLife('handle');
        const passed: MessageState[] = [];
        for (const step of [...before, 'lose' as const, ...after]) {
          try {
            if (step === 'lose') life.lose();
            else if (!life.move(step)) expect(life.state).toBe('lost');
          } catch {
            // No such move: it changes nothing.
          }
          passed.push(life.state);
        }
        expect(life.leaseLost.aborted).toBe(life.state === 'lost');
        const lostAt = passed.indexOf('lost');
        if (lostAt >= 0) expect(new Set(passed.slice(lostAt))).toEqual(new Set(['lost']));
      }),
    );
  });
});
