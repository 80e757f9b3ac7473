import { expect, test } from '@jest/globals';
import { widgetKey } from '@widgets/widget-model';
import fc from 'fast-check';
import { placeInBucket } from './place-of';

const anyId = fc.oneof(
  fc.constantFrom('.', '..', '...', 'a/b', '../x', '%2E', 'ä', '😀', "!~*'() +&"),
  fc.string({ unit: 'grapheme', minLength: 1 }),
);

test('judge and program, each in its own words, name the same key for any owner, id and layout', () => {
  fc.assert(
    fc.property(
      fc.record({ owner: fc.stringMatching(/^ *[A-Za-z][A-Za-z ]*$/), widgetId: anyId }),
      fc.record({ prefix: fc.constantFrom('', 'widgets/', 'x'), useOwner: fc.boolean() }),
      (widget, layout) => {
        fc.pre(widget.widgetId.isWellFormed());
        expect(placeInBucket(layout)(widget)).toBe(widgetKey(layout, widget));
      },
    ),
    { numRuns: 500 },
  );
});
