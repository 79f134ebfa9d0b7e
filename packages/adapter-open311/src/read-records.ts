import { readXml, unreadableXml } from '@moothall/adapter-sdk';

/** A flat record, as GeoReport's JSON has it. */
export type FlatRecord = Readonly<Record<string, string>>;

/**
 * The records of a GeoReport answer: `<service_requests><request>…` as the JSON has them.
 * @throws AdapterError `unreadable_answer`
 */
export function readRecords(xml: string, root: string): FlatRecord[] {
  const found = readXml(xml);
  if (found.name !== root) throw unreadableXml();
  return found.children.map(({ children }) =>
    Object.fromEntries(children.map(({ name, text }) => [name, text.trim()] as const)),
  );
}
