/** An element of SVG, written. Text and attributes are escaped; children are elements that are written already. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  children: readonly string[] = [],
): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(valueOf(value))}"`);
  const head = `<${name}${written.join('')}`;
  return children.length === 0 ? `${head}/>` : `${head}>${children.join('')}</${name}>`;
}

export const text = (content: string, attributes: Readonly<Record<string, string | number>>): string =>
  element('text', attributes, [escaped(content)]);

/** A tenth of a pixel is fine enough. */
const valueOf = (value: string | number): string =>
  typeof value === 'number' ? String(Math.round(value * 10) / 10) : value;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (content: string): string => content.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
