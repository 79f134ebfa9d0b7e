import { AdapterError, type DirectoryPerson, type StaffDirectoryInstance } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { systemActor } from '../../kernel/actor.js';
import { DAY_MS, HOUR_MS } from '../../kernel/clock.js';
import { auditOf } from '../../testing/expectations.js';
import { anAdapter } from '../../testing/far-end.js';
import { castlebridge, dunmere, onBothEngines, testNow } from '../../testing/harness.js';
import { addPerson, startHttp, type Browser, type TestHttp } from '../../testing/http.js';
import { assignRole } from '../../access/index.js';
import { createAccount } from '../../identity/index.js';
import { searchStaff } from '../directory-queries.js';
import { readDirectories } from './read-nightly.js';
import { listDirectoryReadings } from './listed-queries.js';

const setUp = systemActor('a test sets the scene');
const href = '/desk/directory/listed';
const theirs = 'kwame.mensah@castlebridge.example';

const person = (name: string, more: Partial<DirectoryPerson> = {}): DirectoryPerson => ({
  ...{ name, email: `${name.toLowerCase().replace(' ', '.')}@dunmere.example`, telephone: null },
  ...{ jobTitle: 'Officer', managerEmail: null, ...more },
});

onBothEngines('the council’s own directory', (world) => {
  let people: DirectoryPerson[] | AdapterError = [];
  let leftOut = 0;
  let shared: string[] = [];
  const instance: StaffDirectoryInstance = {
    check: async () => ({ ok: true }),
    listPeople: async () => {
      if (people instanceof AdapterError) throw people;
      return { people, leftOut, shared };
    },
  };
  let http: TestHttp;
  let bossId = '';
  before(async () => {
    world().connect(anAdapter('staff-directory', instance, { name: 'ad', authorityIds: [dunmere] }));
    world().connect(anAdapter('staff-directory', instance, { name: 'both', authorityIds: [dunmere, castlebridge] }));
    http = await startHttp(world());
    ({ personId: bossId } = await addPerson(world(), { roles: [['dunmere', 'administrator']] }));
  });
  after(() => http.close());

  const twenty = Array.from({ length: 20 }, (_, at) => person(`Person ${String.fromCharCode(97 + at)}`));
  /** Signed in at the time that it is by now. */
  const atDesk = (): Promise<Browser> => http.signIn(bossId);
  const night = (days: number): number => testNow + days * DAY_MS - 8 * HOUR_MS;
  const readAt = async (now: number) => {
    world().clock.set(now);
    await readDirectories.run(world().kernel, {});
    const administrator = await world().staff(['directory.import'], [dunmere]);
    const [reading, ...others] = await world().read(administrator, listDirectoryReadings, {});
    expect(others, 'one that serves two councils lists nobody’s staff').to.deep.equal([]);
    return reading?.last;
  };
  const found = async (words: string): Promise<string[]> => {
    const answer = await world().read(setUp, searchStaff, { words });
    return answer.map(({ record }) => record.name);
  };

  it('is shown before anything is written, when an administrator reads it', async () => {
    people = [person('Helen Tranter', { telephone: '+44 1632 960144', jobTitle: '"Head", bins' })];
    const desk = await atDesk();
    const sent = await desk.post(href, { authorityId: String(dunmere) });
    expect(sent.location).to.match(/^\/desk\/directory\/import\//);
    const page = (await desk.get(sent.location)).text;
    expect(page)
      .to.include('Helen Tranter')
      .and.include('+44 1632 960144')
      .and.match(/(&#34;|&quot;)Head\1, bins/);
    expect(await found('Helen Tranter')).to.deep.equal([]);
    expect((await desk.post(href, { authorityId: String(castlebridge) })).status).to.equal(404);
  });

  it('is followed each night, once', async () => {
    people = twenty;
    expect(await readAt(testNow - 10 * HOUR_MS), 'not before one o’clock').to.equal(null);
    expect(await readAt(night(1))).to.include({ outcome: 'followed', added: 20, changed: 0, gone: 0 });
    people = [person('Person a', { jobTitle: 'Team leader' }), ...twenty.slice(1)];
    expect(await readAt(night(1) + HOUR_MS), 'read this night already').to.include({ added: 20 });
    expect(await readAt(night(2))).to.include({ outcome: 'followed', added: 0, changed: 1, gone: 0 });
    expect((await auditOf(world(), String(dunmere))).map(({ action }) => action)).to.deep.equal([
      ...['directory.follow-listed', 'directory.follow-listed'],
    ]);
  });

  it('ends the posts of few who are gone, and waits for somebody where they are many', async () => {
    people = twenty.slice(0, 18);
    expect(await readAt(night(3)), 'two of twenty').to.include({ outcome: 'followed', gone: 2 });
    people = twenty.slice(0, 10);
    leftOut = 8;
    expect(await readAt(night(4))).to.include({ outcome: 'waits', gone: 8, leftOut: 8 });
    expect((await (await atDesk()).get(href)).text)
      .to.include('Waits for you')
      .and.include('More than a tenth would leave.')
      .and.include('8 entries have no name or no mail address to themselves');
    people = [];
    leftOut = 0;
    expect(await readAt(night(5)), 'an empty list').to.include({ outcome: 'waits', gone: 18 });
    const empty = await (await atDesk()).post(href, { authorityId: String(dunmere) });
    expect((await (await atDesk()).get(empty.location)).text).to.include('18 not in the file');
    people = twenty.slice(0, 18);
    expect(await readAt(night(6))).to.include({ outcome: 'followed', gone: 0, added: 0 });
  });

  it('waits where several entries have the address of somebody who would leave', async () => {
    people = twenty.slice(0, 17);
    [leftOut, shared] = [2, ['person.r@dunmere.example']];
    expect(await readAt(night(6) + DAY_MS / 2)).to.include({ gone: 0 });
    expect(await readAt(night(7))).to.include({ outcome: 'waits', gone: 1 });
    expect((await (await atDesk()).get(href)).text).to.include('Several entries have the mail address');
    [leftOut, shared] = [0, []];
  });

  it('is followed without whom it can’t take, who stay as they are', async () => {
    const account = { person: { displayName: 'Kwame Mensah', email: theirs }, signInName: theirs };
    const { personId } = await world().run(setUp, createAccount, account);
    await world().run(setUp, assignRole, { personId, authority: 'castlebridge', role: 'officer' });
    people = [...twenty.slice(0, 17), person('Kwame Mensah', { email: theirs })];
    expect(await readAt(night(8))).to.include({ outcome: 'followed', gone: 1, refused: 1, changed: 0 });
    expect((await (await atDesk()).get(href)).text).to.include('1 can’t be taken as they are');
    people = [...twenty.slice(0, 17), person('Person w', { email: 'no address at all' })];
    expect(await readAt(night(9))).to.include({ outcome: 'waits', gone: 0, refused: 1 });
  });

  it('is tried again each hour while it can’t be read, and says what is wrong', async () => {
    people = new AdapterError('not_found', 'The base is not in the directory.');
    expect(await readAt(night(10))).to.include({ outcome: 'failed', words: 'The base is not in the directory.' });
    const desk = await atDesk();
    expect((await desk.get(href)).text).to.include('Could not be read');
    const failed = await desk.post(href, { authorityId: String(dunmere) });
    expect(failed.text).to.include('Nothing was read.');
    people = twenty.slice(0, 17);
    expect(await readAt(night(10) + 2 * HOUR_MS)).to.include({ outcome: 'followed' });
  });

  it('is for whoever may bring staff in', async () => {
    const officer = await addPerson(world(), { roles: [['dunmere', 'officer']] });
    expect((await (await http.signIn(officer.personId)).get(href)).status).to.equal(403);
    const theirs = await world().staff(['directory.import'], [castlebridge]);
    expect(await world().read(theirs, listDirectoryReadings, {})).to.deep.equal([]);
  });
});
