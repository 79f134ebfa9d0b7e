import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notAllowed, staleVersion } from '../../kernel/errors.js';
import { versionField } from '../../kernel/input.js';
import { localDateAt } from '../../kernel/london-time.js';
import { may } from '../../kernel/scope.js';
import { decideChange, listChangesOf } from '../entries/changes-repository.js';
import { EntryInput } from '../entries/entry-input.js';
import { tidied } from '../entries/entry-rules.js';
import { entryToChange } from '../entries/entry-subject.js';
import { applyContent, checkContent, recordChange } from '../entries/save-change.js';

/**
 * Corrects one's own entry. It waits for an editor of one's authority, in place of an earlier correction that still
 * waits; an editor's own is made at once.
 * @throws bad_input; stale_version when the entry has changed since it was read
 */
export const proposeEntry = defineCommand({
  name: 'directory.propose-entry',
  permission: 'directory.read',
  input: z.strictObject({
    content: EntryInput,
    expectedVersion: versionField,
  }),
  output: z.object({ changeId: z.string(), state: z.enum(['waiting', 'approved']) }),
  run: async (context, { content, expectedVersion }) => {
    const { actor, db, now } = context;
    if (actor.kind !== 'staff') throw notAllowed();
    const entry = await entryToChange(db, { kind: 'person', id: actor.staffId }, now);
    if (entry.version !== expectedVersion) throw staleVersion();
    const tidy = tidied(content);
    await checkContent(db, entry, tidy, localDateAt(now));
    const decision = { state: 'replaced', decidedBy: actor.staffId, now } as const;
    for (const earlier of await listChangesOf(db, entry.subject, 20))
      if (earlier.state === 'waiting') await decideChange(db, earlier.id, earlier.version, decision);
    const state = may(actor, 'directory.edit', entry.authorityId) ? 'approved' : 'waiting';
    if (state === 'approved') await applyContent(context, entry, tidy);
    return { changeId: await recordChange(context, entry, { content: tidy, state }), state } as const;
  },
});
