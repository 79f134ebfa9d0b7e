/**
 * A program of its own, because a decoder reads what strangers sent: bytes of a photo in, on standard input; out come
 * its width and height (four bytes each, big-endian) and a JPEG. It has no environment, no files and no secrets, and
 * whoever started it ends it when it takes too long.
 */
import { createRequire } from 'node:module';
import { buffer } from 'node:stream/consumers';
import { pictureExits, pictureLimits } from './picture-limits.js';

/** As much of sharp as is used here. Asked for by name, so that Moothall builds and runs where it isn't installed. */
interface Decoder {
  (bytes: Buffer, options: { limitInputPixels: number; failOn: 'truncated'; sequentialRead: true }): DecodedPicture;
  block(what: { operation: string[] }): void;
  unblock(what: { operation: string[] }): void;
  cache(on: false): void;
  concurrency(threads: number): void;
}

interface DecodedPicture {
  autoOrient(): DecodedPicture;
  resize(size: { width: number; height: number; fit: 'inside'; withoutEnlargement: true }): DecodedPicture;
  flatten(over: { background: string }): DecodedPicture;
  jpeg(options: { quality: number; mozjpeg: true }): DecodedPicture;
  timeout(limit: { seconds: number }): DecodedPicture;
  toBuffer(options: { resolveWithObject: true }): Promise<{ data: Buffer; info: { width: number; height: number } }>;
}

/** The three kinds that are accepted as photos, and no other of the decoder's many. */
const loaders = ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'];

function findDecoder(): Decoder | undefined {
  try {
    return createRequire(import.meta.url)('sharp') as Decoder;
  } catch {
    return undefined;
  }
}

/** Turned as the camera was held. Nothing of the photo's metadata is taken along: no place, no time, no device. */
async function resize(decode: Decoder, bytes: Buffer): Promise<Buffer> {
  decode.block({ operation: ['VipsForeignLoad'] });
  decode.unblock({ operation: loaders });
  decode.cache(false);
  decode.concurrency(1);
  const { inputPixels, longestPx: side, jpegQuality: quality, decodeS: seconds } = pictureLimits;
  const { data, info } = await decode(bytes, {
    limitInputPixels: inputPixels,
    failOn: 'truncated',
    sequentialRead: true,
  })
    .autoOrient()
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality, mozjpeg: true })
    .timeout({ seconds })
    .toBuffer({ resolveWithObject: true });
  const size = Buffer.alloc(8);
  size.writeUInt32BE(info.width, 0);
  size.writeUInt32BE(info.height, 4);
  return Buffer.concat([size, data]);
}

const decoder = findDecoder();
if (decoder) {
  const made = await resize(decoder, await buffer(process.stdin)).catch(() => undefined);
  if (made) process.stdout.write(made);
  else process.exitCode = pictureExits.notShowable;
} else process.exitCode = pictureExits.noDecoder;
