import { createHash } from 'node:crypto';
import { bytesOf, type CopyPlace } from './copy-place.js';

/** Says whose copy a place has. It is not encrypted: machines have no key that opens anything. */
const name = 'copy/owner';

/** The installation, by an id that says nothing else; `undefined`: nobody copied there yet. */
export async function readOwner(place: CopyPlace): Promise<string | undefined> {
  const bytes = await bytesOf(place, name);
  return bytes?.toString('utf8').trim();
}

export async function writeOwner(place: CopyPlace, owner: string): Promise<void> {
  const bytes = Buffer.from(`${owner}\n`);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await place.store({ name, mediaType: 'text/plain', bytes, sha256 });
}
