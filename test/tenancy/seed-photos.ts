import { addFile } from '#core/cases/commands/add-file.js';
import { keepPicture } from '#core/cases/commands/keep-picture.js';
import { listWaitingPhotos } from '#core/cases/files/pictures-repository.js';
import { storeUpload } from '#core/cases/files/uploads.js';
import { everyAuthority } from '#core/kernel/scope.js';
import type { StaffActor } from '#core/kernel/actor.js';
import type { TestWorld } from '#core/testing/harness.js';

export interface Photos {
  /** A photo on the case, with its picture. */
  readonly fileId: string;
  /** The stored bytes of another, of which no picture was made yet. */
  readonly waitingPhotoId: string;
}

const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Two photos on a case. What follows a PNG’s end is not looked at, so each is of its council alone. */
export async function seedPhotos(
  world: TestWorld,
  actor: StaffActor,
  { caseId, mark }: { readonly caseId: string; readonly mark: string },
): Promise<Photos> {
  const add = async (words: string) => {
    const bytes = Buffer.concat([onePixel, Buffer.from(words)]);
    const file = await storeUpload(world.kernel, { field: 'file', name: `photo-of-${mark}.png`, bytes });
    const { id } = await world.run(actor, addFile, { caseId, file });
    return { id, storedFileId: await storedAs(world, file.digest) };
  };
  const shown = await add(`Seen by ${mark}`);
  const picture = { digest: await world.kernel.files.put(Buffer.from(`A picture of ${mark}`)), width: 8, height: 6 };
  await world.run(actor, keepPicture, { storedFileId: shown.storedFileId, picture });
  return { fileId: shown.id, waitingPhotoId: (await add(`Waiting at ${mark}`)).storedFileId };
}

async function storedAs({ kernel }: TestWorld, digest: string): Promise<string> {
  const waiting = await listWaitingPhotos(kernel.db.read(everyAuthority), 200);
  const photo = waiting.find((each) => each.digest === digest);
  if (!photo) throw new Error('a photo was added, and no picture of it is to be made');
  return photo.id;
}
