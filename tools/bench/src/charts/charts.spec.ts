import { expect, test } from '@jest/globals';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { barChart } from './bar-chart';
import { PLOT } from './frame';
import { lineChart } from './line-chart';

type Element = Readonly<Record<string, string>>;
type Drawing = Readonly<Record<string, readonly Element[] | undefined>>;

/** What is drawn, by the names of the elements. */
function drawingOf(svg: string): Drawing {
  expect(XMLValidator.validate(svg)).toBe(true);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    isArray: (name, _path, _isLeaf, isAttribute) => !isAttribute && name !== 'svg',
  });
  return (parser.parse(svg) as { svg: Drawing }).svg;
}

const textsOf = ({ text = [] }: Drawing): string[] => text.map((each) => String(each['#text']));
const barsOf = ({ rect = [] }: Drawing) =>
  rect.filter(({ y, height }) => Math.abs(Number(y) + Number(height) - PLOT.bottom) < 0.2);

const spread = (median: number, least = median, most = median) => ({ median, least, most });

test('bars are as high as their values, and a series has one colour', () => {
  const bars = (first: number, second: number) => [
    { series: 'ours', value: spread(first) },
    { series: 'theirs', value: spread(second) },
  ];
  const groups = [
    { label: '0 ms', bars: bars(200, 50) },
    { label: '30 ms', bars: bars(100, 25) },
  ];
  const drawing = drawingOf(barChart({ title: 'Rates', unit: 'a second', groups }));
  const drawn = barsOf(drawing);
  const highest = Number(drawn[0]!['height']);
  const shares = drawn.map(({ height }) => Number((Number(height) / highest).toFixed(2)));
  expect(shares).toEqual([1, 0.25, 0.5, 0.13]);
  expect(drawn.map(({ fill }) => fill === drawn[0]!['fill'])).toEqual([true, false, true, false]);
  expect(textsOf(drawing)).toEqual(expect.arrayContaining(['Rates', 'ours', 'theirs', '0 ms', '30 ms']));
});

test('a bar has a line from the least to the greatest, when there were several rounds', () => {
  const chart = (value: ReturnType<typeof spread>) =>
    drawingOf(barChart({ title: 't', unit: 'u', groups: [{ label: 'g', bars: [{ series: 's', value }] }] }));
  const whiskers = ({ line = [] }: Drawing) => line.filter(({ x1, x2 }) => x1 === x2);
  expect(whiskers(chart(spread(10)))).toEqual([]);
  const [whisker] = whiskers(chart(spread(10, 5, 20)));
  expect(PLOT.bottom - Number(whisker!['y1'])).toBeCloseTo((PLOT.bottom - Number(whisker!['y2'])) / 4, 0);
});

test('lines run from left to right, each with its points', () => {
  const chart = lineChart({
    title: 'Memory',
    unit: 'MB',
    along: 'requests',
    lines: [
      {
        series: 'consumer',
        points: [
          { x: 0, y: 0 },
          { x: 100, y: 50 },
        ],
      },
      { series: 'producer', points: [] },
    ],
  });
  const drawing = drawingOf(chart);
  const [consumer, producer] = drawing['polyline']!;
  expect(consumer!['points']).toBe(`${PLOT.left},${PLOT.bottom} ${PLOT.right},${PLOT.top}`);
  expect(producer!['points']).toBe('');
  expect(textsOf(drawing)).toEqual(expect.arrayContaining(['Memory', 'MB', 'requests', 'consumer']));
});

test('names of whatever signs are text, not markup', () => {
  const chart = barChart({ title: '<script>"a" & b</script>', unit: 'u', groups: [] });
  expect(textsOf(drawingOf(chart))).toContain('<script>"a" & b</script>'.replace(/&/, '&'));
  expect(chart).not.toContain('<script>');
});
