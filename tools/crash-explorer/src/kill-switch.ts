import type { Interceptor } from '@widgets/local-cloud-server';

/** A place in a run: right before its n-th call is performed, or right after, before it knows the answer. */
export type CrashPoint = { readonly call: number; readonly moment: 'before' | 'after' };

/** Stands between a program and the cloud, counts its calls, and kills it at one of them. */
export type KillSwitch = {
  readonly intercept: Interceptor;
  /** From here on calls are counted. `kill` ends the program; nothing that it calls after that is performed. */
  arm(point: CrashPoint | undefined, kill: () => void): void;
  /** The program has ended: calls are let through uncounted. Returns those counted, e.g. `s3 GetObject`. */
  disarm(): readonly string[];
};

type Armed = { readonly point: CrashPoint | undefined; readonly kill: () => void; readonly calls: string[] };

export function createKillSwitch(): KillSwitch {
  let armed: Armed | undefined;
  let isDead = false;

  const trip = (): 'reset' => {
    isDead = true;
    armed?.kill();
    return 'reset';
  };

  return {
    async intercept({ service, action }, act) {
      if (armed === undefined) return act();
      if (isDead) return 'reset';
      const { point, calls } = armed;
      const isHere = calls.push(`${service} ${action}`) === point?.call;
      if (isHere && point.moment === 'before') return trip();
      const outcome = await act();
      return isHere ? trip() : outcome;
    },
    arm(point, kill) {
      armed = { point, kill, calls: [] };
      isDead = false;
    },
    disarm() {
      const calls = armed?.calls ?? [];
      armed = undefined;
      return calls;
    },
  };
}
