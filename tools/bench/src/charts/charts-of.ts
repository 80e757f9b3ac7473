import { titlesOf, type Contestant } from '../compare/contestant';
import type { Metric, Sample } from '../compare/sample';
import { spreadOf } from '../compare/statistics';
import { groups } from '../compare/tables';
import { PRODUCERS } from '../producer/contestants';
import { CONSUMERS } from '../run/contestants';
import type { ScaleResults } from '../scale/scale-tables';
import type { StartupResults } from '../startup/startup-table';
import { barChart, type BarGroup } from './bar-chart';
import { lineChart } from './line-chart';
import type { AllResults } from './results';

/** The charts that results make, by their file names. */
export const chartsOf = ({ run, producer, scale, startup }: AllResults): ReadonlyMap<string, string> =>
  new Map([
    ...(run ? consumerCharts(run.samples) : []),
    ...(producer ? [producerChart(producer.samples)] : []),
    ...(scale ? scaleCharts(scale) : []),
    ...(startup ? [startupChart(startup)] : []),
  ]);

type Chart = [file: string, svg: string];

const consumerCharts = (samples: readonly Sample[]): Chart[] => [
  [
    'consumers-rate.svg',
    barChart({
      title: 'Consumers side by side',
      unit: 'requests a second, by the latency of each AWS call',
      groups: byLatency(samples, CONSUMERS, 'perSecond'),
    }),
  ],
  [
    'consumers-cpu.svg',
    barChart({
      title: 'What a request costs a consumer',
      unit: 'milliseconds of processor time, by the latency of each AWS call',
      groups: byLatency(samples, CONSUMERS, 'cpuMsPerRequest'),
    }),
  ],
];

const producerChart = (samples: readonly Sample[]): Chart => [
  'producers-rate.svg',
  barChart({
    title: 'Producers side by side',
    unit: 'requests a second, by the latency of each AWS call',
    groups: byLatency(samples, PRODUCERS, 'perSecond'),
  }),
];

/** A group of bars for each latency, the contestants in their own order. */
function byLatency(
  samples: readonly Sample[],
  contestants: readonly Contestant[],
  metric: Metric,
): BarGroup[] {
  const all = groups(samples);
  const titles = titlesOf(contestants);
  return [...new Set(all.map(([{ latencyMs }]) => latencyMs))].map((latencyMs) => ({
    label: `${latencyMs} ms`,
    bars: [...titles].flatMap(([name, title]) => {
      const own = all.find(([first]) => first.latencyMs === latencyMs && first.contestant === name);
      return own ? [{ series: title, value: spreadOf(own.map((sample) => sample[metric])) }] : [];
    }),
  }));
}

const scaleCharts = ({ sharing, moments }: ScaleResults): Chart[] => [
  [
    'consumers-shared.svg',
    barChart({
      title: 'Consumers that share a queue',
      unit: `requests a second, ${sharing[0]?.latencyMs ?? 0} ms for each AWS call`,
      groups: sharing.map(({ consumers, perSecond }) => ({
        label: consumers === 1 ? '1 consumer' : `${consumers} consumers`,
        bars: [{ series: 'all together', value: spreadOf([perSecond]) }],
      })),
    }),
  ],
  [
    'memory.svg',
    lineChart({
      title: 'Memory as the work grows',
      unit: 'MB of heap after a forced garbage collection',
      along: 'requests applied',
      lines: [
        {
          series: 'consumer',
          points: moments.map(({ consumed, consumer }) => ({ x: consumed, y: consumer.heapMb })),
        },
        {
          series: 'producer',
          points: moments.flatMap(({ consumed, producer }) =>
            producer ? [{ x: consumed, y: producer.heapMb }] : [],
          ),
        },
      ],
    }),
  ],
];

const startupChart = ({ rows }: StartupResults): Chart => [
  'startup.svg',
  barChart({
    title: 'Time to start',
    unit: 'milliseconds',
    groups: rows.map(({ what, milliseconds }) => ({
      // Of "consumer, to the first request applied" there is room for "consumer works".
      label: what.replace(/,.*/, ' works'),
      bars: [{ series: 'all', value: milliseconds }],
    })),
  }),
];
