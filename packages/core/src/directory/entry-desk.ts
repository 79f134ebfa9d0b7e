import { z } from 'zod';
import { isError, type FieldFault } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import { changeEntry } from './commands/change-entry.js';
import { decideEntryChange } from './commands/decide-entry-change.js';
import { proposeEntry } from './commands/propose-entry.js';
import { changesHref, changesPage } from './changes-views.js';
import { directoryHref, personHref, teamHref } from './directory-views.js';
import type { EntryKind } from './entries/entry-types.js';
import { EntryForm, readEntryForm, typedEntry, type TypedEntry } from './entry-form.js';
import { getEntry, getOwnEntry, listEntryChanges, type EntryWithChanges } from './entry-queries.js';
import { entryPage, formField } from './entry-views.js';
import { wholeDirectory } from './search/whole-directory.js';

type Context = RouteContext<unknown, unknown, unknown>;

const nav = 'directory';
const ownHref = `${directoryHref}/me`;
const params = z.strictObject({ id: uuidField });

interface Back {
  readonly typed?: TypedEntry;
  readonly faults?: readonly FieldFault[];
  readonly isConflict?: true;
}

const showOwn = deskRoute({
  method: 'get',
  path: ownHref,
  permission: 'directory.read',
  handle: (context) => showOwnEntry(context),
});

const saveOwn = deskRoute({
  method: 'post',
  path: ownHref,
  permission: 'directory.read',
  body: EntryForm,
  handle: async (context) => {
    const { expectedVersion, ...typed } = context.body;
    return await saving(
      async () => {
        const { content, faults } = await readEntryForm(context.kernel, 'person', typed);
        const done = faults.length > 0 ? undefined : await context.attempt(proposeEntry, { content, expectedVersion });
        if (!done?.ok) return await showOwnEntry(context, { typed, faults: [...faults, ...(done?.faults ?? [])] });
        const say = done.value.state === 'approved' ? 'Your entry is changed' : 'Sent: an editor looks at it';
        return redirect(ownHref, { say });
      },
      () => showOwnEntry(context, { typed, isConflict: true }),
    );
  },
});

async function showOwnEntry(context: Context, back: Back = {}): Promise<Reply> {
  const found = await context.read(getOwnEntry, {});
  const isEditor = may(context.visitor.actor, 'directory.edit', found.entry.authorityId);
  return await showEntry(context, found, {
    ...{ heading: 'Your entry in the directory', action: ownHref, back },
    intro: isEditor
      ? 'What you save here is seen by everybody at once. Your name and mail address belong to your account.'
      : 'An editor looks at what you send before everybody sees it. Your name and mail address belong to your account: an administrator changes them.',
    button: isEditor ? 'Save' : 'Send to an editor',
    backHref: personHref(found.entry.subject.id),
  });
}

/** The page where an editor changes an entry, and what takes what it sends. */
function editRoutes(kind: EntryKind): readonly Route[] {
  const path = `${directoryHref}/${kind === 'person' ? 'people' : 'teams'}/:id/edit`;
  const permission = 'directory.edit';
  const show = deskRoute({
    ...{ method: 'get', path, permission, params },
    handle: (context) => showToEdit(context, kind, context.params.id),
  });
  const save = deskRoute({
    ...{ method: 'post', path, permission, params, body: EntryForm },
    handle: async (context) => {
      const { id } = context.params;
      const { expectedVersion, ...typed } = context.body;
      return await saving(
        async () => {
          const { content, faults } = await readEntryForm(context.kernel, kind, typed);
          await context.read(getEntry, { kind, id });
          const input = { kind, id, content, expectedVersion };
          const done = faults.length > 0 ? undefined : await context.attempt(changeEntry, input);
          if (!done?.ok)
            return await showToEdit(context, kind, id, { typed, faults: [...faults, ...(done?.faults ?? [])] });
          return redirect(kind === 'person' ? personHref(id) : teamHref(id), { say: 'The entry is changed' });
        },
        () => showToEdit(context, kind, id, { typed, isConflict: true }),
      );
    },
  });
  return [show, save];
}

