import { z } from 'zod';
import { lockAuthority } from '../../access/index.js';
import { getPartnership } from '../../authorities/index.js';
import { defineCommand } from '../../kernel/command.js';
import { badInput, notFound } from '../../kernel/errors.js';
import { parseInput } from '../../kernel/input.js';
import { isInScope } from '../../kernel/scope.js';
import { aboutIn } from '../record/about.js';
import { firstState } from '../record/record-kind.js';
import { kindNamed, partNames } from '../record/kinds.js';
import { insertGovernanceEvent, insertRecord } from '../repository.js';
import type { Fields } from '../types.js';

/** A record of any part, with the part's own fields. */
export const RecordFields = z.record(z.string(), z.unknown());

/** Adds a record: the partnership's, unless it names a council whose own it is. @throws not_found; bad_input */
export const addRecord = defineCommand({
  name: 'club.add-record',
  permission: 'club.govern',
  input: z.strictObject({
    part: z.enum(partNames),
    authorityId: z.coerce.number().int().optional(),
    fields: RecordFields,
  }),
  run: async (context, input) => {
    const { actor, db, kernel, now } = context;
    const authorityId = input.authorityId ?? (await getPartnership(kernel)).id;
    if (!isInScope(db.scope, authorityId)) throw notFound();
    const kind = kindNamed(input.part);
    const fields = parseInput(kind.input, input.fields) as Fields;
    await lockAuthority(db, authorityId);
    const faults = kind.faultsOf(fields, await aboutIn(context, kind, authorityId), undefined);
    if (faults.length > 0) throw badInput({ faults });
    const id = context.newId();
    const personId = actor.kind === 'staff' ? actor.staffId : null;
    const record = {
      id,
      authorityId,
      state: firstState(kind),
      writtenBy: personId,
      writtenAt: now,
      version: 1,
      fields,
    };
    await insertRecord(db, kind, record);
    const event = { id: context.newId(), authorityId, part: kind.part, recordId: id, kind: 'added', at: now, personId };
    await insertGovernanceEvent(db, event);
    await context.audit({ authorityId, subject: { kind: kind.subject, id }, details: {} });
    await context.emit({ authorityId, topic: `${kind.subject}.added`, subjectId: id, payload: {} });
    return { id, version: 1 };
  },
});
