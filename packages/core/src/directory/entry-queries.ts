import { z } from 'zod';
import { notAllowed } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { defineQuery } from '../kernel/query.js';
import { listChangesOf, listWaiting } from './entries/changes-repository.js';
import { entryToChange } from './entries/entry-subject.js';
import type { DirectoryEntry, EntryChange } from './entries/entry-types.js';

const shownChanges = 20;

export interface EntryWithChanges {
  readonly entry: DirectoryEntry;
  /** The latest first. */
  readonly changes: readonly EntryChange[];
}

/** One's own entry and what became of one's corrections. */
export const getOwnEntry = defineQuery({
  name: 'directory.get-own-entry',
  permission: 'directory.read',
  input: z.strictObject({}),
  run: async ({ actor, db, now }): Promise<EntryWithChanges> => {
    if (actor.kind !== 'staff') throw notAllowed();
    const entry = await entryToChange(db, { kind: 'person', id: actor.staffId }, now);
    return { entry, changes: await listChangesOf(db, entry.subject, shownChanges) };
  },
});

/** The entry of a person or a team of one's authorities, with its history. @throws not_found */
export const getEntry = defineQuery({
  name: 'directory.get-entry',
  permission: 'directory.edit',
  input: z.strictObject({ kind: z.enum(['person', 'team']), id: uuidField }),
  run: async ({ db, now }, subject): Promise<EntryWithChanges> => {
    const entry = await entryToChange(db, subject, now);
    return { entry, changes: await listChangesOf(db, subject, shownChanges) };
  },
});

/** Corrections that wait for an editor, with the entry as it is now, the oldest first. */
export const listEntryChanges = defineQuery({
  name: 'directory.list-entry-changes',
  permission: 'directory.edit',
  input: z.strictObject({}),
  run: async ({ db, now }) => {
    const waiting = await listWaiting(db);
    return await Promise.all(
      waiting.map(async (change) => ({ change, entry: await entryToChange(db, change.subject, now) })),
    );
  },
});
