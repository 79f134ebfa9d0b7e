import { readFile } from 'node:fs/promises';
import { addFile, storeUpload } from '../../../cases/index.js';
import { runCommand } from '../../../kernel/command.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { demoActor } from './load-authorities.js';

const photo = new URL('../../../../demo/photos/bins-not-emptied.jpg', import.meta.url);

/** A photo that a resident sent; its picture is made once the worker runs. It is drawn, of no street that there is. */
export async function loadPhoto(kernel: Kernel, caseId: string): Promise<void> {
  const upload = { field: 'file', name: 'Bins not emptied.jpg', bytes: await readFile(photo) };
  await runCommand(kernel, demoActor, addFile, { caseId, file: await storeUpload(kernel, upload) });
}
