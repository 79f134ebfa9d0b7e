import { isUtf8 } from 'node:buffer';
import { fileTypeFromBuffer } from 'file-type';
import { z } from 'zod';
import { badInput } from '../../kernel/errors.js';
import { hasControlCharacters } from '../../kernel/input.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { UploadedFile } from '../../kernel/route.js';

/** A file whose bytes are in the file store, checked and named for people. */
export const StoredUpload = z.strictObject({
  /** SHA-256 in hex: its name in the file store. */
  digest: z.string().regex(/^[0-9a-f]{64}$/, 'This is not a stored file'),
  name: z.string().min(1).max(150),
  mediaType: z.string().min(3).max(100),
  sizeBytes: z.number().int().min(1),
});
export type StoredUpload = z.infer<typeof StoredUpload>;

/** What people send to councils, by what the bytes say. SVG and HTML run scripts where they are shown, so they aren't here. */
const accepted: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'image/heif': 'heic',
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/vnd.ms-outlook': 'msg',
  'message/rfc822': 'eml',
  'text/csv': 'csv',
  'text/plain': 'txt',
};

/** For the hint beside a file field. */
export const acceptedFiles = 'Photos (JPG, PNG, WebP, HEIC), PDF, Word, Excel, OpenDocument, text, CSV or mail files';

/** Texts have no signature, so their name decides what sort of text they are. */
const textTypes: Readonly<Record<string, string>> = { txt: 'text/plain', csv: 'text/csv', eml: 'message/rfc822' };

/**
 * Checks an uploaded file by its bytes, keeps it in the file store and says what it is. Runs before the command that
 * adds it to a case, so that no transaction waits for a disk.
 * @throws bad_input on `file.field` for one that is empty, too large or of a kind that isn't accepted
 */
export async function storeUpload(kernel: Kernel, file: UploadedFile): Promise<StoredUpload> {
  const { maxBytes } = kernel.config.files;
  const refuse = (message: string): never => {
    throw badInput({ faults: [{ field: file.field, message }] });
  };
  if (file.bytes.length === 0) refuse('Choose a file that is not empty');
  if (file.bytes.length > maxBytes) refuse(`Choose a file of at most ${Math.floor(maxBytes / 1_048_576)} MB`);
  const mediaType = await mediaTypeOf(file);
  if (mediaType === undefined) return refuse(`Choose a file of another kind. ${acceptedFiles} can be added`);
  const digest = await kernel.files.put(file.bytes);
  return { digest, name: fileName(file.name, mediaType), mediaType, sizeBytes: file.bytes.length };
}

/** The kind of file that the bytes are, when it is one that can be added. Its name alone is never believed. */
export async function mediaTypeOf({ name, bytes }: Pick<UploadedFile, 'name' | 'bytes'>): Promise<string | undefined> {
  const sniffed = await fileTypeFromBuffer(bytes);
  if (sniffed?.mime === 'application/x-cfb')
    return isOutlookMessage(name, bytes) ? 'application/vnd.ms-outlook' : undefined;
  if (sniffed) return Object.hasOwn(accepted, sniffed.mime) && !isText(sniffed.mime) ? sniffed.mime : undefined;
  const type = textTypes[extensionOf(name)];
  return type && isPlainText(bytes) ? type : undefined;
}

/**
 * A name safe to show and to save under: no folders, no characters that are unseen or turn the writing direction (with
 * which "exe.jpg" is made to look like a picture), at most 120 characters, and the extension that the bytes deserve.
 */
export function fileName(given: string, mediaType: string): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const shown = last
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}<>:"|?*]/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const extension = accepted[mediaType] ?? 'bin';
  const known = extensionOf(shown);
  const fits =
    known === extension || (extension === 'jpg' && known === 'jpeg') || (extension === 'heic' && known === 'heif');
  const stem = known === '' ? shown : shown.slice(0, -known.length - 1);
  return `${[...(fits ? stem : shown)].slice(0, 120).join('').trim() || 'file'}.${fits ? known : extension}`;
}

function extensionOf(name: string): string {
  return /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

function isText(mediaType: string): boolean {
  return mediaType.startsWith('text/') || mediaType === 'message/rfc822';
}

/** An Outlook message is a compound file (as are old Word files) with a stream of this name ([MS-OXMSG], section 2.2.3). */
function isOutlookMessage(name: string, bytes: Buffer): boolean {
  return extensionOf(name) === 'msg' && bytes.includes(Buffer.from('__nameid_version1.0', 'utf16le'));
}

/** UTF-8 without control characters that is no markup. */
function isPlainText(bytes: Buffer): boolean {
  if (!isUtf8(bytes)) return false;
  const text = bytes.toString('utf8');
  const start = text.replace(/^\uFEFF?\s*/u, '').slice(0, 500);
  return !hasControlCharacters(text) && !/^<[!?a-z]/i.test(start) && !/<(?:svg|html|script)\b/i.test(start);
}
