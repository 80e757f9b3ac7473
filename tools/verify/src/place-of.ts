import type { WidgetKeyLayout } from '@widgets/widget-model';
import type { PlaceOf } from './expected-widgets';

/** In a table a widget lies under its id. */
export const placeInTable: PlaceOf = ({ widgetId }) => widgetId;

/**
 * The key of a widget in a bucket, in this judge's own words: the owner in lower case with dashes for spaces, then the id
 * with all but `A-Z a-z 0-9 - _ .` percent-encoded, `.` and `..` as a whole.
 */
export const placeInBucket =
  ({ prefix, useOwner }: WidgetKeyLayout): PlaceOf =>
  ({ owner, widgetId }) => {
    const folder = useOwner ? `${owner.toLowerCase().split(' ').join('-')}/` : '';
    const isFolderName = widgetId === '.' || widgetId === '..';
    const safe = isFolderName ? /[^.]/ : /[A-Za-z0-9\-_.]/;
    const characters = [...new TextEncoder().encode(widgetId)].map((byte) => {
      const character = String.fromCharCode(byte);
      return safe.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    });
    return `${prefix}${folder}${characters.join('')}`;
  };
