import { AdapterError } from '@moothall/adapter-sdk';

/** An element: its name without prefix, its text, and its children in their order. Attributes are passed over. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

interface Element extends XmlElement {
  readonly tag: string;
  text: string;
  readonly children: Element[];
}

const token = /<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<(\/?)([^\s<>/!?]+)[^<>]*?(\/?)>|([^<]+)/gy;
const deepest = 20;

/**
 * The element that a far end answered in XML. A document type is refused, so that no entity is ever expanded.
 * @throws AdapterError `unreadable_answer`, which repeats nothing of what was answered
 */
export function readXml(xml: string): XmlElement {
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) throw unreadableXml();
  const top: Element = { tag: '', name: '', text: '', children: [] };
  const open = [top];
  token.lastIndex = 0;
  let end = 0;
  for (let match = token.exec(xml); match !== null; match = token.exec(xml)) {
    end = token.lastIndex;
    const inside = open.at(-1);
    if (inside === undefined) throw unreadableXml();
    const [, cdata, closes, name, isEmpty, text] = match;
    if (cdata !== undefined) inside.text += cdata;
    else if (text !== undefined) inside.text += decode(text);
    else if (name !== undefined && closes === '/') {
      if (open.length < 2 || inside.tag !== name) throw unreadableXml();
      open.pop();
    } else if (name !== undefined) {
      const element: Element = { tag: name, name: name.slice(name.indexOf(':') + 1), text: '', children: [] };
      inside.children.push(element);
      if (isEmpty !== '/') open.push(element);
      if (open.length > deepest) throw unreadableXml();
    }
  }
  const [first] = top.children;
  if (end !== xml.length || open.length !== 1 || first === undefined || top.children.length > 1) throw unreadableXml();
  return first;
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi,
    (_whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) {
        const known = named[name];
        if (known === undefined) throw unreadableXml();
        return known;
      }
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      if (code === 0 || code > 0x10ffff) throw unreadableXml();
      return String.fromCodePoint(code);
    },
  );
}

/** Of an answer that is other XML than was agreed, or none. */
export function unreadableXml(): AdapterError {
  return new AdapterError('unreadable_answer', 'The answer is not the XML that was agreed on.');
}

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text as it stands in XML 1.0, without the signs that it can't hold. */
export function xmlText(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"]/g, (sign) => marks[sign] ?? sign);
}
