import { getPartnership } from '../../authorities/index.js';
import { defineError } from '../../kernel/errors.js';
import type { Writes } from '../../kernel/db/database.js';
import { newId } from '../../kernel/ids.js';
import { planOf, type ImportFile } from '../../kernel/import/import-file.js';
import { runImport, type GoodRow, type ImportReport, type RowFaultNote } from '../../kernel/import/run-import.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { propertyFacts, type PropertyFact as FactRow } from '../import/property-facts.js';
import { findPlaceIdsByUprn } from '../repository.js';
import { insertFacts, listFactsOfPlaces, updateFact, type FactDraft } from '../facts-repository.js';
import type { PropertyFact } from '../types.js';

export const importNeedsAuthority = defineError(
  'import_needs_authority',
  422,
  'Say whose facts these are: name one authority, not the partnership.',
);

/**
 * Loads dated facts of properties for one authority. The newest as-of time counts, whichever file it comes in; a UPRN
 * that the gazetteer doesn't know is a fault of its row.
 * @throws import_needs_authority, import_file_unreadable
 */
export async function importPropertyFacts(kernel: Kernel, file: ImportFile): Promise<ImportReport> {
  const { authorityId } = file;
  const partnership = await getPartnership(kernel);
  if (authorityId === undefined || authorityId === partnership.id) throw importNeedsAuthority();
  return await runImport(kernel, {
    format: propertyFacts,
    ...planOf(file),
    authorityId,
    write: async (db, rows, run) => {
      const places = await findPlaceIdsByUprn(
        db,
        rows.map(({ value }) => value.uprn),
      );
      const { known, faults } = apart(rows, places);
      const written = await saveFacts(kernel, db, authorityId, known, run.id);
      return { written, unchanged: known.length - written, faults };
    },
  });
}

function apart(
  rows: readonly GoodRow<FactRow>[],
  places: ReadonlyMap<string, string>,
): { known: FactDraft[]; faults: RowFaultNote[] } {
  const known: FactDraft[] = [];
  const faults: RowFaultNote[] = [];
  for (const { line, value } of rows) {
    const placeId = places.get(value.uprn);
    if (placeId === undefined)
      faults.push({ line, field: 'uprn', message: 'Import the address first: the gazetteer has no such UPRN.' });
    else
      known.push({
        placeId,
        fact: value.fact,
        value: value.value,
        asOfAt: value.asOfAt,
        source: value.source ?? propertyFacts.name,
      });
  }
  return { known, faults };
}

/** Answers how many of the facts given changed what is held. */
async function saveFacts(
  kernel: Kernel,
  db: Writes,
  authorityId: AuthorityId,
  given: readonly FactDraft[],
  runId: string,
): Promise<number> {
  const held = await heldFacts(db, authorityId, given);
  const fresh = new Map<string, FactDraft>();
  const changed = new Map<string, FactDraft>();
  let written = 0;
  for (const draft of given) {
    const key = factKey(draft);
    const before = held.get(key);
    const latest = fresh.get(key) ?? changed.get(key) ?? before?.fact;
    if (latest && !isNews(draft, latest, before?.ended === true && !changed.has(key))) continue;
    (before ? changed : fresh).set(key, draft);
    written += 1;
  }
  await insertFacts(db, authorityId, [...fresh.values()], runId, () => newId(kernel.clock, kernel.random));
  for (const [key, draft] of changed) {
    const before = held.get(key);
    if (before) await updateFact(db, before.fact, draft, runId);
  }
  return written;
}

async function heldFacts(
  db: Writes,
  authorityId: AuthorityId,
  given: readonly FactDraft[],
): Promise<Map<string, { fact: PropertyFact; ended: boolean }>> {
  const places = [...new Set(given.map(({ placeId }) => placeId))];
  const held = new Map<string, { fact: PropertyFact; ended: boolean }>();
  const atOnce = 1024;
  for (let from = 0; from < places.length; from += atOnce)
    for (const each of await listFactsOfPlaces(db, authorityId, places.slice(from, from + atOnce)))
      held.set(factKey(each.fact), each);
  return held;
}

function factKey({ placeId, fact }: { placeId: string; fact: string }): string {
  return `${placeId} ${fact}`;
}

/** Newer than what is held, or a correction of the same time. A fact that was ended comes back only with a newer time. */
function isNews(draft: FactDraft, held: FactDraft | PropertyFact, heldEnded: boolean): boolean {
  if (draft.asOfAt !== held.asOfAt) return draft.asOfAt > held.asOfAt;
  return !heldEnded && (draft.value !== held.value || draft.source !== held.source);
}
