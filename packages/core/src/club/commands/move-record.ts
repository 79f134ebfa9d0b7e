import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { badInput, defineError, notFound, staleVersion } from '../../kernel/errors.js';
import { line, longText, optional, uuidField, versionField } from '../../kernel/input.js';
import { kindNamed, partNames } from '../record/kinds.js';
import { changeRecord, findRecord, insertGovernanceEvent, listAuthors } from '../repository.js';

export const noSuchMove = defineError(
  'no_such_move',
  409,
  'That is not possible from the state in which this record is. Look at its page for what is.',
);

/** What is said of a move, and which. */
export const MoveInput = z.strictObject({
  event: line(40, 'what is done'),
  note: optional(longText(2000, 'the reason')),
});

/**
 * Moves a record on: submits, approves, verifies, withdraws it. Each part has a table of its moves.
 * @throws not_found; stale_version; no_such_move; bad_input where a reason is missing; what the part refuses with
 */
export const moveRecord = defineCommand({
  name: 'club.move-record',
  permission: 'club.govern',
  input: MoveInput.extend({ part: z.enum(partNames), id: uuidField, expectedVersion: versionField }),
  run: async (context, { part, id, expectedVersion, event, note }) => {
    const { actor, db, now } = context;
    const kind = kindNamed(part);
    const before = await findRecord(db, kind, id);
    if (!before) throw notFound();
    const { authorityId, version, state } = before;
    if (version !== expectedVersion) throw staleVersion({ facts: { version } });
    const move = kind.moves.find((each) => each.from === state && each.event === event);
    if (!move) throw noSuchMove({ facts: { state } });
    if (move.needsNote && note === undefined)
      throw badInput({ faults: [{ field: 'note', message: 'Enter the reason' }] });
    const refusal = await kind.refusalOf?.(before, move, { actor, authors: await listAuthors(db, id), db });
    if (refusal) throw refusal;
    if (!(await changeRecord(db, kind, before, { state: move.to }))) throw staleVersion();
    const personId = actor.kind === 'staff' ? actor.staffId : null;
    const happened = { id: context.newId(), authorityId, part, recordId: id, kind: event, at: now, personId, note };
    await insertGovernanceEvent(db, happened);
    await context.audit({
      authorityId,
      subject: { kind: kind.subject, id },
      details: { event, from: state, to: move.to },
    });
    await context.emit({ authorityId, topic: `${kind.subject}.moved`, subjectId: id, payload: { event, to: move.to } });
    return { id, version: version + 1, state: move.to };
  },
});
