import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import { readTar, tarEnd, tarHeader, tarPadding } from './tar-format.js';

const at = Date.UTC(2026, 10, 23);

function archiveOf(files: Readonly<Record<string, string>>): Buffer {
  const parts = Object.entries(files).flatMap(([name, text]) => {
    const content = Buffer.from(text);
    return [tarHeader(name, content.length, at), content, tarPadding(content.length)];
  });
  return Buffer.concat([...parts, tarEnd]);
}

async function filesIn(archive: Buffer, pieceBytes = 100): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let from = 0; from < archive.length; from += pieceBytes) yield archive.subarray(from, from + pieceBytes);
  }
  for await (const { name, content } of readTar(pieces())) {
    const parts: Buffer[] = [];
    for await (const part of content) parts.push(part);
    files[name] = Buffer.concat(parts).toString();
  }
  return files;
}

const codeOf = (archive: Buffer): Promise<string> =>
  filesIn(archive).then(
    () => 'read',
    (error: { code?: string }) => error.code ?? 'unknown',
  );

const long = `${'folder/'.repeat(16)}${'n'.repeat(90)}`;
const files = { 'data/a.txt': 'first', 'data/empty': '', [long]: 'x'.repeat(1000), 'data/last': 'y'.repeat(512) };

describe('the archive of a backup', () => {
  it('holds files as they were, in whatever pieces they are read', async () => {
    for (const bytes of [1, 100, 512, 100_000]) expect(await filesIn(archiveOf(files), bytes)).to.deep.equal(files);
  });

  it('is opened by tar', () => {
    const { status, stdout } = spawnSync('tar', ['-tf', '-'], { input: archiveOf(files), encoding: 'utf8' });
    expect({ status, names: stdout.trim().split('\n') }).to.deep.equal({ status: 0, names: Object.keys(files) });
  });

  it('says the size of files beyond 8 GB as tar does', async () => {
    const header = tarHeader('data/large', 20 * 1024 ** 3, at);
    expect(await codeOf(header)).to.equal('backup_truncated');
    expect(header[124]).to.equal(0x80);
  });

  it('is refused wherever it is cut off', async () => {
    const archive = archiveOf(files);
    for (let length = 0; length < archive.length; length += 37)
      expect(await codeOf(archive.subarray(0, length)), `cut off after ${length}`).to.equal('backup_truncated');
  });

  it('is refused with one bit of a header or of the padding turned', async () => {
    const archive = archiveOf({ 'data/a.txt': 'first' });
    for (let byte = 0; byte < archive.length; byte += 1) {
      if (byte >= 512 && byte < 517) continue; // what the file holds is held against the manifest
      const damaged = Buffer.from(archive);
      damaged[byte] = (damaged[byte] ?? 0) ^ 1;
      expect(await codeOf(damaged), `byte ${byte}`).to.be.oneOf([
        'backup_damaged',
        'backup_unsafe',
        'backup_truncated',
      ]);
    }
  });

  it('is refused when it holds anything but files: links, folders, devices', async () => {
    for (const kind of ['1', '2', '3', '4', '5', '6', 'x', 'L']) {
      const header = tarHeader('data/link', 0, at);
      header.write(kind, 156);
      header.write('/etc/passwd', 157);
      const sum = header.fill(' ', 148, 156).reduce((total, byte) => total + byte, 0);
      header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
      expect(await codeOf(Buffer.concat([header, tarEnd])), kind).to.equal('backup_unsafe');
    }
  });
});
