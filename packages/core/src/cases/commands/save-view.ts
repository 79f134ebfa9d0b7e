import { z } from 'zod';
import { findTeam } from '../../directory/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { badInput, notAllowed, notFound, staleVersion } from '../../kernel/errors.js';
import { line, uuidField, versionField } from '../../kernel/input.js';
import { isInScope, may, type AuthorityId } from '../../kernel/scope.js';
import { caseErrors } from '../case-errors.js';
import { QueueFilterFields } from '../queue/queue-address.js';
import {
  findView,
  insertView,
  listViewsOf,
  removeView,
  savedViewsAtMost,
  updateView,
  type SavedView,
} from '../queue/saved-views-repository.js';

const name = line(60, 'the name');

/**
 * Keeps a filter of the queue under a name: for oneself, or for a team, which takes `cases.share-views`.
 * @throws bad_input on `teamId` and `filter.authority`; not_allowed; too_many_views
 */
export const saveView = defineCommand({
  name: 'cases.save-view',
  permission: 'cases.read',
  input: z.strictObject({ name, filter: QueueFilterFields, teamId: uuidField.optional() }),
  output: z.object({ id: z.string() }),
  run: async (context, { name: called, filter, teamId }) => {
    const { actor, db } = context;
    if (actor.kind !== 'staff') throw notAllowed();
    const authorityId = await authorityFor(context, filter, teamId);
    const kept = (await listViewsOf(db, actor.staffId)).filter((view) => view.teamId === (teamId ?? null));
    if (kept.length >= savedViewsAtMost) throw caseErrors.tooManyViews();
    const about = { authorityId, name: called, filter, personId: actor.staffId, teamId: teamId ?? null };
    const id = await insertView(context, about);
    await auditView(context, { id, ...about });
    return { id };
  },
});

/** Renames a saved view, or gives it another filter. @throws not_found; not_allowed; stale_version */
export const editView = defineCommand({
  name: 'cases.edit-view',
  permission: 'cases.read',
  input: z.strictObject({
    id: uuidField,
    expectedVersion: versionField,
    name: name.optional(),
    filter: QueueFilterFields.optional(),
  }),
  output: z.object({ id: z.string(), version: z.number() }),
  run: async (context, { id, expectedVersion, ...changes }) => {
    const view = await viewToChange(context, id, expectedVersion);
    if (changes.filter) await authorityFor(context, changes.filter, view.teamId ?? undefined);
    if (!(await updateView(context, view, changes))) throw staleVersion();
    await auditView(context, { ...view, ...changes });
    return { id, version: view.version + 1 };
  },
});

/** Forgets a saved view; no case is touched. @throws not_found; not_allowed; stale_version */
export const forgetView = defineCommand({
  name: 'cases.forget-view',
  permission: 'cases.read',
  input: z.strictObject({ id: uuidField, expectedVersion: versionField }),
  output: z.object({ id: z.string() }),
  run: async (context, { id, expectedVersion }) => {
    const view = await viewToChange(context, id, expectedVersion);
    if (!(await removeView(context, view))) throw staleVersion();
    await auditView(context, view);
    return { id };
  },
});

/** Whose row it is: the team's authority, else the one that the filter names, else the person's first. */
async function authorityFor(
  { db, actor }: CommandContext,
  { authority }: QueueFilterFields,
  teamId: string | undefined,
): Promise<AuthorityId> {
  if (authority !== undefined && !isInScope(db.scope, authority))
    throw badInput({ faults: [{ field: 'filter.authority', message: 'Choose one of your own councils' }] });
  if (teamId === undefined) {
    const [first] = db.scope.authorityIds === 'all' ? [] : db.scope.authorityIds;
    if (first === undefined) throw notAllowed();
    return authority ?? first;
  }
  const team = await findTeam(db, teamId);
  if (!team) throw badInput({ faults: [{ field: 'teamId', message: 'Choose one of your own teams' }] });
  if (!may(actor, 'cases.share-views', team.authorityId))
    throw notAllowed({ facts: { permission: 'cases.share-views' } });
  return team.authorityId;
}

/** One's own view, or a team's for those who may share them. Nobody else's exists. */
async function viewToChange({ db, actor }: CommandContext, id: string, expected: number): Promise<SavedView> {
  const view = await findView(db, id);
  const isOwn = actor.kind === 'staff' && view?.personId === actor.staffId;
  if (!view || (view.teamId === null && !isOwn)) throw notFound();
  if (view.teamId !== null && !may(actor, 'cases.share-views', view.authorityId))
    throw notAllowed({ facts: { permission: 'cases.share-views' } });
  if (view.version !== expected) throw staleVersion({ facts: { version: view.version } });
  return view;
}

async function auditView(
  { audit }: CommandContext,
  {
    id,
    authorityId,
    name: called,
    filter,
    teamId,
  }: Pick<SavedView, 'id' | 'authorityId' | 'name' | 'filter' | 'teamId'>,
): Promise<void> {
  await audit({
    authorityId,
    subject: { kind: 'saved-view', id },
    details: { teamId },
    personal: { name: called, filter },
  });
}
