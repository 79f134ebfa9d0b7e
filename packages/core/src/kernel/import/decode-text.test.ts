import { expect } from 'chai';
import { decodeText } from './decode-text.js';
import { bytes, collect, fileFaultOf } from './testing.js';

const text = 'name\nSiân Ŵyn\n€ 😀 end\n';

async function decode(content: Buffer, size: number, encoding?: 'windows-1252'): Promise<string> {
  return (await collect(decodeText(bytes(content, size), encoding ? { encoding } : {}))).join('');
}

function bigEndian(content: string): Buffer {
  return Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(content, 'utf16le').swap16()]);
}

describe('decoding an imported file', () => {
  for (const size of [1, 2, 3, 5, 7, 4096]) {
    it(`reads UTF-8 and UTF-16 alike from chunks of ${size} bytes`, async () => {
      expect(await decode(Buffer.from(text), size)).to.equal(text);
      expect(await decode(Buffer.from(`\ufeff${text}`), size)).to.equal(text);
      expect(await decode(Buffer.from(`\ufeff${text}`, 'utf16le'), size)).to.equal(text);
      expect(await decode(bigEndian(text), size)).to.equal(text);
    });

    it(`names the line and the byte that isn’t UTF-8 in chunks of ${size} bytes`, async () => {
      const content = Buffer.concat([Buffer.from('ŵ,€\n😀b\nSi'), Buffer.from([0xe2]), Buffer.from('n\nlast\n')]);
      expect(await fileFaultOf(decodeText(bytes(content, size), {}))).to.match(
        /^Line 3 has a byte \(0xE2\) that isn’t UTF-8.*windows-1252/,
      );
    });
  }

  it('reads Windows-1252 when the caller says so', async () => {
    expect(await decode(Buffer.from([0x53, 0x69, 0xe2, 0x6e, 0x20, 0x80]), 2, 'windows-1252')).to.equal('Siân €');
  });

  it('refuses a byte that Windows-1252 leaves undefined', async () => {
    const content = Buffer.from([0x61, 0x62, 0x63, 0x0a, 0x81]);
    expect(await fileFaultOf(decodeText(bytes(content), { encoding: 'windows-1252' }))).to.include('Line 2');
  });

  it('refuses a file that ends in the middle of a character', async () => {
    const cut = Buffer.from('abc\nŵ').subarray(0, 5);
    expect(await fileFaultOf(decodeText(bytes(cut, 2), {}))).to.include('Line 2 has a byte (0xC5)');
  });

  it('refuses null characters with their line', async () => {
    expect(await fileFaultOf(decodeText(bytes('a,b\n1,\0\n', 3), {}))).to.include('Line 2 has a null character');
  });

  it('guesses at UTF-16 without its mark when the first line has null characters', async () => {
    expect(await fileFaultOf(decodeText(bytes(Buffer.from('a,b\n', 'utf16le')), {}))).to.include('UTF-16 without');
  });

  for (const [kind, start] of [
    ['spreadsheet', 'PK\x03\x04'],
    ['Excel', '\xd0\xcf\x11\xe0'],
    ['gzip', '\x1f\x8b\x08\x00'],
  ] as const) {
    it(`says what to do with a file that is ${kind}`, async () => {
      expect(await fileFaultOf(decodeText(bytes(Buffer.from(start, 'latin1'), 1), {}))).to.include(kind);
    });
  }

  it('reads an empty file as no text', async () => {
    expect(await decode(Buffer.alloc(0), 1)).to.equal('');
  });
});
