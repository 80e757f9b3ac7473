import { formatNumber, type Spread } from '../compare/statistics';
import { colourOf, framed, heightOf, PLOT } from './frame';
import { element, text } from './svg';

export type Bar = { readonly series: string; readonly value: Spread };
export type BarGroup = { readonly label: string; readonly bars: readonly Bar[] };

export type BarChart = {
  readonly title: string;
  readonly unit: string;
  readonly groups: readonly BarGroup[];
};

/** Groups of bars, medians with a line from the least to the greatest. A series has one colour in all groups. */
export function barChart({ title, unit, groups }: BarChart): string {
  const bars = groups.flatMap((group) => group.bars);
  const series = [...new Set(bars.map((bar) => bar.series))];
  const most = Math.max(0, ...bars.map(({ value }) => value.most));
  const groupWidth = (PLOT.right - PLOT.left) / Math.max(1, groups.length);
  const drawn = groups.flatMap(({ label, bars: own }, at) => {
    const left = PLOT.left + at * groupWidth;
    const width = (groupWidth * 0.84) / Math.max(1, own.length);
    return [
      ...own.flatMap(({ series: name, value }, position) =>
        drawBar(value, {
          most,
          left: left + groupWidth * 0.08 + position * width,
          width: width * 0.86,
          colour: colourOf(series.indexOf(name)),
        }),
      ),
      text(label, { x: left + groupWidth / 2, y: PLOT.bottom + 20, 'text-anchor': 'middle' }),
    ];
  });
  return framed({ title, unit, series: series.length > 1 ? series : [], most }, drawn);
}

type Place = {
  readonly most: number;
  readonly left: number;
  readonly width: number;
  readonly colour: string;
};

function drawBar({ median, least, most: greatest }: Spread, { most, left, width, colour }: Place): string[] {
  const [y, middle] = [heightOf(median, most), left + width / 2];
  const [low, high] = [heightOf(least, most), heightOf(greatest, most)];
  return [
    element('rect', { x: left, y, width, height: PLOT.bottom - y, fill: colour }),
    ...(least === greatest
      ? []
      : [element('line', { x1: middle, x2: middle, y1: low, y2: high, stroke: '#000000' })]),
    text(formatNumber(median), { x: middle, y: high - 5, 'text-anchor': 'middle', 'font-size': 10 }),
  ];
}
