import type { GazetteerPart } from '@moothall/adapter-sdk';
import type { Reads, Writes } from '../kernel/db/database.js';
import { groupBy } from './group-by.js';
import type { PropertyParts, TouchedProperty } from './import/gazetteer-assembly.js';
import {
  listTouched,
  readParts,
  readPropertyParts,
  replaceParts,
  touchAddressesOn,
  type StoredPart,
} from './parts-repository.js';

type PartOf<P extends GazetteerPart['part']> = Extract<GazetteerPart, { part: P }>;

/**
 * Keeps the parts of a supply: the last word on each key counts, in the order given. Answers how many of the parts
 * given changed what is kept; streets, cross-references and successors aren't kept, because no address is made of them.
 */
export async function stageParts(
  db: Writes,
  source: string,
  parts: readonly GazetteerPart[],
  runId: string,
): Promise<number> {
  const latest = new Map<string, { part: StoredPart; times: number }>();
  for (const given of parts) {
    const part = toStored(given, runId);
    if (!part) continue;
    const name = `${part.kind} ${part.key}`;
    latest.set(name, { part, times: (latest.get(name)?.times ?? 0) + 1 });
  }
  const before = await storedUnder(
    db,
    source,
    [...latest.values()].map(({ part }) => part),
  );
  const changed = [...latest].filter(([name, { part }]) => {
    const known = before.get(name);
    return known ? known.content !== part.content : part.content !== null;
  });
  const known = new Set(changed.flatMap(([name]) => before.get(name) ?? []));
  await replaceParts(
    db,
    source,
    changed.map(([, { part }]) => part),
    known,
    runId,
  );
  await touchAddressesOn(db, source, streetsOf(changed.map(([, { part }]) => part)), runId);
  return changed.reduce((sum, [, { part, times }]) => sum + (part.kind === 'file' ? 0 : times), 0);
}

async function storedUnder(db: Reads, source: string, parts: readonly StoredPart[]): Promise<Map<string, StoredPart>> {
  const found = new Map<string, StoredPart>();
  for (const [kind, ofKind] of groupBy(parts, (part) => part.kind)) {
    const stored = await readParts(
      db,
      source,
      kind,
      ofKind.map(({ key }) => key),
    );
    for (const [key, part] of stored) found.set(`${kind} ${key}`, part);
  }
  return found;
}

function streetsOf(parts: readonly StoredPart[]): string[] {
  return parts.flatMap(({ kind, usrn }) => (kind === 'street-name' && usrn !== null ? [usrn] : []));
}

/** A header is kept per run, so that a run that is resumed knows the supply's date. */
function toStored(part: GazetteerPart, runId: string): StoredPart | undefined {
  switch (part.part) {
    case 'file':
      return { kind: 'file', key: runId, uprn: null, usrn: null, content: JSON.stringify(part) };
    case 'street-name':
      return stored(part, `${part.usrn}/${part.language}`, null, part.usrn);
    case 'property':
      return stored(part, part.uprn, part.uprn, null);
    case 'property-address':
      return stored(part, `${part.uprn}/${part.key}`, part.uprn, part.usrn);
    case 'delivery-point':
      return stored(part, part.udprn, part.uprn, null);
    case 'organisation':
    case 'classification':
      return stored(part, `${part.uprn}/${part.key}`, part.uprn, null);
    case 'street':
    case 'cross-reference':
    case 'successor':
    case 'end':
      return undefined;
  }
}

/** Without how it changed, so that a full supply after an update is no change. */
function stored(
  { change, ...facts }: Exclude<GazetteerPart, PartOf<'file' | 'end'>>,
  key: string,
  uprn: string | null,
  usrn: string | null,
): StoredPart {
  return { kind: facts.part, key, uprn, usrn, content: change === 'delete' ? null : JSON.stringify(facts) };
}

const propertiesAtOnce = 500;

/** The properties that the run touched, each with all that is kept of it, in UPRN order. */
export async function* touchedProperties(db: Reads, source: string, runId: string): AsyncGenerator<TouchedProperty> {
  let after = '';
  for (;;) {
    const uprns = await listTouched(db, runId, after, propertiesAtOnce);
    const { parts, streetNames } = await readPropertyParts(db, source, uprns);
    const byUprn = groupBy(parts, ({ uprn }) => uprn ?? '');
    for (const uprn of uprns) {
      const touched = touchedProperty(uprn, byUprn.get(uprn) ?? [], streetNames);
      if (touched) yield touched;
    }
    after = uprns.at(-1) ?? '';
    if (uprns.length < propertiesAtOnce) return;
  }
}

function touchedProperty(
  uprn: string,
  parts: readonly StoredPart[],
  streetNames: readonly StoredPart[],
): TouchedProperty | undefined {
  const isDeleted = parts.some(({ kind, content }) => kind === 'property' && content === null);
  if (isDeleted) return { change: 'delete', uprn };
  const [property] = contentsOf(parts, 'property');
  if (!property) return undefined;
  const addresses = contentsOf(parts, 'property-address');
  const streets = new Set(addresses.map(({ usrn }) => usrn));
  const [deliveryPoint] = contentsOf(parts, 'delivery-point');
  const known: PropertyParts = {
    property,
    addresses,
    streetNames: contentsOf(
      streetNames.filter(({ usrn }) => usrn !== null && streets.has(usrn)),
      'street-name',
    ),
    ...(deliveryPoint ? { deliveryPoint } : {}),
    organisations: contentsOf(parts, 'organisation'),
    classifications: contentsOf(parts, 'classification'),
  };
  return { change: 'update', uprn, parts: known };
}

/** A cast, because the parts were written by `toStored` in this shape. */
function contentsOf<P extends GazetteerPart['part']>(parts: readonly StoredPart[], kind: P): PartOf<P>[] {
  return parts
    .filter((part) => part.kind === kind && part.content !== null)
    .map(({ content }) => ({ ...(JSON.parse(content ?? '{}') as PartOf<P>), change: 'update' }));
}

/** The header of the file that a run reads. */
export async function findHeader(db: Reads, source: string, runId: string): Promise<PartOf<'file'> | undefined> {
  const header = (await readParts(db, source, 'file', [runId])).get(runId);
  return header?.content ? (JSON.parse(header.content) as PartOf<'file'>) : undefined;
}
