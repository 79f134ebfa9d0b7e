import { z } from 'zod';
import { storedBytes, type StoredFile } from '../../documents/index.js';
import { systemActor } from '../../kernel/actor.js';
import { MINUTE_MS, SECOND_MS } from '../../kernel/clock.js';
import { runCommand } from '../../kernel/command.js';
import { isError, notFound } from '../../kernel/errors.js';
import { defineJob } from '../../kernel/jobs.js';
import type { Kernel } from '../../kernel/kernel.js';
import { makePicture } from '../../kernel/pictures/make-picture.js';
import { everyAuthority } from '../../kernel/scope.js';
import { keepPicture } from '../commands/keep-picture.js';
import { listWaitingPhotos, type WaitingPhoto } from './pictures-repository.js';

const atOnce = 8;

/**
 * Makes pictures of the photos that were added, one after the other: the job exists once, so that however many photos
 * come in and however many workers run, one is decoded at a time. Ends early after a photo that gave no picture, because
 * that may have taken its whole time; the others wait for the next round.
 */
export const makePictures = defineJob({
  kind: 'cases.make-pictures',
  payload: z.strictObject({}),
  everyMs: 5 * SECOND_MS,
  leaseMs: 5 * MINUTE_MS,
  run: async (kernel) => {
    for (const photo of await listWaitingPhotos(kernel.db.read(everyAuthority), atOnce))
      if (!(await makeOne(kernel, photo))) return;
  },
});

async function makeOne(kernel: Kernel, { id: storedFileId, authorityId, digest }: WaitingPhoto): Promise<boolean> {
  const bytes = await bytesOf(kernel, { authorityId, digest });
  const made = bytes && (await makePicture(bytes));
  const picture = made ? { digest: await kernel.files.put(made.bytes), width: made.width, height: made.height } : null;
  const actor = systemActor('a photo is shown on pages');
  await runCommand(kernel, actor, keepPicture, { storedFileId, picture }).catch(passOver);
  return made !== undefined;
}

/** Another worker was faster. */
function passOver(error: unknown): void {
  if (!isError(error, notFound.code)) throw error;
}

/** Undefined where the file is lost: the others are not to wait for it. */
async function bytesOf(kernel: Kernel, photo: StoredFile): Promise<Buffer | undefined> {
  try {
    return await storedBytes(kernel, photo);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
