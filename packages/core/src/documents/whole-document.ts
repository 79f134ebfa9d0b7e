import { createHash } from 'node:crypto';
import { AdapterError } from '@moothall/adapter-sdk';

/** All pieces of a document. @throws AdapterError `unreadable_answer` when there is more of it than there was */
export async function wholeOf(pieces: AsyncIterable<Uint8Array>, sizeBytes: number): Promise<Buffer> {
  const read: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > sizeBytes)
      throw new AdapterError('unreadable_answer', 'The document is larger than the one that was kept.');
    read.push(piece);
  }
  return Buffer.concat(read);
}

/** SHA-256 in hex. */
export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
