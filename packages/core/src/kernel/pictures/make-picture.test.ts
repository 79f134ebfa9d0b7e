import { createRequire } from 'node:module';
import { deflateSync } from 'node:zlib';
import { expect } from 'chai';
import { makePicture, type Picture } from './make-picture.js';
import { pictureLimits } from './picture-limits.js';

/** The decoder, to draw photos with and to look at what came out. */
interface Drawing {
  withExif(tags: Record<string, Record<string, string>>): Drawing;
  withMetadata(about: { orientation: number }): Drawing;
  jpeg(): Drawing;
  png(): Drawing;
  webp(): Drawing;
  raw(): Drawing;
  toBuffer(): Promise<Buffer>;
  metadata(): Promise<{ format: string; width: number; height: number; exif?: Buffer; orientation?: number }>;
}
const draw = createRequire(import.meta.url)('sharp') as (
  input: Buffer | { create: { width: number; height: number; channels: 3 | 4; background: object } },
) => Drawing;

const drawing = (width: number, height: number, alpha = 1): Drawing =>
  draw({ create: { width, height, channels: 4, background: { r: 20, g: 120, b: 60, alpha } } });

async function made(photo: Buffer): Promise<Picture> {
  const picture = await makePicture(photo);
  if (!picture) throw new Error('no picture was made');
  return picture;
}

describe('a picture for a page', function () {
  this.timeout(60_000);

  it('fits into the page’s size, whatever kind the photo is, and is never larger than the photo', async () => {
    for (const photo of [drawing(1600, 1000).jpeg(), drawing(1600, 1000).png(), drawing(1600, 1000).webp()]) {
      const { width, height, bytes } = await made(await photo.toBuffer());
      expect([width, height]).to.deep.equal([800, 500]);
      expect(await draw(bytes).metadata()).to.include({ format: 'jpeg', width: 800, height: 500 });
    }
    expect(await made(await drawing(40, 30).png().toBuffer())).to.include({ width: 40, height: 30 });
  });

  it('stands upright, and says nothing of where and by what it was taken', async () => {
    const gps = { IFD0: { Make: 'Camera of a resident' }, IFD3: { GPSLatitude: '51/1 30/1 0/1', GPSLatitudeRef: 'N' } };
    const photo = await drawing(600, 200).jpeg().withExif(gps).withMetadata({ orientation: 6 }).toBuffer();
    expect(photo.includes('Camera of a resident')).to.equal(true);
    const { width, height, bytes } = await made(photo);
    expect([width, height]).to.deep.equal([200, 600]);
    const about = await draw(bytes).metadata();
    expect([about.exif, about.orientation]).to.deep.equal([undefined, undefined]);
    expect(bytes.includes('Camera of a resident')).to.equal(false);
  });

  it('shows white where the photo is transparent', async () => {
    const { bytes } = await made(await drawing(20, 20, 0).png().toBuffer());
    expect((await draw(bytes).raw().toBuffer())[0]).to.be.above(250);
  });

  it('is none for what is broken, cut off or of another kind', async () => {
    const jpeg = await drawing(900, 900).jpeg().toBuffer();
    const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==', 'base64');
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
    );
    const broken = [jpeg.subarray(0, jpeg.length / 2), jpeg.subarray(0, 20), Buffer.from('not a photo'), gif, svg];
    for (const photo of [...broken, Buffer.alloc(0)]) expect(await makePicture(photo)).to.equal(undefined);
  });

  it('is none for a photo of more pixels than may be decoded, however few bytes it has', async () => {
    const side = Math.ceil(Math.sqrt(pictureLimits.inputPixels)) + 1;
    const bomb = blankPng(side, side);
    expect(bomb.length).to.be.below(100_000);
    expect(await makePicture(bomb)).to.equal(undefined);
    expect(await makePicture(blankPng(50_000, 1000))).to.include({ width: 800, height: 16 });
  });
});

/** One bit for each pixel, all black: some kilobytes for any number of pixels. */
function blankPng(width: number, height: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 1;
  const lines = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height), { level: 9 });
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', lines), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc(body));
  return Buffer.concat([length, body, sum]);
}

/** PNG specification, annex D. */
function crc(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}
