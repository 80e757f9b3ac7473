import type { Change, Widget } from '@widgets/widget-model';

/** What names a widget: a store may need either to find it. */
export type WidgetIdentity = { readonly widgetId: string; readonly owner: string };

/** A widget as it lies in a store, with the version by which a later write knows that nobody changed it meanwhile. */
export type StoredWidget<Version> =
  | { readonly kind: 'widget'; readonly widget: Widget; readonly version: Version }
  /** Something lies in its place that is no widget. */
  | { readonly kind: 'unreadable'; readonly reason: string; readonly version: Version };

/**
 * What became of a write. `conflict`: its condition does not hold, or no longer, and nothing was changed. `after-retry`:
 * it took several tries, and where the last one met a conflict, that may be the change that an earlier one made, whose
 * answer was lost.
 */
export type Written = Made | Conflict;
export type Made = 'written' | 'written-after-retry';
export type Conflict = 'conflict' | 'conflict-after-retry';

/** A write's result in these words; `attempts` as the AWS SDK counts them. */
export const writtenIn = (attempts = 1): Made => (attempts > 1 ? 'written-after-retry' : 'written');
export const conflictIn = (attempts = 1): Conflict => (attempts > 1 ? 'conflict-after-retry' : 'conflict');

/** What a kind of store must be able to do; everything else is the same for all. */
export type WidgetBackend<Version> = {
  /** Whether it takes a `patch-unread`. */
  readonly patchesUnread: boolean;
  read(identity: WidgetIdentity, signal: AbortSignal): Promise<StoredWidget<Version> | undefined>;
  /**
   * Makes one change on its condition (see `Change`); `seen` is the version on which it was planned. Throws
   * `StoreRefuses` when no retry helps.
   */
  write(change: Change, seen: Version | undefined, signal: AbortSignal): Promise<Written>;
};
