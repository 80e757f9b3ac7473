import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { listedDraws } from './draws';
import { stamped, type Stamped } from './requests';
import { ALL_RULES } from './rule-sets';
import { simulate, type Simulated, type SimulationOptions } from './simulate';

/** The same each time; more, and others, in the long run: `FC_RUNS=5000 FC_SEED=2`. */
const RUNS = { numRuns: Number(process.env['FC_RUNS'] ?? 100), seed: Number(process.env['FC_SEED'] ?? 1) };

/** Often enough for a short list of draws to find them. */
const FAULTS: SimulationOptions['faults'] = {
  crash: 0.02,
  lostAnswer: 0.05,
  error: 0.03,
  slow: 0.1,
  duplicate: 0.3,
  twice: 0.1,
};

const run = (requests: readonly Stamped[], chances: readonly number[]): Promise<Simulated> =>
  simulate({ draws: listedDraws(chances), requests, ruleSet: ALL_RULES, faults: FAULTS, consumers: 2 });

const value = fc.constantFrom(undefined, '', 'x', 'y');
const values = fc.array(value, { minLength: 5, maxLength: 5 });
const chances = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
  minLength: 100,
  maxLength: 600,
});

/** Creates, updates and deletes of up to three widgets, each of which is created once. */
const requests = fc
  .array(fc.record({ widget: fc.nat(2), deletes: fc.integer({ min: 0, max: 4 }), values }), {
    minLength: 1,
    maxLength: 10,
  })
  .map((steps) => {
    const [made, gone] = [new Set<number>(), new Set<number>()];
    return steps.flatMap(({ widget, deletes, values: given }, at): Stamped[] => {
      if (gone.has(widget)) return [];
      const id = `w${widget}`;
      if (!made.has(widget)) {
        made.add(widget);
        return [stamped(at, 'create', id, given)];
      }
      if (deletes > 0) return [stamped(at, 'update', id, given)];
      gone.add(widget);
      return [stamped(at, 'delete', id, [])];
    });
  });

/** Nothing but what a crash explains. */
const unexplained = ({ differences }: Simulated) => differences.filter(({ explained }) => !explained);

describe('whatever is delayed, repeated, overtaken, lost or cut off', () => {
  test('the end is that of the requests applied in the order of their stamps: none is lost, none counts twice', async () => {
    await fc.assert(
      fc.asyncProperty(requests, chances, async (made, drawn) => {
        expect(unexplained(await run(made, drawn))).toEqual([]);
      }),
      RUNS,
    );
  });

  test('no message, and no object of an acknowledged request, is deleted before the request has its effect', async () => {
    await fc.assert(
      fc.asyncProperty(requests, chances, async (made, drawn) => {
        expect((await run(made, drawn)).broken).toEqual([]);
      }),
      RUNS,
    );
  });

  test('the queue becomes empty', async () => {
    await fc.assert(
      fc.asyncProperty(requests, chances, async (made, drawn) => {
        expect((await run(made, drawn)).ended).toBe(true);
      }),
      RUNS,
    );
  });

  test('any order and multiplicity of one create and its updates gives the same widget', async () => {
    const updates = fc.array(values, { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(values, updates, chances, async (ofCreate, ofUpdates, drawn) => {
        const made = [
          stamped(0, 'create', 'w', ofCreate),
          ...ofUpdates.map((given, at) => stamped(at + 1, 'update', 'w', given)),
        ];
        // A widget that is never deleted cannot come back: no crash explains a difference.
        expect((await run(made, drawn)).differences).toEqual([]);
      }),
      RUNS,
    );
  });
});
