import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { RowFault } from '../../kernel/import/row-reader.js';
import { bytes, collect, faultsOf, fileFaultOf, fixture, valuesOf } from '../../kernel/import/testing.js';
import { attachmentFolder, safeAttachmentPath } from './attachment-folder.js';
import { legacyCases } from './legacy-cases.js';
import type { LegacyCasesOptions } from './legacy-cases.js';

const options: LegacyCasesOptions = {
  layout: 'csv',
  services: { 'Pothole report': 'pothole', 'Missed bin': 'missed-bin' },
  statuses: { Open: { to: 'in-progress', ended: false }, Closed: { to: 'completed', ended: true } },
  attachmentSizes: async (path) => (path === 'photo.txt' ? 5 : undefined),
};
const table = (changed: Partial<LegacyCasesOptions> = {}): ReturnType<typeof legacyCases.read> =>
  legacyCases.read(fixture(import.meta.url, 'legacy-cases.csv'), { ...options, ...changed });
const lines = (changed: Partial<LegacyCasesOptions> = {}): ReturnType<typeof legacyCases.read> =>
  legacyCases.read(fixture(import.meta.url, 'legacy-cases.jsonl'), { ...options, layout: 'jsonl', ...changed });

const pothole = {
  oldReference: 'OLD-1',
  service: 'pothole',
  status: 'completed',
  ended: true,
  openedAt: Date.parse('2025-06-01T08:30:00Z'),
  closedAt: Date.parse('2025-06-08T23:00:00Z'),
  uprn: '999900000001',
  customer: { sourceKey: 'C-1' },
  attachments: [{ path: 'photo.txt', name: 'photo.txt', sizeBytes: 5 }],
};
const logged = { at: Date.parse('2025-06-01T08:31:00Z'), text: 'Logged', audience: 'staff' };

describe('importing cases from CSV', () => {
  it('joins the rows of a case and puts its history in order of time', async () => {
    const [first, second] = await valuesOf(table());
    expect(first).to.deep.equal({
      ...pothole,
      summary: 'Hole by the mill',
      history: [
        logged,
        { at: Date.parse('2025-06-05T09:00:00Z'), text: 'Filled', by: 'Road gang', audience: 'customer' },
      ],
    });
    expect(second).to.deep.include({
      service: 'missed-bin',
      ended: false,
      customer: { name: 'Nerys Vale', email: 'nerys@dunmere.example' },
      history: [],
    });
  });

  it('names the case’s first line, the column and the fix', async () => {
    expect(await faultsOf(table())).to.deep.equal([
      '5 service: Add this row’s service to the mapping of services.',
      '6 status: Add this row’s status to the mapping of statuses.',
      '7 closed: Say when the case was closed: its status ends it.',
      '8 closed: Remove the closing time, or map the status to one that ends the case.',
      '9 closed: Check the times: the case was closed before it was opened.',
      '10 opened: The clocks went back, so the time in “opened” came twice. Add its offset: +01:00 for the first, +00:00 for the second.',
      '11 attachments: Give the attachment’s path below the folder of attachments, such as 2024/photo.jpg.',
      '12 attachments: An attachment isn’t in the folder of attachments. Copy it there.',
      '13 history text: Enter the history text.',
      '14 reference: Enter the reference.',
      '15 : This row has 4 cells; the headings have 15. Check its commas and quotation marks.',
    ]);
  });

  it('goes on after the case where it stopped', async () => {
    expect((await collect(table({ afterLine: 2 })))[0]?.line).to.equal(4);
  });

  it('refuses attachments that are too large, empty, or without a folder', async () => {
    expect((await faultsOf(table({ maxAttachmentBytes: 4 })))[0]).to.include(
      '2 attachments: An attachment is larger than',
    );
    expect((await faultsOf(table({ attachmentSizes: async () => 0 })))[0]).to.include('is empty');
    const { attachmentSizes: _none, ...without } = options;
    const rows = legacyCases.read(fixture(import.meta.url, 'legacy-cases.csv'), without);
    expect((await faultsOf(rows))[0]).to.equal('2 attachments: Say where the folder of attachments is.');
  });

  it('says which columns it needs', async () => {
    expect(await fileFaultOf(legacyCases.read(bytes('Reference,Mood\n'), options))).to.include('“service”');
  });
});

describe('importing cases from JSON Lines', () => {
  it('reads a case with its history from each line', async () => {
    const [first, second] = await valuesOf(lines());
    expect(first).to.deep.equal({ ...pothole, history: [logged] });
    expect(second).to.include({ oldReference: 'OLD-2', service: 'missed-bin' });
  });

  it('names the line and what it needs', async () => {
    const faults = await faultsOf(lines());
    expect(faults.map((fault) => fault.slice(0, 42))).to.deep.equal([
      '4 : Remove what isn’t part of a case: “col',
      '5 : Remove what isn’t part of a case: “__p',
      '6 history: Write history in the shape that',
      '7 : Write each case as a JSON object.',
      '8 : This line isn’t one whole JSON object.',
    ]);
    expect(({} as { ended?: boolean }).ended).to.equal(undefined);
  });

  it('goes on after the line where it stopped', async () => {
    expect((await collect(lines({ afterLine: 6 }))).map((row) => row.line)).to.deep.equal([7, 8]);
  });
});

describe('the folder of attachments', () => {
  for (const path of [
    '../a',
    'a/../../b',
    '/etc/passwd',
    'C:\\secrets',
    '..\\..\\a',
    '',
    '.',
    'a/',
    'a\u0000b',
    'a\nb',
  ]) {
    it(`refuses the path ${JSON.stringify(path)}`, () => {
      expect(() => safeAttachmentPath(path)).to.throw(RowFault);
    });
  }

  it('accepts paths below it, with either slash', () => {
    expect(safeAttachmentPath('2024\\june\\photo 1.jpg')).to.equal('2024/june/photo 1.jpg');
    expect(safeAttachmentPath('./2024/./photo.jpg')).to.equal('2024/photo.jpg');
  });

  it('measures files in it and takes a link that leads out for no file', async () => {
    const base = await mkdtemp(join(tmpdir(), 'moothall-attachments-'));
    try {
      await mkdir(join(base, 'inside', 'deep'), { recursive: true });
      await writeFile(join(base, 'secret.txt'), 'secret');
      await writeFile(join(base, 'inside', 'deep', 'photo.txt'), 'photo');
      await symlink(join(base, 'secret.txt'), join(base, 'inside', 'link.txt'));
      await symlink(join(base, 'inside', 'deep', 'photo.txt'), join(base, 'inside', 'near.txt'));
      const sizeOf = attachmentFolder(join(base, 'inside'));
      expect(await Promise.all(['deep/photo.txt', 'near.txt', 'link.txt', 'deep', 'none'].map(sizeOf))).to.deep.equal([
        5,
        5,
        undefined,
        undefined,
        undefined,
      ]);
    } finally {
      await rm(base, { recursive: true });
    }
  });
});
