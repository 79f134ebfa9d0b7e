import { z } from 'zod';
import { lockAuthority } from '../../access/index.js';
import { defineCommand } from '../../kernel/command.js';
import { badInput, defineError, notFound, staleVersion } from '../../kernel/errors.js';
import { parseInput, uuidField, versionField } from '../../kernel/input.js';
import { aboutIn } from '../record/about.js';
import { kindNamed, partNames } from '../record/kinds.js';
import { changeRecord as writeChange, findRecord, insertGovernanceEvent } from '../repository.js';
import type { Fields, GovernanceEvent } from '../types.js';
import { RecordFields } from './add-record.js';

export const recordSettled = defineError(
  'record_settled',
  409,
  'What it says can’t be changed any more. Add another record, or move this one back first.',
);

/** Changes what a record says; its history keeps what it said. @throws not_found; stale_version; record_settled; bad_input */
export const changeRecord = defineCommand({
  name: 'club.change-record',
  permission: 'club.govern',
  input: z.strictObject({
    part: z.enum(partNames),
    id: uuidField,
    expectedVersion: versionField,
    fields: RecordFields,
  }),
  run: async (context, { part, id, expectedVersion, fields: given }) => {
    const { actor, db, now } = context;
    const kind = kindNamed(part);
    const before = await findRecord(db, kind, id);
    if (!before) throw notFound();
    const { authorityId, version } = before;
    if (version !== expectedVersion) throw staleVersion({ facts: { version } });
    if (!kind.editableIn.includes(before.state)) throw recordSettled();
    const fields = parseInput(kind.input, given) as Fields;
    await lockAuthority(db, authorityId);
    const faults = kind.faultsOf(fields, await aboutIn(context, kind, authorityId), before);
    if (faults.length > 0) throw badInput({ faults });
    if (!(await writeChange(db, kind, before, { fields }))) throw staleVersion();
    const changes = changesBetween(before.fields, fields);
    const personId = actor.kind === 'staff' ? actor.staffId : null;
    const event = { id: context.newId(), authorityId, part, recordId: id, kind: 'changed', at: now, personId, changes };
    await insertGovernanceEvent(db, event);
    await context.audit({
      authorityId,
      subject: { kind: kind.subject, id },
      details: { fields: Object.keys(changes) },
    });
    await context.emit({ authorityId, topic: `${kind.subject}.changed`, subjectId: id, payload: {} });
    return { id, version: version + 1 };
  },
});

function changesBetween(before: Fields, after: Fields): GovernanceEvent['changes'] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const differs = (name: string): boolean => JSON.stringify(before[name]) !== JSON.stringify(after[name]);
  return Object.fromEntries(names.filter(differs).map((name) => [name, [before[name] ?? null, after[name] ?? null]]));
}
