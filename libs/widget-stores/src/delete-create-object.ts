import type { Pointer } from '@widgets/widget-model';
import { NONE_IS_QUICK_MS } from './quick-insert';
import type { StoredWidget } from './widget-backend';
import type { Applying } from './widget-store';

/**
 * What a delete does before it removes a widget: it deletes the request object of the widget's create, so that a create
 * delivered after that finds no object and cannot bring the widget back. Another consumer may have read the object just
 * before, though, and be so quick that it does not look for it any more. So the widget stays in place for as long as that
 * is possible: such a create finds it and confirms it, and the delete's condition tells that the widget has changed. Once
 * per object is enough. Rejects when the lease is lost meanwhile.
 */
export function createObjectDeletion<Version>({ rules, origin, signal }: Applying<Version>) {
  let deleted: Pointer | undefined;
  return async (stored: StoredWidget<Version> | undefined): Promise<void> => {
    const object = stored?.kind === 'widget' ? stored.widget.order?.object : undefined;
    if (rules.ordering === 'off' || object === undefined || isSame(object, deleted)) return;
    await rules.requestObjects.delete(object, signal);
    deleted = object;
    if (origin.followsItsCreate) return;
    await rules.sleep(NONE_IS_QUICK_MS, signal);
    signal.throwIfAborted();
  };
}

const isSame = (a: Pointer, b: Pointer | undefined): boolean => a.bucket === b?.bucket && a.key === b.key;
