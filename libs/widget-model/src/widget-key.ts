/** Where widgets lie in their bucket. */
export type WidgetKeyLayout = {
  /** Before everything else, `widgets/` unless told otherwise. */
  readonly prefix: string;
  /** Whether each owner has a folder. */
  readonly useOwner: boolean;
};

export const DEFAULT_WIDGET_KEY_LAYOUT: WidgetKeyLayout = { prefix: 'widgets/', useOwner: true };

/** The S3 key of a widget: `<prefix><owner slug>/<widgetId>`. No id can lead out of its owner's folder. */
export function widgetKey(layout: WidgetKeyLayout, widget: { owner: string; widgetId: string }): string {
  const folder = layout.useOwner ? `${ownerSlug(widget.owner)}/` : '';
  return `${layout.prefix}${folder}${encodeSegment(widget.widgetId)}`;
}

/** `Mary Matthews` is `mary-matthews`. */
export function ownerSlug(owner: string): string {
  return owner.toLowerCase().replaceAll(' ', '-');
}

/** Percent-encodes all but `A-Z a-z 0-9 - _ .`, and `.` and `..` as a whole, as those name folders. */
function encodeSegment(segment: string): string {
  if (segment === '.' || segment === '..') return segment.replaceAll('.', '%2E');
  return encodeURIComponent(segment).replaceAll(
    /[!~*'()]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