async function showToEdit(context: Context, kind: EntryKind, id: string, back: Back = {}): Promise<Reply> {
  const found = await context.read(getEntry, { kind, id });
  const isPerson = kind === 'person';
  return await showEntry(context, found, {
    ...{ heading: `Entry of ${found.entry.name}`, action: `${isPerson ? personHref(id) : teamHref(id)}/edit`, back },
    ...{ intro: 'What you save is seen by everybody at once.', button: 'Save the entry' },
    backHref: isPerson ? personHref(id) : teamHref(id),
  });
}

interface About {
  readonly heading: string;
  readonly intro: string;
  readonly action: string;
  readonly backHref: string;
  readonly button: string;
  readonly back: Back;
}

async function showEntry(context: Context, { entry, changes }: EntryWithChanges, about: About): Promise<Reply> {
  const { back, ...words } = about;
  const faults = firstOfEach(back.faults ?? []);
  const model = entryPage({
    ...words,
    ...{ kind: entry.subject.kind, version: entry.version, changes, faults, now: context.now },
    csrfToken: context.visitor.session?.csrfToken ?? '',
    typed: back.typed ?? (await typedEntry(context.kernel, entry.content)),
    isConflict: back.isConflict === true,
  });
  const status = back.isConflict ? 409 : faults.length > 0 ? 422 : 200;
  return page('/directory/views/edit-entry', model, { title: words.heading, nav, status });
}

/** A list may be wrong in several lines; its field is named once. */
function firstOfEach(faults: readonly FieldFault[]): FieldFault[] {
  const named = faults.map(({ field, message }) => ({ field: formField(field), message }));
  return named.filter(({ field }, at) => named.findIndex((other) => other.field === field) === at);
}

async function saving(save: () => Promise<Reply>, showConflict: () => Promise<Reply>): Promise<Reply> {
  try {
    return await save();
  } catch (error) {
    if (!isError(error, 'stale_version')) throw error;
    return await showConflict();
  }
}

const showChanges = deskRoute({
  method: 'get',
  path: changesHref,
  permission: 'directory.edit',
  handle: (context) => showWaiting(context),
});

const decide = deskRoute({
  method: 'post',
  path: `${changesHref}/:changeId`,
  permission: 'directory.edit',
  params: z.strictObject({ changeId: uuidField }),
  body: z.strictObject({
    expectedVersion: z.string().max(10).default(''),
    does: z.enum(['approve', 'decline']),
    reason: z.string().max(1000).default(''),
  }),
  handle: async (context) => {
    const { changeId } = context.params;
    const { does: decision, expectedVersion, reason } = context.body;
    try {
      const done = await context.attempt(decideEntryChange, { id: changeId, decision, expectedVersion, reason });
      if (!done.ok) return await showWaiting(context, { refused: { changeId, reason, faults: done.faults } });
      return redirect(changesHref, {
        say: decision === 'approve' ? 'The entry is changed' : 'The correction is declined',
      });
    } catch (error) {
      if (!isError(error, 'stale_version') && !isError(error, 'entry_change_decided')) throw error;
      const said = isError(error, 'stale_version')
        ? 'Somebody else changed this entry meanwhile, so the correction builds on an older one. Decline it, or ask for it anew.'
        : 'Somebody else decided this correction meanwhile.';
      return await showWaiting(context, { said, refused: { changeId, reason, faults: [] } });
    }
  },
});

async function showWaiting(
  context: Context,
  back: {
    readonly refused?: { changeId: string; reason: string; faults: readonly FieldFault[] };
    readonly said?: string;
  } = {},
): Promise<Reply> {
  const model = changesPage({
    ...back,
    waiting: await context.read(listEntryChanges, {}),
    people: (await wholeDirectory(context.kernel)).people,
    now: context.now,
    csrfToken: context.visitor.session?.csrfToken ?? '',
  });
  const status = back.said !== undefined ? 409 : back.refused ? 422 : 200;
  return page('/directory/views/changes', model, { title: 'Corrections to decide', nav, status });
}

export const entryRoutes: readonly Route[] = [
  ...[showOwn, saveOwn, showChanges, decide],
  ...editRoutes('person'),
  ...editRoutes('team'),
];
