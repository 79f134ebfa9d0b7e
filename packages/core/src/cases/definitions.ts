import type { Reads } from '../kernel/db/database.js';
import { findStatus, getServiceVersion, type ServiceDefinition } from '../services/index.js';
import type { CaseSummary, CaseWords } from './types.js';

/** Versions never change and their ids are never used again, so a definition is kept for as long as it is in use. */
const kept = new Map<string, ServiceDefinition>();
const keptAtMost = 2000;

/** The definition that a case was logged under. The caller has the case already, so no scope is checked here. */
export async function definitionOf(db: Reads, versionId: string): Promise<ServiceDefinition> {
  const known = kept.get(versionId);
  if (known) return known;
  const version = await getServiceVersion(db, versionId);
  if (!version) throw new Error(`no service version has the id ${versionId}`);
  if (kept.size >= keptAtMost) kept.clear();
  kept.set(versionId, version.definition);
  return version.definition;
}

/** The case with its state in words. */
export async function describe<C extends CaseSummary>(db: Reads, found: C): Promise<C & CaseWords> {
  return { ...found, ...wordsFor(await definitionOf(db, found.serviceVersionId), found) };
}

/** The same for a list; each version is read once. */
export async function describeAll<C extends CaseSummary>(db: Reads, found: readonly C[]): Promise<(C & CaseWords)[]> {
  const described: (C & CaseWords)[] = [];
  for (const one of found) described.push(await describe(db, one));
  return described;
}

function wordsFor(
  { lifecycle, outcomes }: ServiceDefinition,
  { status, statusKind, outcome }: Pick<CaseSummary, 'status' | 'statusKind' | 'outcome'>,
): CaseWords {
  const known = findStatus(lifecycle, status);
  const ended = statusKind === 'closed' ? outcomes.find(({ key }) => key === outcome) : undefined;
  return {
    statusLabel: known?.label ?? status,
    publicLabel: ended?.publicLabel ?? known?.publicLabel ?? status,
    outcomeLabel: ended?.label ?? null,
  };
}
