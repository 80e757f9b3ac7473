import { CannotContinue, type ReadItem, type Unavailable } from '@widgets/widget-pipeline';

/** What this run has to leave where it is: what it refused and could not put elsewhere, and what it cannot read. */
export type LeftBehind = {
  /** Its outcome is open again, unless it could not be read. */
  noteRead(id: string, items: readonly ReadItem[]): void;
  noteRefused(id: string): void;
  isRefused(id: string): boolean;
  /** It is hidden until then, in milliseconds of the monotonic clock. Nobody can take it away as long. */
  noteHidden(id: string, until: number): void;
  /** Forgets what is hidden no more: it comes again, or the redrive policy or somebody else took it away. */
  forgetShown(now: number): void;
  forget(id: string): void;
  readonly size: number;
  readonly hasUnread: boolean;
  /** Throws `CannotContinue` when anything could not be read: nobody knows what it asks for. */
  throwIfUnread(): void;
};

export function createLeftBehind(): LeftBehind {
  const left = new Map<string, 'refused' | Unavailable>();
  const hiddenUntil = new Map<string, number>();
  const unread = (): [string, Unavailable][] =>
    [...left].flatMap(([id, why]) => (why === 'refused' ? [] : [[id, why]]));
  const forget = (id: string): void => {
    left.delete(id);
    hiddenUntil.delete(id);
  };
  return {
    noteRead(id, items) {
      const unavailable = items.find((item) => item.kind === 'unavailable');
      forget(id);
      if (unavailable) left.set(id, unavailable);
    },
    noteRefused: (id) => void left.set(id, 'refused'),
    isRefused: (id) => left.get(id) === 'refused',
    noteHidden: (id, until) => void (left.has(id) && hiddenUntil.set(id, until)),
    forgetShown(now) {
      for (const [id, until] of hiddenUntil) if (until <= now) forget(id);
    },
    forget,
    get size() {
      return left.size;
    },
    get hasUnread() {
      return unread().length > 0;
    },
    throwIfUnread() {
      const all = unread();
      const [first] = all;
      if (first === undefined) return;
      const [id, { reason, blame = 'world' }] = first;
      throw new CannotContinue(
        `Nothing is left but what cannot be read (${all.length}), among it ${id}: ${reason}`,
        { blame },
      );
    },
  };
}
