import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { localDate } from '../kernel/local-date.js';
import { instantAt } from '../kernel/london-time.js';
import { dunmere, onBothEngines, westmoor } from '../testing/harness.js';
import { importLegacyCases, type LegacyCasesImport } from './commands/import-legacy-cases.js';
import { getCasePage } from './page/page-queries.js';
import { searchCases } from './list-queries.js';
import { getCase } from './queries.js';
import { caseWork, caseWorld, type CaseWorld } from './testing/case-world.js';
import { errorOf } from './testing/expectations.js';

const lines = [
  {
    reference: 'OLD 0012/7',
    service: 'Missed bin',
    status: 'closed',
    opened: '2025-06-02T08:30:00Z',
    closed: '2025-06-09T09:00:00Z',
    summary: 'Bin by the mill',
    customer: { name: 'Nerys Vale', phone: '01632 960155' },
    history: [
      { at: '2025-06-03T10:00:00Z', text: 'Crew sent', by: 'Road gang' },
      { at: '2025-06-08T10:00:00Z', text: 'Emptied, sorry for the wait', audience: 'customer' },
    ],
    attachments: ['photo.txt', 'page.html'],
  },
  { reference: 'OLD 0013', service: 'Missed bin', status: 'open', opened: '2026-11-12T09:00:00Z', due: '2026-11-20' },
  { reference: 'OLD 0014', service: 'Missed bin', status: 'lost', opened: '2026-11-12T09:00:00Z' },
  { reference: 'OLD 0015', service: 'Missed bin', status: 'open', opened: '2026-11-12T09:00:00Z', team: 'nobody' },
];

onBothEngines('importing cases of the system before', (world) => {
  let at: CaseWorld;
  let folder: string;
  before(async () => {
    at = await caseWorld(world());
    folder = mkdtempSync(path.join(tmpdir(), 'moothall-cases-'));
    writeFileSync(path.join(folder, 'cases.jsonl'), lines.map((line) => JSON.stringify(line)).join('\n'));
    writeFileSync(path.join(folder, 'photo.txt'), 'What the photo shows');
    writeFileSync(path.join(folder, 'page.html'), '<html><script>alert(1)</script></html>');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const about = (): LegacyCasesImport => ({
    file: path.join(folder, 'cases.jsonl'),
    authorityId: dunmere,
    attachments: folder,
    startedBy: 'a test',
    options: {
      layout: 'jsonl',
      services: { 'Missed bin': 'missed-bin' },
      statuses: {
        Open: { to: 'in-progress', ended: false },
        Closed: { to: 'resolved', ended: true },
        Lost: { to: 'lost', ended: false },
      },
    },
  });

  it('takes over what fits, and says line by line what doesn’t', async () => {
    const report = await importLegacyCases(world().kernel, about());
    expect([report.written, report.refused]).to.deep.equal([2, 2]);
    expect(report.faults.map(({ line, field }) => [line, field])).to.deep.equal([
      [3, 'status'],
      [4, 'team'],
    ]);
  });

  it('finds a case by its old reference in any spelling, with its history and its files', async () => {
    const { reference } = await world().read(at.officer, getCase, { reference: 'old-0012-7' });
    expect(reference).to.match(/^DU-/);
    const whole = await world().read(at.officer, getCasePage, { reference });
    expect(whole.case).to.include({ status: 'resolved', title: 'Bin by the mill', participantName: 'Nerys Vale' });
    expect(whole.timeline.events.map(({ body }) => body)).to.include.members(['Crew sent', 'Bin by the mill']);
    expect(whole.timeline.events.find(({ body }) => body === 'Crew sent')?.actorName).to.equal('Road gang');
    expect(whole.files.map(({ name }) => name)).to.deep.equal(['photo.txt']);
    expect(whole.timeline.events.some(({ body }) => body?.includes('not taken over'))).to.equal(true);
    expect(whole.clock.state).to.equal('stopped');
  });

  it('keeps the due date that the old system promised', async () => {
    const { dueAt } = await world().read(at.officer, getCase, { reference: 'OLD 0013' });
    expect(dueAt).to.equal(instantAt(localDate('2026-11-20'), 17 * 60));
  });

  it('changes nothing when the file is imported again', async () => {
    const again = await importLegacyCases(world().kernel, about());
    expect([again.written, again.unchanged]).to.deep.equal([0, 2]);
    expect(await world().read(at.officer, searchCases, { text: 'OLD 0013' })).to.have.length(1);
  });

  it('shows an imported case to nobody of another authority', async () => {
    const stranger = await world().staff(caseWork, [westmoor]);
    const work = world().read(stranger, getCase, { reference: 'OLD 0013' });
    expect((await errorOf(work)).code).to.equal('not_found');
  });
});
