/** A piece of XML: text, or an element. */
export type Xml = string | Element;
interface Element {
  readonly tag: string;
  readonly attributes: Attributes;
  readonly inner: readonly Xml[];
}
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element; attributes and pieces that are undefined or empty are left out. */
export const el = (tag: string, attributes: Attributes = {}, ...inner: readonly (Xml | undefined)[]): Xml => ({
  tag,
  attributes,
  inner: inner.filter((one): one is Xml => one !== undefined && one !== ''),
});

/** Well-formed, whatever people typed: markup is escaped, and what XML 1.0 cannot hold (control characters, halves of pairs) is left out. */
export function xmlText(node: Xml, depth = 0): string {
  if (typeof node === 'string') return escaped(node);
  const { tag, attributes, inner } = node;
  const open = `<${tag}${Object.entries(attributes)
    .flatMap(([name, value]) => (value === undefined ? [] : [` ${name}="${escaped(String(value)).replaceAll('"', '&quot;')}"`]))
    .join('')}`;
  if (inner.length === 0) return `${open}/>`;
  if (inner.every((one) => typeof one === 'string')) return `${open}>${inner.map((one) => xmlText(one)).join('')}</${tag}>`;
  const indent = '  '.repeat(depth + 1);
  return `${open}>\n${inner.map((one) => `${indent}${xmlText(one, depth + 1)}`).join('\n')}\n${'  '.repeat(depth)}</${tag}>`;
}

const escaped = (text: string): string =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are what XML 1.0 cannot hold.
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\ufffd]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
