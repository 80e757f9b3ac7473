import { colourOf, framed, heightOf, PLOT } from './frame';
import { ticksTo } from './scale-of';
import { element, text } from './svg';

export type Line = {
  readonly series: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
};

export type LineChart = {
  readonly title: string;
  readonly unit: string;
  /** What runs from left to right. */
  readonly along: string;
  readonly lines: readonly Line[];
};

/** Lines from left to right, from zero in both directions. */
export function lineChart({ title, unit, along, lines }: LineChart): string {
  const points = lines.flatMap((line) => line.points);
  const most = greatest(points.map(({ y }) => y));
  const ticks = ticksTo(greatest(points.map(({ x }) => x)));
  const end = ticks.at(-1) ?? 1;
  const placeOf = (x: number): number => PLOT.left + (x / end) * (PLOT.right - PLOT.left);
  const drawn = [
    ...ticks.map((tick) =>
      text(tick.toLocaleString('en-US'), {
        ...{ x: placeOf(tick), y: PLOT.bottom + 18 },
        'text-anchor': tick === end ? 'end' : 'middle',
      }),
    ),
    text(along, { x: (PLOT.left + PLOT.right) / 2, y: PLOT.bottom + 38, 'text-anchor': 'middle' }),
    ...lines.map(({ points: own }, at) =>
      element('polyline', {
        points: own.map(({ x, y }) => `${rounded(placeOf(x))},${rounded(heightOf(y, most))}`).join(' '),
        fill: 'none',
        stroke: colourOf(at),
        'stroke-width': 2,
      }),
    ),
  ];
  return framed({ title, unit, series: lines.map(({ series }) => series), most }, drawn);
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

/** Not by spreading: a long run has more points than a call may have arguments. */
const greatest = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, value), 0);
