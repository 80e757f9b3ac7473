import { crashPoints, type PointChoice } from './crash-points';
import type { CrashPoint } from './kill-switch';
import { tryPoint, type Setting } from './try-point';

export type Failure = {
  readonly setting: Setting;
  /** None: the run without a crash failed. */
  readonly point: CrashPoint | undefined;
  /** The call at the crash point, e.g. `s3 GetObject`. */
  readonly call: string;
  readonly problems: readonly string[];
};

export type Exploration = {
  /** How many calls a run without a crash makes. */
  readonly calls: number;
  readonly crashes: number;
  readonly orphans: number;
  readonly failures: readonly Failure[];
};

export type ExploreOptions = {
  /** How many crashes are tried side by side. */
  readonly atOnce: number;
  readonly signal: AbortSignal;
};

/** Crashes a setting right before and right after each chosen call, some crashes side by side. */
export async function explore(
  dist: URL,
  setting: Setting,
  choice: PointChoice,
  { atOnce, signal }: ExploreOptions,
): Promise<Exploration> {
  const whole = await tryPoint(dist, setting, undefined);
  const failures: Failure[] = [];
  if (whole.problems.length > 0)
    failures.push({ setting, point: undefined, call: '', problems: whole.problems });
  const points = crashPoints(whole.calls, choice);
  let [crashes, orphans] = [0, 0];
  const work = async (): Promise<void> => {
    for (let point = points.shift(); point && !signal.aborted; point = points.shift()) {
      const { calls, isKilled, problems, orphans: left } = await tryPoint(dist, setting, point);
      if (isKilled) crashes += 1;
      orphans += left;
      const call = calls[point.call - 1] ?? 'not reached';
      if (problems.length > 0) failures.push({ setting, point, call, problems });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { calls: whole.calls.length, crashes, orphans, failures };
}
