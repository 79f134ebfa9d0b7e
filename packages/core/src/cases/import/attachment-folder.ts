import { realpath, stat } from 'node:fs/promises';
import { join, posix, sep } from 'node:path';
import { RowFault } from '../../kernel/import/row-reader.js';
import type { LegacyAttachment } from './legacy-case.js';

/** Looks a file up by its path below the folder. `undefined` when there is no such file there. */
export type AttachmentSizes = (path: string) => Promise<number | undefined>;

/**
 * Sizes of the files in a folder on disk. A link that leads out of the folder counts as no file, so that an imported
 * list can't make the server read its own secrets.
 */
export function attachmentFolder(folder: string): AttachmentSizes {
  let root: Promise<string> | undefined;
  return async (path) => {
    root ??= realpath(folder);
    const inside = `${await root}${sep}`;
    try {
      const real = await realpath(join(inside, path));
      if (!real.startsWith(inside)) return undefined;
      const found = await stat(real);
      return found.isFile() ? found.size : undefined;
    } catch (error) {
      if (isAbsence(error)) return undefined;
      throw error;
    }
  };
}

function isAbsence(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP' || code === 'ENAMETOOLONG';
}

/** The path in its plain form. Refuses one that is absolute, climbs out of the folder or has control characters. */
export function safeAttachmentPath(text: string): string {
  const path = posix.normalize(text.replace(/\\/g, '/').trim());
  const climbs = path === '..' || path.startsWith('../') || path.startsWith('/') || /^[A-Za-z]:/.test(path);
  if (climbs || path === '.' || path.endsWith('/') || hasControlCharacter(path) || path.length > 1_000) {
    throw new RowFault(
      'Give the attachment’s path below the folder of attachments, such as 2024/photo.jpg.',
      'attachments',
    );
  }
  return path;
}

function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => character < ' ' || character === '\u007f');
}

/** The attachment with its size. Refuses one that isn't there, is empty or is too large. */
export async function measuredAttachment(
  path: string,
  sizeOf: AttachmentSizes,
  maxBytes: number,
): Promise<LegacyAttachment> {
  const sizeBytes = await sizeOf(path);
  if (sizeBytes === undefined)
    throw new RowFault('An attachment isn’t in the folder of attachments. Copy it there.', 'attachments');
  if (sizeBytes === 0)
    throw new RowFault('An attachment is empty. Replace the file or remove it from the row.', 'attachments');
  if (sizeBytes > maxBytes) {
    throw new RowFault(
      `An attachment is larger than ${Math.floor(maxBytes / 1_048_576)} MB. Make it smaller, or remove it.`,
      'attachments',
    );
  }
  return { path, name: posix.basename(path), sizeBytes };
}
