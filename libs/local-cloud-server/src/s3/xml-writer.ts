export type XmlContent = string | number | boolean | XmlNode[];
/** An element; content `undefined` leaves it out altogether. */
export type XmlNode = [name: string, content: XmlContent | undefined];

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** A whole answer document of S3. */
export function s3Document(root: string, content: XmlNode[] | string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${NAMESPACE}">${render(content)}</${root}>`;
}

/** Errors are the one kind of document without the namespace. */
export function errorDocument(content: XmlNode[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${render(content)}</Error>`;
}

function render(content: XmlContent): string {
  if (!Array.isArray(content)) return escapeXml(String(content));
  return content
    .map(([name, inner]) => (inner === undefined ? '' : `<${name}>${render(inner)}</${name}>`))
    .join('');
}

const NAMED: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/**
 * Control characters become references. Most of them XML 1.0 forbids even so, but S3 writes them, and its clients read
 * them (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html, "XML related object key constraints").
 */
function escapeXml(text: string): string {
  return text.replace(
    /[&<>"'\p{Cc}\u2028\ufffe\uffff]/gu,
    (character) => NAMED[character] ?? `&#x${character.charCodeAt(0).toString(16)};`,
  );
}
