import { z } from 'zod';
import { DAY_MS } from '../../kernel/clock.js';
import { badInput } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { defineQuery, type QueryContext } from '../../kernel/query.js';
import { listUploads } from './uploads-repository.js';
import type { StoredUpload } from './uploads.js';

/** How long a file waits for the form that names it. */
export const uploadLastsMs = DAY_MS;

/**
 * The actor's own uploads of the last day, in the order asked.
 * @throws bad_input on `files.<index>.uploadId` for one that is not theirs or no longer there
 */
export const getUploads = defineQuery({
  name: 'cases.get-uploads',
  permission: 'cases.log',
  input: z.strictObject({ ids: z.array(uuidField).max(20) }),
  run: (context, { ids }): Promise<StoredUpload[]> => ownUploads(context, ids),
});

/** The same within what `db` reaches. */
export async function ownUploads(
  { db, actor, now }: Pick<QueryContext, 'db' | 'actor' | 'now'>,
  ids: readonly string[],
): Promise<StoredUpload[]> {
  const person = actor.kind === 'staff' ? actor.staffId : '';
  const found = person === '' ? undefined : await listUploads(db, person, ids, now - uploadLastsMs);
  const missing = ids.flatMap((id, index) =>
    found?.has(id)
      ? []
      : [{ field: `files.${index}.uploadId`, message: 'Upload the file first: there is none under this id' }],
  );
  if (missing.length > 0) throw badInput({ faults: missing });
  return ids.flatMap((id) => found?.get(id) ?? []);
}
