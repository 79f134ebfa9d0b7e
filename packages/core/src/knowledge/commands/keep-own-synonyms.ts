import { z } from 'zod';
import { getPartnership, oursSeen, requireOwn, requireSeen, type OwnOne } from '../../authorities/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { isInScope } from '../../kernel/scope.js';
import { expectChanges } from '../search/knowledge-index.js';
import { saveSynonymList, type SynonymList, type SynonymsBase } from '../search/synonyms-repository.js';
import { baseOf, findSharedSynonyms, synonymsKey, type SharedSynonyms } from '../shared/find-shared-synonyms.js';

const permission = 'knowledge.edit';
const Ours = oursSeen(z.literal(synonymsKey));
const output = z.object({ id: z.string(), version: z.number() });

/** @throws not_found; stale_version when either has changed since it was looked at */
async function foundOwn(
  context: CommandContext,
  { authorityId, number, expectedVersion }: z.output<typeof Ours>,
): Promise<{ readonly shared: SharedSynonyms; readonly own: OwnOne }> {
  if (!isInScope(context.db.scope, authorityId)) throw notFound();
  if (authorityId === (await getPartnership(context.kernel)).id) throw notFound();
  const shared = requireSeen(await findSharedSynonyms(context, authorityId), number);
  return { shared, own: requireOwn(shared, expectedVersion) };
}

/** Saves, says so in the audit, and lets searches use it. @throws stale_version */
async function save(
  context: CommandContext,
  list: SynonymList,
  { held, details }: { readonly held: SynonymsBase; readonly details: Readonly<Record<string, unknown>> },
): Promise<{ id: string; version: number }> {
  if (!(await saveSynonymList(context.db, list, context.now, held))) throw staleVersion();
  const { authorityId, version } = list;
  const id = String(authorityId);
  await context.audit({ authorityId, subject: { kind: 'synonyms', id }, details });
  expectChanges(context.kernel.db);
  return { id, version: version + 1 };
}

/** Says that an authority's own list was held against the partnership's as it stands, and stays as it is. */
export const keepOwnSynonyms = defineCommand({
  name: 'knowledge.keep-own-synonyms',
  permission,
  input: Ours,
  output,
  run: async (context, seen) => {
    const { shared, own } = await foundOwn(context, seen);
    const { authorityId, number } = seen;
    const list = { authorityId, groups: shared.ownList?.groups ?? null, version: own.version };
    return await save(context, list, { held: baseOf(shared), details: { before: own.basedOn, basedOn: number } });
  },
});

/** Gives an authority's own list up for the partnership's, with every change that it makes from now on. */
export const goBackToSharedSynonyms = defineCommand({
  name: 'knowledge.go-back-synonyms',
  permission,
  input: Ours,
  output,
  run: async (context, seen) => {
    const { shared, own } = await foundOwn(context, seen);
    const list = { authorityId: seen.authorityId, groups: null, version: own.version };
    const groups = shared.ownList?.groups?.length ?? 0;
    return await save(context, list, {
      ...{ held: { basedOn: null, base: null }, details: { to: 'partnership', groups } },
    });
  },
});
