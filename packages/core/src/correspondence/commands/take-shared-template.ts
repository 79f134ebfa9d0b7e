import { z } from 'zod';
import { oursSeen, requireOwn, requireSeen, sharedSeen, type OwnOne } from '../../authorities/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { digest } from '../../kernel/digest.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { isInScope } from '../../kernel/scope.js';
import { correspondenceErrors } from '../correspondence-errors.js';
import { findSharedTemplate, type SharedTemplate } from '../shared/find-shared.js';
import { saveBase, withdrawTemplate } from '../shared/shared-templates-repository.js';
import { TemplatePurpose } from '../template-input.js';
import { insertTemplate } from '../templates-repository.js';

const permission = 'correspondence.edit-templates';
const Seen = sharedSeen(TemplatePurpose.shape.key);
const Ours = oursSeen(TemplatePurpose.shape.key);
const output = z.object({ id: z.string(), version: z.number() });

/** @throws not_found; stale_version when the partnership's has changed since it was looked at */
async function found(
  context: CommandContext,
  { authorityId, key, number }: z.output<typeof Seen>,
): Promise<SharedTemplate> {
  if (!isInScope(context.db.scope, authorityId)) throw notFound();
  return requireSeen(await findSharedTemplate(context, authorityId, key), number);
}

/** @throws not_found; stale_version when either has changed since it was looked at */
async function foundOwn(
  context: CommandContext,
  seen: z.output<typeof Ours>,
): Promise<{ readonly shared: SharedTemplate; readonly own: OwnOne }> {
  const shared = await found(context, seen);
  return { shared, own: requireOwn(shared, seen.expectedVersion) };
}

/**
 * Begins an authority's own template with the words of the partnership's. It is used at once, and remembers what it was
 * taken from.
 * @throws template_taken when the authority has one in its place; stale_version when the shared one has changed
 */
export const takeSharedTemplate = defineCommand({
  name: 'correspondence.take-shared',
  permission,
  input: Seen,
  output,
  run: async (context, seen) => {
    const { template, ownTemplate } = await found(context, seen);
    const { authorityId, key, number } = seen;
    const own = { ...template, id: context.newId(), updatedAt: context.now, version: 1, basedOn: number };
    if (ownTemplate || !(await insertTemplate(context.db, own, template.words)))
      throw correspondenceErrors.templateTaken();
    const { id } = own;
    const details = { key, from: 'partnership', basedOn: number };
    await context.audit({ authorityId, subject: { kind: 'message-template', id }, details });
    return { id, version: 1 };
  },
});

/** Says that an authority's own template was held against the partnership's as it stands, and stays as it is. */
export const keepOwnTemplate = defineCommand({
  name: 'correspondence.keep-own',
  permission,
  input: Ours,
  output,
  run: async (context, seen) => {
    const { shared, own } = await foundOwn(context, seen);
    if (!(await saveBase(context.db, own, shared.template))) throw staleVersion();
    return await changed(context, seen, own, { before: own.basedOn, basedOn: seen.number });
  },
});

/** Gives an authority's own template up for the partnership's, with every change that it makes from now on. */
export const goBackToShared = defineCommand({
  name: 'correspondence.go-back',
  permission,
  input: Ours,
  output,
  run: async (context, seen) => {
    const { shared, own } = await foundOwn(context, seen);
    if (!(await withdrawTemplate(context.db, own))) throw staleVersion();
    return await changed(context, seen, own, { to: 'partnership', before: digest(shared.ownTemplate?.words) });
  },
});

/** Says in the audit what became of ours. */
async function changed(
  context: CommandContext,
  { authorityId, key }: z.output<typeof Ours>,
  { id, version }: OwnOne,
  details: Readonly<Record<string, unknown>>,
): Promise<z.output<typeof output>> {
  await context.audit({ authorityId, subject: { kind: 'message-template', id }, details: { key, ...details } });
  return { id, version: version + 1 };
}
