import { expect } from 'chai';
import { changeSettings } from '#core/authorities/index.js';
import { compareFigures } from '#core/club/index.js';
import { systemActor } from '#core/kernel/actor.js';
import { getFigures } from '#core/reporting/index.js';
import { aPastContact } from '#core/reporting/testing/past-contacts.js';
import { castlebridge, dunmere, onBothEngines, partnership, westmoor } from '#core/testing/harness.js';
import { addPerson, startHttp } from '#core/testing/http.js';

onBothEngines('the figures of all councils', (world) => {
  it('show a council’s staff those of every council, less what is too few to tell', async () => {
    const happened = async (authorityId: number, count: number, outcome: 'resolved' | 'passed'): Promise<void> => {
      for (let each = 0; each < count; each += 1) await aPastContact(world(), { authorityId, outcome });
    };
    await happened(dunmere, 24, 'resolved');
    await happened(dunmere, 12, 'passed');
    await happened(castlebridge, 21, 'resolved');
    await happened(castlebridge, 3, 'passed');
    await happened(westmoor, 4, 'passed');
    const analyst = await world().staff(['club.compare'], [westmoor]);
    const { from, to, councils } = await world().read(analyst, compareFigures, { over: 'month' });
    expect([from, to]).to.deep.equal(['2026-10-01', '2026-10-31']);
    const declared = new Map(councils.map(({ authorityId, shares }) => [authorityId, shares.declared]));
    expect(declared.get(dunmere)).to.deep.equal({ percent: 67, of: 40 });
    expect(declared.get(castlebridge)).to.deep.equal({ percent: null, of: 20 });
    expect(declared.get(westmoor)).to.deep.equal({ percent: null, of: null });
    expect(declared.has(partnership)).to.equal(false);
    const reader = await world().staff(['reporting.read'], [dunmere]);
    const { figures } = await world().read(reader, getFigures, { authorityId: dunmere, from, to });
    const own = figures.find(({ key }) => key === 'declared');
    expect([own?.count, own?.of], 'as Dunmere counts its own').to.deep.equal([24, 36]);
  });

  it('say each council’s days of repeated contact where they differ, on the page and in the file', async () => {
    const http = await startHttp(world());
    try {
      const { personId } = await addPerson(world(), { name: 'Piotr Nowak', roles: [['westmoor', 'analyst']] });
      const desk = await http.signIn(personId);
      const page = async () => (await desk.get('/desk/partnership/figures?over=month')).text;
      expect(await page())
        .to.include('within 14 days of 24 hours')
        .and.not.include('The days that each has set');
      const settings = { repeatContactDays: 7, surveyPercent: 20, surveyRestDays: 90 };
      const change = { ...settings, authorityId: dunmere, expectedVersion: 1 };
      await world().run(systemActor('a test sets the scene'), changeSettings, change);
      expect(await page())
        .to.include('within as many days as each council has set')
        .and.match(/The days that each has set: [^<]*Dunmere 7[,.]/);
      const { text, status } = await desk.get('/desk/partnership/figures/download?over=month');
      expect(status).to.equal(200);
      expect(text).to.match(/^\uFEFFCouncil,Figure,Per cent/);
      expect(text).to.match(/"?Resolved at first contact, observed"?,[^\r]*2026-10-01,2026-10-31,7,/);
      expect(text).to.match(/"Resolved at first contact, declared",67,40,2026-10-01,2026-10-31,,/);
    } finally {
      await http.close();
    }
  });
});
