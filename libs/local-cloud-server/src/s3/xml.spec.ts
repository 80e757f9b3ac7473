import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { childText, parseXml } from './xml-reader';
import { s3Document } from './xml-writer';

test('any text comes back from a document as it went in', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(childText(parseXml(s3Document('Delete', [['Key', text]])), 'Key')).toBe(text);
    }),
  );
});

test('prefixes, attributes, comments, CDATA and empty elements are read as XML means them', () => {
  const root = parseXml(
    '<?xml version="1.0"?><!-- a --><s3:Delete xmlns:s3="http://x/y">\n <Object><Key><![CDATA[a<b]]></Key></Object><Quiet/></s3:Delete>\n',
  );
  expect(root.name).toBe('Delete');
  expect(root.children.map(({ name }) => name)).toEqual(['Object', 'Quiet']);
  expect(childText(root.children[0]!, 'Key')).toBe('a<b');
});

test.each([
  '',
  'text',
  '<a>',
  '<a></b>',
  '</a>',
  '<a/><b/>',
  '<a>&nbsp;</a>',
  '<a>&#x110000;</a>',
  '<a>&',
  '<a><',
  '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
  '<a>'.repeat(100),
])('%j is MalformedXML', (document) => {
  expect(() => parseXml(document)).toThrow(expect.objectContaining({ code: 'MalformedXML' }));
});

test('random text never does worse than MalformedXML', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '/',
    '&',
    ';',
    'a',
    '!',
    '--',
    '[CDATA[',
    ']]>',
    '?',
    '"',
    ' ',
    '#x',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      try {
        parseXml(pieces.join(''));
      } catch (error) {
        expect(error).toMatchObject({ code: 'MalformedXML' });
      }
    }),
  );
});
