import type { Clock } from './clock';

export type ManualClock = Clock & {
  /** Moves the time forward and runs every task that falls due on the way, in order of their times. */
  advance(ms: number): void;
};

type Task = { dueAtMs: number; run: () => void };

/** A clock for tests: time stands still until it is told to move. */
export function manualClock(startMs = Date.UTC(2025, 0, 1)): ManualClock {
  let nowMs = startMs;
  const tasks = new Set<Task>();

  const nextDue = (untilMs: number): Task | undefined => {
    let next: Task | undefined;
    for (const task of tasks) {
      if (task.dueAtMs <= untilMs && (!next || task.dueAtMs < next.dueAtMs)) next = task;
    }
    return next;
  };

  return {
    now: () => nowMs,
    after: (delayMs, run) => {
      const task = { dueAtMs: nowMs + delayMs, run };
      tasks.add(task);
      return () => void tasks.delete(task);
    },
    advance: (ms) => {
      const untilMs = nowMs + ms;
      for (let task = nextDue(untilMs); task; task = nextDue(untilMs)) {
        tasks.delete(task);
        nowMs = Math.max(nowMs, task.dueAtMs);
        task.run();
      }
      nowMs = untilMs;
    },
  };
}
