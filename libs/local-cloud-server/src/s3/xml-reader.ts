import { S3Error } from './errors';

/** An element without its attributes: the requests of S3 carry data in elements only. */
export type XmlElement = { name: string; text: string; children: XmlElement[] };

const MAX_DEPTH = 16;
const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[(?<cdata>[\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<(?<close>\/?)(?<name>[^\s<>/!?]+)[^<>]*?(?<empty>\/?)>|(?<text>[^<]+)/y;
const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads a request document. No document types, so no entities but the five of XML itself; names lose their prefix.
 * @throws S3Error MalformedXML
 */
export function parseXml(document: string): XmlElement {
  const top: XmlElement = { name: '', text: '', children: [] };
  const open: XmlElement[] = [top];
  for (const { cdata, text, name, close, empty } of tokens(document)) {
    const parent = open.at(-1);
    if (!parent || open.length > MAX_DEPTH) throw new S3Error('MalformedXML');
    if (cdata !== undefined) parent.text += cdata;
    else if (text !== undefined) parent.text += decodeEntities(text);
    else if (name === undefined) continue;
    else if (close) closeElement(open, localName(name));
    else {
      const element: XmlElement = { name: localName(name), text: '', children: [] };
      parent.children.push(element);
      if (!empty) open.push(element);
    }
  }
  const [root] = top.children;
  if (open.length !== 1 || !root || top.children.length !== 1) throw new S3Error('MalformedXML');
  return root;
}

/** The text of the first child of that name. */
export function childText(element: XmlElement, name: string): string | undefined {
  return element.children.find((child) => child.name === name)?.text;
}

function* tokens(document: string): Generator<Partial<Record<string, string>>> {
  const pattern = new RegExp(TOKEN);
  while (pattern.lastIndex < document.length) {
    const match = pattern.exec(document);
    if (!match) throw new S3Error('MalformedXML');
    yield match.groups ?? {};
  }
}

function closeElement(open: XmlElement[], name: string): void {
  if (open.pop()?.name !== name) throw new S3Error('MalformedXML');
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

function decodeEntities(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w+)?;?/gi, (whole, entity: string | undefined) => {
    const named = entity === undefined ? undefined : NAMED[entity];
    if (named !== undefined && whole.endsWith(';')) return named;
    if (!entity?.startsWith('#') || !whole.endsWith(';')) throw new S3Error('MalformedXML');
    const code = /^#x/i.test(entity) ? parseInt(entity.slice(2), 16) : parseInt(entity.slice(1), 10);
    if (code > 0x10ffff) throw new S3Error('MalformedXML');
    return String.fromCodePoint(code);
  });
}
