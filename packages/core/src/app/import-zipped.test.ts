import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { expect } from 'chai';
import type { Kernel } from '../kernel/kernel.js';
import type { AddressImportReport } from '../places/index.js';
import { errorOf } from '../testing/expectations.js';
import { onBothEngines, testNow } from '../testing/harness.js';
import { importZipped } from './import-zipped.js';

/** A ZIP of these files (PKWARE's APPNOTE.TXT, 4.3). @param flags of each entry: bit 0 says that it is encrypted */
function aZip(files: Readonly<Record<string, string>>, flags = 0): Buffer {
  const bodies: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const packed = deflateRawSync(text);
    const common = Buffer.alloc(26);
    [20, flags, 8, 0, 0].forEach((value, index) => common.writeUInt16LE(value, index * 2));
    [crc32(text), packed.length, Buffer.byteLength(text)].forEach((value, index) =>
      common.writeUInt32LE(value, 10 + index * 4),
    );
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const body = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    entries.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, rest, Buffer.from(name)]));
    bodies.push(body);
    offset += body.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(18);
  [entries.length, entries.length].forEach((count, index) => end.writeUInt16LE(count, 4 + index * 2));
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, directory, Buffer.from('PK\x05\x06'), end]);
}

onBothEngines('importing a ZIP of gazetteer files', (world) => {
  const data = mkdtempSync(path.join(tmpdir(), 'moothall-zip-'));
  after(() => rmSync(data, { recursive: true, force: true }));
  const kernel = (): Kernel => ({ ...world().kernel, config: { ...world().kernel.config, data } });
  let failsAt: string | undefined;
  let brought: [string, string][] = [];
  beforeEach(() => {
    world().clock.set(testNow);
    [brought, failsAt] = [[], undefined];
  });

  const bring = async (file: string): Promise<AddressImportReport> => {
    brought.push([path.basename(file), readFileSync(file, 'utf8')]);
    if (path.basename(file) === failsAt) throw new Error('the power failed');
    const counts = { read: 2, written: 1, unchanged: 0, refused: 1, resumedAfterLine: 0 };
    const faults = [{ line: 2, message: 'It has no UPRN' }];
    return { runId: file, ...counts, faults, places: { added: 1, changed: 0, retired: 0 } };
  };
  const run = (bytes: Buffer | string, options = {}) => {
    const file = path.join(data, 'supply.zip');
    writeFileSync(file, bytes);
    return importZipped(kernel(), { file, startedBy: 'a test' }, options, bring);
  };
  const leftBehind = (): string[] => readdirSync(data).filter((name) => name !== 'supply.zip');

  it('brings in each CSV file in the order of the names, counts them together, and leaves nothing behind', async () => {
    const report = await run(
      aZip({
        'doc/readme.txt': 'Read me',
        'supply/002.CSV': 'second',
        'supply/001.csv': 'first',
        'other/001.csv': 'o',
      }),
    );
    expect(brought).to.deep.equal([
      ['001.csv', 'o'],
      ['001.csv', 'first'],
      ['002.CSV', 'second'],
    ]);
    expect(report).to.deep.include({ read: 6, written: 3, refused: 3, places: { added: 3, changed: 0, retired: 0 } });
    expect(report.faults[2]).to.deep.equal({ line: 2, message: '002.CSV: It has no UPRN' });
    expect(leftBehind()).to.deep.equal([]);
  });

  it('goes on where it was cut off, once, and in the same way alone', async () => {
    const zip = aZip({ '1.csv': 'one', '2.csv': 'two', '3.csv': 'three' });
    const names = (): string[] => brought.splice(0).map(([name]) => name);
    failsAt = '2.csv';
    expect(await run(zip).catch((error: Error) => error.message)).to.equal('the power failed');
    expect([names(), leftBehind()]).to.deep.equal([['1.csv', '2.csv'], []]);
    failsAt = '3.csv';
    await run(zip).catch(() => undefined);
    expect(names(), 'one that was brought in would undo what came after it').to.deep.equal(['2.csv', '3.csv']);
    failsAt = undefined;
    await run(zip, { via: 'another' });
    expect(names()).to.deep.equal(['1.csv', '2.csv', '3.csv']);
    expect(await run(zip)).to.include({ read: 2 });
    expect(names()).to.deep.equal(['3.csv']);
    await run(zip);
    expect(names(), 'the whole of it again').to.deep.equal(['1.csv', '2.csv', '3.csv']);
  });

  it('removes what a process left that was killed, and nothing of one that is at work', async () => {
    const [noProcess, other] = [`${hostname()}.2147483646`, 'elsewhere.1'];
    const left = [noProcess, other, `${other}0`, `${hostname()}.${process.pid}`].map((at) => `unpacked-${at}-aBc123`);
    for (const name of left) {
      mkdirSync(path.join(data, name, '0'), { recursive: true });
      const daysAgo = name.includes(`${other}-`) ? 2 : 0;
      const at = new Date(testNow - daysAgo * 86_400_000);
      utimesSync(path.join(data, name), at, at);
    }
    await run(aZip({ 'a.csv': 'a' }));
    expect(leftBehind().sort()).to.deep.equal(left.slice(2).sort());
    for (const name of leftBehind()) rmSync(path.join(data, name), { recursive: true });
  });

  it('brings in a file that is no ZIP as it is, whatever it is called', async () => {
    await run('10,"Invented Hub"');
    expect(brought).to.deep.equal([['supply.zip', '10,"Invented Hub"']]);
  });

  const whole = aZip({ 'a.csv': 'a,b,c\n'.repeat(200) });
  const lies = Buffer.from(whole);
  lies.writeUInt32LE(12, lies.indexOf('PK\x01\x02') + 24);
  const faulty: readonly [string, Buffer, string][] = [
    ['is cut short', whole.subarray(0, whole.length - 30), 'can’t be unpacked'],
    ['unpacks to more than it says', lies, 'can’t be unpacked'],
    ['leads out of its folder', aZip({ '../a.csv': 'a' }), 'can’t be unpacked'],
    ['has a password', aZip({ 'a.csv': 'a' }, 1), 'has a password'],
    ['has no CSV file', aZip({ 'a.txt': 'a' }), 'no CSV file'],
  ];
  for (const [what, bytes, words] of faulty)
    it(`refuses one that ${what} before anything is brought in`, async () => {
      const error = await errorOf(run(bytes));
      expect([error.code, brought, leftBehind()]).to.deep.equal(['import_file_unreadable', [], []]);
      expect(error.message).to.include(words);
    });
});
