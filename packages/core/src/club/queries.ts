import { z } from 'zod';
import { notFound } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { defineQuery, type QueryContext } from '../kernel/query.js';
import { aboutIn } from './record/about.js';
import { kindNamed, partNames } from './record/kinds.js';
import type { RecordKind } from './record/record-kind.js';
import { findRecord, listGovernanceEvents, listRecordsOf } from './repository.js';
import type { GovernanceRecord } from './types.js';

const part = z.enum(partNames);

/** The records of a part, and what their words look up. */
export const listRecords = defineQuery({
  name: 'club.list-records',
  permission: 'club.read',
  input: z.strictObject({ part }),
  run: async (context, input) => {
    const kind = kindNamed(input.part);
    const records = await listRecordsOf(context.db, kind);
    tellShown(context, kind, records);
    return { records, about: await aboutIn(context, kind) };
  },
});

/** A record with its history. @throws not_found */
export const getRecord = defineQuery({
  name: 'club.get-record',
  permission: 'club.read',
  input: z.strictObject({ part, id: uuidField }),
  run: async (context, input) => {
    const kind = kindNamed(input.part);
    const record = await findRecord(context.db, kind, input.id);
    if (!record) throw notFound();
    tellShown(context, kind, [record]);
    const history = await listGovernanceEvents(context.db, record.id);
    return { record, history, about: await aboutIn(context, kind) };
  },
});

/** Members of the committee are people: who saw their names is in the read audit. */
function tellShown(
  context: QueryContext,
  { part: of, subject }: RecordKind,
  records: readonly GovernanceRecord[],
): void {
  if (of !== 'members') return;
  for (const authorityId of new Set(records.map((record) => record.authorityId))) {
    const ids = records.filter((record) => record.authorityId === authorityId).map(({ id }) => id);
    context.shown(authorityId, subject, ids);
  }
}
