import { createWriteStream } from 'node:fs';
import { mkdir, open, statfs } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as yauzl from 'yauzl';
import { isError } from '../errors.js';
import { fileFault } from './row-reader.js';

/** A council's gazetteer has a few dozen files; a supply for the nation is no council's. */
const mostFiles = 1000;
/** What stays free on the disk: a full one refuses every change. */
const keptFree = 512 * 1024 ** 2;

/** Whether a file is a ZIP, by its first bytes. @throws what the file system says of a file that can't be opened */
export async function isZip(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && buffer.toString('latin1') === 'PK\x03\x04';
  } finally {
    await handle.close();
  }
}

/**
 * Unpacks the CSV files of a ZIP into an empty folder and answers where they lie, in the order of their names (change-only
 * supplies are numbered). What else is in it stays there.
 * @throws import_file_unreadable for a ZIP that is damaged, encrypted, without a CSV file, or larger than there is room
 */
export async function unpackZip(file: string, folder: string): Promise<string[]> {
  try {
    const zip = await yauzl.openPromise(file, { autoClose: false });
    try {
      const wanted = await csvFilesOf(zip, folder);
      const unpacked: string[] = [];
      for (const [index, entry] of wanted.entries()) {
        // Two folders of a ZIP may have files of one name.
        const inside = path.join(folder, String(index), path.posix.basename(entry.fileName));
        await mkdir(path.dirname(inside), { mode: 0o700 });
        await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(inside, { flags: 'wx', mode: 0o600 }));
        unpacked.push(inside);
      }
      return unpacked;
    } finally {
      zip.close();
    }
  } catch (error) {
    if (isError(error, 'import_file_unreadable')) throw error;
    throw fileFault(`The ZIP can’t be unpacked: ${(error as Error).message}. Fetch it again`);
  }
}

async function csvFilesOf(zip: yauzl.ZipFile, folder: string): Promise<yauzl.Entry[]> {
  const entries: yauzl.Entry[] = [];
  for await (const entry of zip.eachEntry()) if (/\.csv$/i.test(entry.fileName)) entries.push(entry);
  if (entries.length === 0) throw fileFault('There is no CSV file in the ZIP.');
  if (entries.length > mostFiles) throw fileFault(`The ZIP has more than ${mostFiles} CSV files. Unpack it first.`);
  if (entries.some((entry) => entry.isEncrypted())) throw fileFault('The ZIP has a password. Unpack it first.');
  // What unpacks to more than it says is refused on the way.
  const bytes = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  const { bavail, bsize } = await statfs(folder);
  if (bytes + keptFree > bavail * bsize) throw fileFault('Unpacked, the ZIP needs more room than the data folder has.');
  return entries.sort((one, other) => (one.fileName < other.fileName ? -1 : 1));
}
