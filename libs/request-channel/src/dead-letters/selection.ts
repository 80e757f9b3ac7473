import type { Letter } from './letter';

/** Which letters are meant. */
export type Selection =
  | { readonly kind: 'all' }
  | { readonly kind: 'ids'; readonly ids: ReadonlySet<string> }
  /** Whose reason holds this text. */
  | { readonly kind: 'reason'; readonly text: string };

export function isSelected({ id, reason }: Pick<Letter, 'id' | 'reason'>, selection: Selection): boolean {
  switch (selection.kind) {
    case 'all':
      return true;
    case 'ids':
      return selection.ids.has(id);
    case 'reason':
      return reason.includes(selection.text);
  }
}
