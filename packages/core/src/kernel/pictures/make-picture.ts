import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { pictureExits, pictureLimits } from './picture-limits.js';

/** A photo resized for a page: a JPEG without metadata. */
export interface Picture {
  readonly bytes: Buffer;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

const program = fileURLToPath(new URL('./resize-picture.js', import.meta.url));

/** No secrets; and one heap for the allocator, which would keep one for each processor. */
const environment = { MALLOC_ARENA_MAX: '1' };

/**
 * Resizes a photo in a process of its own, which is ended after fifteen seconds: whatever a crafted file does to the
 * decoder, this process goes on. `undefined` for one that is broken, larger than 50 megapixels or too slow to decode.
 * @throws when no decoder is installed: that says nothing about the photo
 */
export function makePicture(photo: Buffer): Promise<Picture | undefined> {
  const { wholeMs: timeout, outputBytes: maxBuffer } = pictureLimits;
  const options = { env: environment, timeout, maxBuffer, killSignal: 'SIGKILL', encoding: 'buffer' } as const;
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, [program], options, (error, output) => {
      if (error?.code === pictureExits.noDecoder)
        reject(new Error('no pictures can be made: install the package sharp for this platform', { cause: error }));
      else resolve(error ? undefined : readPicture(output));
    });
    // It may end before it has read everything; how it ended says the rest.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(photo);
  });
}

function readPicture(output: Buffer): Picture | undefined {
  if (output.length <= 8) return undefined;
  return { width: output.readUInt32BE(0), height: output.readUInt32BE(4), bytes: output.subarray(8) };
}
