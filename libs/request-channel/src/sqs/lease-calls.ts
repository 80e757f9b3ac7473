import type { Log } from '@widgets/widget-pipeline';
import type { Batcher } from '../batcher';
import { EntryRefused } from '../errors';
import type { LeaseKeeper } from './lease-keeper';
import type { Visibility } from './visibility-changer';

/** Makes messages visible to others; what fails becomes visible when its lease ends. */
export async function showAtOnce(
  { visibility, leases }: { readonly visibility: Batcher<Visibility>; readonly leases: LeaseKeeper },
  handles: readonly string[],
): Promise<void> {
  await Promise.allSettled(
    handles.map(async (handle) => {
      await leases.untilQuiet(handle);
      await visibility.add({ handle, seconds: 0 });
    }),
  );
}

/** Asks SQS for another lease; a receipt handle that it refuses is nobody's any more. */
export async function renewLease(
  visibility: Batcher<Visibility>,
  renewed: Visibility,
): Promise<'renewed' | 'lost'> {
  try {
    await visibility.add(renewed);
    return 'renewed';
  } catch (error) {
    if (error instanceof EntryRefused) return 'lost';
    throw error;
  }
}

/** To be called by a timer: what fails is warned about, and tried again by the next call. */
export async function keepLeases(leases: LeaseKeeper, log: Log): Promise<void> {
  try {
    await leases.tick();
  } catch (error) {
    log.warn(
      { reason: error instanceof Error ? error.message : String(error) },
      'leases could not be renewed yet',
    );
  }
}
