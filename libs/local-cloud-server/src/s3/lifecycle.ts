import { S3Error } from './errors';
import { parseXml } from './xml-reader';

const MAX_RULES = 1000;

/**
 * The document of lifecycle rules, as it came, once it is known to be one. It is kept and given back: nothing expires here.
 * @throws S3Error MalformedXML
 */
export function checkLifecycle(document: string): string {
  const { name, children } = parseXml(document);
  const rules = children.filter((child) => child.name === 'Rule');
  const wellFormed =
    name === 'LifecycleConfiguration' &&
    rules.every((rule) => rule.children.some((child) => child.name === 'Status'));
  if (!wellFormed || rules.length === 0 || rules.length > MAX_RULES) throw new S3Error('MalformedXML');
  return document;
}
