import { ticksTo } from './scale-of';
import { element, text } from './svg';

const [WIDTH, HEIGHT] = [760, 380];

/** Where values are drawn. */
export const PLOT = { left: 64, right: WIDTH - 16, top: 84, bottom: HEIGHT - 48 } as const;

/** Told apart by people who do not see all colours (Okabe and Ito). */
const COLOURS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#555555', '#d55e00'];

export const colourOf = (at: number): string => COLOURS[at % COLOURS.length] ?? '#000000';

export type Frame = {
  readonly title: string;
  /** What the values are, e.g. `requests a second`. */
  readonly unit: string;
  readonly series: readonly string[];
  /** The greatest value. */
  readonly most: number;
};

/** From a value to its place, pixels from the top. */
export function heightOf(value: number, most: number): number {
  const top = ticksTo(most).at(-1) ?? 1;
  return PLOT.bottom - (value / top) * (PLOT.bottom - PLOT.top);
}

/** A whole chart: title, legend and the scale on the left around what is drawn. */
export const framed = (frame: Frame, drawn: readonly string[]): string =>
  `${element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      width: WIDTH,
      height: HEIGHT,
      'font-family': 'sans-serif',
      'font-size': 12,
      role: 'img',
      'aria-label': frame.title,
    },
    [
      element('rect', { width: WIDTH, height: HEIGHT, fill: '#ffffff' }),
      text(frame.title, { x: 16, y: 26, 'font-size': 16, 'font-weight': 'bold' }),
      text(frame.unit, { x: 16, y: 46, fill: '#555555' }),
      ...legend(frame.series),
      ...grid(frame.most),
      ...drawn,
    ],
  )}\n`;

const LEGEND_STEP = 140;

const legend = (series: readonly string[]): string[] =>
  series.flatMap((name, at) => [
    element('rect', { x: 16 + at * LEGEND_STEP, y: 58, width: 12, height: 12, fill: colourOf(at) }),
    text(name, { x: 33 + at * LEGEND_STEP, y: 68 }),
  ]);

const grid = (most: number): string[] =>
  ticksTo(most).flatMap((tick) => {
    const y = heightOf(tick, most);
    return [
      element('line', { x1: PLOT.left, x2: PLOT.right, y1: y, y2: y, stroke: '#dddddd' }),
      text(tick.toLocaleString('en-US'), { x: PLOT.left - 8, y: y + 4, 'text-anchor': 'end' }),
    ];
  });
