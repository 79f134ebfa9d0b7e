import { expect } from 'chai';
import { addContactLine, changeSettings } from '../authorities/index.js';
import { systemActor } from '../kernel/actor.js';
import { DAY_MS } from '../kernel/clock.js';
import { dunmere, onBothEngines, testNow, westmoor } from '../testing/harness.js';
import { addPerson, startHttp } from '../testing/http.js';
import { getFigures } from './queries.js';
import { aPastContact, forgetContacts, runAsPrinted } from './testing/past-contacts.js';

const system = systemActor('test set-up');
const period = { authorityId: dunmere, from: '2026-10-01', to: '2026-10-31' };

onBothEngines('how long customers waited', (world) => {
  let lineId: string;
  const figures = (more: object = {}) => world().read(system, getFigures, { ...period, ...more });
  const call = (waitedSeconds: number | null, more: object = {}) =>
    aPastContact(world(), { daysAgo: 20, waitedSeconds, lineId, ...more });

  before(async () => {
    const line = { authorityId: dunmere, telephone: '+441632960155', name: 'Bins line', openingWords: 'Hello' };
    ({ id: lineId } = await world().run(system, addContactLine, line));
  });
  beforeEach(() => forgetContacts(world()));

  it('is told as what half and nine in ten waited at most, and how many were answered in time', async () => {
    for (const seconds of [5, 10, 15, 20, 25, 30, 60, 61, 90, 400]) await call(seconds);
    await call(null);
    await call(7, { channel: 'counter' });
    await call(3000, { authorityId: westmoor, lineId: null });
    const { waits, figures: each } = await figures();
    expect(waits).to.deep.include({ calls: 11, known: 10, inTime: 7, medianSeconds: 25, ninetiethSeconds: 90 });
    const share = each.find(({ key }) => key === 'in-time');
    expect([share?.count, share?.of]).to.deep.equal([7, 10]);
    const printed = await runAsPrinted(world(), share?.query ?? '');
    expect([Number(printed['in_time']), Number(printed['known'])]).to.deep.equal([7, 10]);
  });

  it('goes by line and by day, and by whatever narrows the figures', async () => {
    for (const seconds of [10, 20, 30]) await call(seconds);
    await call(200, { daysAgo: 21, lineId: null });
    const { waits } = await figures();
    expect(waits.lines.map(({ lineId: id, calls, medianSeconds }) => [id, calls, medianSeconds])).to.deep.equal([
      [lineId, 3, 20],
      [null, 1, 200],
    ]);
    const days = waits.days.filter(({ calls }) => calls > 0);
    expect(days.map(({ on, ninetiethSeconds }) => [on, ninetiethSeconds])).to.deep.equal([
      ['2026-10-26', 200],
      ['2026-10-27', 30],
    ]);
    expect(waits.days).to.have.lengthOf(31);
    expect((await figures({ channel: 'email' })).waits).to.deep.include({ calls: 0, medianSeconds: null });
  });

  it('counts by the target that the council has, or the partnership', async () => {
    for (const seconds of [10, 20, 30]) await call(seconds);
    await world().run(system, changeSettings, { authorityId: dunmere, expectedVersion: 1, waitTargetSeconds: 20 });
    const { waits, figures: each } = await figures();
    expect([waits.inTime, waits.targetSeconds]).to.deep.equal([2, 20]);
    expect(each.find(({ key }) => key === 'in-time')?.definition).to.include('20 seconds');
    await world().run(system, changeSettings, { authorityId: dunmere, expectedVersion: 2 });
    expect((await figures()).waits.targetSeconds).to.equal(60);
  });

  it('stands on the page and in the file, with no share of a few', async () => {
    for (let index = 0; index < 12; index += 1) await call(30 + index);
    await call(500, { startedAt: testNow - 25 * DAY_MS, lineId: null });
    const http = await startHttp(world());
    try {
      const desk = await http.signIn((await addPerson(world(), { roles: [['dunmere', 'analyst']] })).personId);
      const address = '?from=2026-10-01&to=2026-10-31';
      const { text } = await desk.get(`/desk/figures${address}`);
      expect(text).to.include('Calls and chats answered in time').and.include('How long customers waited, by line');
      expect(text).to.match(/Bins line[\s\S]*?12[\s\S]*?35 s[\s\S]*?40 s[\s\S]*?100%/);
      expect(text).to.match(/No line[\s\S]*?>1<[\s\S]*?–[\s\S]*?–[\s\S]*?–/);
      const file = (await desk.get(`/desk/figures/download${address}`)).text;
      expect(file).to.include('"Seconds waited, median",All,36,13,').and.include('Line: Bins line');
    } finally {
      await http.close();
    }
  });
});
