import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Kernel } from '../../kernel/kernel.js';

/** What has come of a file lies in the data directory, named by the file's id, until the whole of it was checked. */
function placeOf({ config }: Kernel, id = ''): string {
  return path.join(config.data, 'exchange-files', id);
}

/** Writes a piece at its place and cuts off what stood behind it. On disk when it resolves. */
export async function writePart(kernel: Kernel, id: string, offset: number, bytes: Buffer): Promise<void> {
  const place = placeOf(kernel, id);
  await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
  const handle = await open(place, offset === 0 ? 'w' : 'r+', 0o600);
  try {
    await handle.truncate(offset);
    await handle.write(bytes, 0, bytes.length, offset);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Whether so many bytes lie there: a data directory that was restored may hold fewer than the database says. */
export async function holdsPart(kernel: Kernel, id: string, bytes: number): Promise<boolean> {
  return stat(placeOf(kernel, id)).then(
    ({ size }) => size >= bytes,
    () => false,
  );
}

/** The first so many bytes. */
export async function readPart(kernel: Kernel, id: string, bytes: number): Promise<Buffer> {
  return (await readFile(placeOf(kernel, id))).subarray(0, bytes);
}

export async function removePart(kernel: Kernel, id: string): Promise<void> {
  await rm(placeOf(kernel, id), { force: true });
}

/** Ids of the files of which something lies there. */
export async function listParts(kernel: Kernel): Promise<string[]> {
  return readdir(placeOf(kernel)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
}
