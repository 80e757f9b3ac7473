import { describe, expect, test } from '@jest/globals';
import { parseRequest, readMessageBody } from '@widgets/widget-model';
import fc from 'fast-check';
import { badMessages } from './bad-messages';
import { badRequests } from './bad-requests';

// Without a program: many more of what bad-input.spec.ts puts before a consumer.

const WIDGETS = [{ widgetId: 'w', owner: 'Sue Smith' }];

describe('what bad input is made of', () => {
  test.each(['body', 'object'] as const)('no bad request is read as a request, in a %s', (place) => {
    fc.assert(
      fc.property(badRequests(WIDGETS, place), ({ rule, bytes }) => {
        expect({ rule, ok: parseRequest(bytes).ok }).toEqual({
          rule,
          ok: rule.includes('no store can take it'),
        });
      }),
      { numRuns: 1_000 },
    );
  });

  test('no bad message asks for more than a place that there cannot be', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(badMessages('requests'), ({ bytes }) => {
        for (const part of readMessageBody(new TextDecoder().decode(bytes)).parts) {
          kinds.add(part.kind);
          if (part.kind === 'pointer') expect(part.pointer.bucket).not.toBe('requests');
          if (part.kind === 'bare-key') expect(part.key).not.toMatch(/^\d{13}/);
        }
      }),
      { numRuns: 1_000 },
    );
    expect([...kinds].sort()).toEqual(['bare-key', 'invalid', 'pointer']);
  });
});
