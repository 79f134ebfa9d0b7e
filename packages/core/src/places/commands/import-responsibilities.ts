import { getPartnership, listAuthorities } from '../../authorities/index.js';
import { systemActor, type Actor } from '../../kernel/actor.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { defineError } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import { planOf, type ImportFile } from '../../kernel/import/import-file.js';
import { bytesOf, readFileRows, type ReadFile } from '../../kernel/import/read-file.js';
import { runImport, type ImportReport } from '../../kernel/import/run-import.js';
import type { Kernel } from '../../kernel/kernel.js';
import { localDateAt } from '../../kernel/london-time.js';
import { writeAudit, writeEvents } from '../../kernel/records-repository.js';
import { everyAuthority, type AuthorityId } from '../../kernel/scope.js';
import { checkRules, type RuleChecks } from '../import/check-rules.js';
import { compareRules, type RuleDifference } from '../import/compare-rules.js';
import { responsibilitiesCsv, type RuleRecord } from '../import/responsibilities-csv.js';
import {
  correctResponsibilityRow,
  endResponsibility,
  insertResponsibilities,
  listEveryResponsibility,
} from '../responsibilities-repository.js';
import { areaKey } from '../rules.js';
import { correctResponsibility, endRule } from './change-responsibility.js';
import { setResponsibility } from './set-responsibility.js';

export const ruleDifferenceChanged = defineError(
  'rule_difference_changed',
  409,
  'What the file would change is no longer what was shown. Nothing is written; look at the difference again.',
);

/** Rules follow one another, so what a row comes to can't be said while another is wrong: a file is taken whole. */
const wholeFile = 1_000_000;

export interface ResponsibilitiesFile extends ImportFile {
  /** The keys of the services that rules may name. */
  readonly services: ReadonlySet<string>;
}

/** What the file would change. Writes nothing. @throws import_file_unreadable */
export async function compareResponsibilitiesFile(kernel: Kernel, file: ResponsibilitiesFile): Promise<RuleDifference> {
  return await examine(kernel, kernel.db.read(everyAuthority), file);
}

/**
 * Loads rules of who answers where: new ones are added, those with another end or authority are put right, and those
 * that a row follows end. `code` is that of the difference that was looked at. Rules that aren't in the file stay.
 * @throws import_file_unreadable; rule_difference_changed, also while a row is wrong, and nothing is written
 */
export async function importResponsibilities(
  kernel: Kernel,
  file: ResponsibilitiesFile & { readonly code: string },
): Promise<ImportReport> {
  return await runImport(kernel, {
    format: responsibilitiesCsv,
    ...planOf(file),
    authorityId: file.authorityId ?? (await getPartnership(kernel)).id,
    rowsAtOnce: wholeFile,
    write: async (db) => {
      const difference = await examine(kernel, db, file);
      if (difference.code !== file.code) throw ruleDifferenceChanged();
      await writeRules({ kernel, db, actor: systemActor(`import by ${file.startedBy}`) }, difference);
      const written = difference.added.length + difference.changed.length;
      return { written, unchanged: difference.unchanged, faults: [] };
    },
  });
}

async function examine(kernel: Kernel, db: Reads, file: ResponsibilitiesFile): Promise<RuleDifference> {
  const partnership = await getPartnership(kernel);
  const onlyFor = file.authorityId === partnership.id ? undefined : file.authorityId;
  const read = await readFileRows(responsibilitiesCsv, bytesOf(file.file), file.read ?? {});
  return await examineRules({ kernel, db }, { ...read, onlyFor, services: file.services });
}

/** The rows of a file, before anything is written. */
export interface RuleRows extends ReadFile<RuleRecord>, Pick<RuleChecks, 'services' | 'onlyFor'> {}

/** What rows would change now. Writes nothing. */
export async function examineRules(
  { kernel, db }: { readonly kernel: Kernel; readonly db: Reads },
  { services, onlyFor, ...read }: RuleRows,
): Promise<RuleDifference> {
  const authorities = await listAuthorities(kernel);
  const { checked, faults } = await checkRules(db, read.rows, { authorities, services, onlyFor });
  const held = await listEveryResponsibility(db);
  return compareRules(checked, held, [...read.faults, ...faults], localDateAt(kernel.clock.now()));
}

/** One change, as the command for it would tell the audit and the outbox. */
interface Told {
  readonly action: string;
  readonly topic: string;
  readonly authorityId: AuthorityId;
  readonly id: string;
  readonly details: Readonly<Record<string, unknown>>;
}

interface Writing {
  readonly kernel: Kernel;
  readonly db: Writes;
  readonly actor: Actor;
}

/** Writes a difference in the caller's transaction, each change audited as its own command would be. */
export async function writeRules(
  { kernel, db, actor }: Writing,
  { added, changed, ended }: RuleDifference,
): Promise<void> {
  const makeId = (): string => newId(kernel.clock, kernel.random);
  const told: Told[] = [];
  const fresh = added.map(({ area, ownerId: authorityId, serviceKey, authorityId: responsible, fromOn, toOn }) => {
    const id = makeId();
    const key = areaKey(area);
    const details = { area: key, serviceKey, responsible, fromOn, toOn };
    told.push({ action: setResponsibility.name, topic: 'responsibility.set', authorityId, id, details });
    return { id, areaKind: area.kind, area: key, serviceKey, authorityId: responsible, fromOn, toOn, version: 1 };
  });
  await insertResponsibilities(db, fresh);
  for (const { before, after } of changed) {
    await correctResponsibilityRow(db, before, after);
    const said = ({ authorityId: responsible, fromOn, toOn }: typeof before | typeof after) => ({
      ...{ responsible, fromOn, toOn },
    });
    const details = { area: before.area, serviceKey: before.serviceKey, before: said(before), after: said(after) };
    const topic = 'responsibility.corrected';
    told.push({ action: correctResponsibility.name, topic, authorityId: after.ownerId, id: before.id, details });
  }
  for (const { before, by } of ended) {
    await endResponsibility(db, before, by.fromOn);
    const details = { area: before.area, serviceKey: before.serviceKey, toOn: by.fromOn };
    const topic = 'responsibility.ended';
    told.push({ action: endRule.name, topic, authorityId: by.ownerId, id: before.id, details });
  }
  await tell({ kernel, db, actor }, told);
}

async function tell({ kernel, db, actor }: Writing, told: readonly Told[]): Promise<void> {
  if (told.length === 0) return;
  const at = kernel.clock.now();
  const makeId = (): string => newId(kernel.clock, kernel.random);
  const records = told.map(({ action, authorityId, id, details }) => ({
    ...{ id: makeId(), at, actor, action },
    note: { authorityId, subject: { kind: 'responsibility', id }, details },
  }));
  const events = told.map(({ topic, authorityId, id, details }) => ({
    id: makeId(),
    event: { authorityId, topic, subjectId: id, payload: details },
  }));
  await writeAudit(db, records);
  await writeEvents(db, at, events);
}
