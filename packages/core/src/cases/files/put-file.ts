import type { CommandContext } from '../../kernel/command.js';
import { recordEvent } from '../record-event.js';
import type { Case } from '../types.js';
import { fileAdder, insertFile } from './files-repository.js';
import type { StoredUpload } from './uploads.js';

/** Puts a stored file on a case, and says so in its timeline. `byName`: who added it, where that isn't the actor. */
export async function putFile(
  context: CommandContext,
  found: Pick<Case, 'id' | 'authorityId'>,
  upload: StoredUpload,
  { byName }: { readonly byName?: string } = {},
): Promise<string> {
  const adder = fileAdder(context);
  const fileId = await insertFile({ ...adder, actorName: byName ?? adder.actorName }, found, upload);
  await recordEvent(context, found, { kind: 'file', data: { fileId, name: upload.name, done: 'added' } });
  return fileId;
}
