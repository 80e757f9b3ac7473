import type { Change, Widget } from '@widgets/widget-model';

/** What names a widget: a store may need either to find it. */
export type WidgetIdentity = { readonly widgetId: string; readonly owner: string };

/** A widget as it lies in a store, with the version by which a later write knows that nobody changed it meanwhile. */
export type StoredWidget<Version> =
  | { readonly kind: 'widget'; readonly widget: Widget; readonly version: Version }
  /** Something lies in its place that is no widget. */
  | { readonly kind: 'unreadable'; readonly reason: string; readonly version: Version };

/**
 * What became of a write. `conflict`: its condition does not hold, or no longer, and nothing was changed — unless an
 * earlier try of the same call had made the change and its answer was lost. `written-after-retry`: it took several tries.
 */
export type Written = 'written' | 'written-after-retry' | 'conflict';

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
