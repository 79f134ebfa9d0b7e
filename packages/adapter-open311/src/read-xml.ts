import { AdapterError } from '@moothall/adapter-sdk';

/** An element: its text, and its children in their order. GeoReport has no attributes that mean anything. */
interface Element {
  readonly name: string;
  text: string;
  readonly children: Element[];
}

/** A flat record, as GeoReport's JSON has it. */
export type FlatRecord = Readonly<Record<string, string>>;

const token = /<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<(\/?)([^\s<>/!?]+)[^<>]*?(\/?)>|([^<]+)/gy;
const deepest = 20;

/**
 * The records of a GeoReport answer: `<service_requests><request>…` as the JSON has them. A document type is refused, so
 * that no entity is ever expanded. @throws AdapterError `unreadable_answer`, which repeats nothing of what was answered
 */
export function readRecords(xml: string, root: string): FlatRecord[] {
  const found = parse(xml);
  if (found.name !== root) throw unreadable();
  return found.children.map(({ children }) =>
    Object.fromEntries(children.map(({ name, text }) => [name, text.trim()] as const)),
  );
}

function parse(xml: string): Element {
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) throw unreadable();
  const top: Element = { name: '', text: '', children: [] };
  const open = [top];
  token.lastIndex = 0;
  let end = 0;
  for (let match = token.exec(xml); match !== null; match = token.exec(xml)) {
    end = token.lastIndex;
    const inside = open.at(-1);
    if (inside === undefined) throw unreadable();
    const [, cdata, closes, name, isEmpty, text] = match;
    if (cdata !== undefined) inside.text += cdata;
    else if (text !== undefined) inside.text += decode(text);
    else if (name !== undefined && closes === '/') {
      if (open.length < 2 || inside.name !== name) throw unreadable();
      open.pop();
    } else if (name !== undefined) {
      const element: Element = { name, text: '', children: [] };
      inside.children.push(element);
      if (isEmpty !== '/') open.push(element);
      if (open.length > deepest) throw unreadable();
    }
  }
  const [first] = top.children;
  if (end !== xml.length || open.length !== 1 || first === undefined || top.children.length > 1) throw unreadable();
  return first;
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi,
    (_whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) {
        const known = named[name];
        if (known === undefined) throw unreadable();
        return known;
      }
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      if (code === 0 || code > 0x10ffff) throw unreadable();
      return String.fromCodePoint(code);
    },
  );
}

function unreadable(): AdapterError {
  return new AdapterError('unreadable_answer', 'The answer is not the XML that GeoReport agrees on.');
}
