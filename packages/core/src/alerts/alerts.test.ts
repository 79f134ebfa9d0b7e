import { expect } from 'chai';
import fc from 'fast-check';
import { createCustomer } from '../customers/index.js';
import { DAY_MS, MINUTE_MS } from '../kernel/clock.js';
import { AppError } from '../kernel/errors.js';
import { localDate } from '../kernel/local-date.js';
import { statement } from '../kernel/db/statement.js';
import { everyAuthority } from '../kernel/scope.js';
import { castlebridge, dunmere, onBothEngines, testNow } from '../testing/harness.js';
import { addPerson, hiddenField, startHttp, type TestHttp } from '../testing/http.js';
import { decideAlert } from './commands/decide-alert.js';
import { endAlert } from './commands/end-alert.js';
import { proposeAlert } from './commands/propose-alert.js';
import { reviewAlert } from './commands/review-alert.js';
import { getAlert, listAlerts, listAlertsOn } from './queries.js';
import { alertNote } from './views.js';
import { dateFaults, expiryAfter, isShowing } from './rules.js';

const adviserMay = ['customers.read', 'customers.create', 'alerts.read', 'alerts.propose'];
const leaderMay = [...adviserMay, 'alerts.read-reason', 'alerts.decide'];

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.faults.length > 0 ? error.faults.map(({ field }) => field).join() : error.code;
  }
}

onBothEngines('alerts', (world) => {
  let customerId = '';
  before(async () => {
    const input = { authorityId: dunmere, firstName: 'Ivor', lastName: 'Blake', confirmedNew: true };
    customerId = (await world().run(await world().staff(adviserMay), createCustomer, input)).id;
  });
  const proposal = (more: object = {}) => ({
    customerId,
    kind: 'visit-in-pairs' as const,
    advice: 'Two officers, and ring first',
    reason: 'Threatened a visitor on 3 November 2026',
    reviewOn: '2027-01-10',
    until: '2027-02-28',
    ...more,
  });
  const propose = async (more: object = {}) =>
    world().run(await world().staff(adviserMay), proposeAlert, proposal(more));
  const live = async (more: object = {}): Promise<string> => {
    const { id } = await propose(more);
    const approve = { id, expectedVersion: 1, decision: 'approve' } as const;
    await world().run(await world().staff(leaderMay), decideAlert, approve);
    return id;
  };
  const showing = async (permissions = adviserMay) =>
    world().read(await world().staff(permissions), listAlertsOn, { customerId, placeId: null });
  const endAll = async () => {
    for (const { id, version } of await showing())
      await world().run(await world().staff(leaderMay), endAlert, { id, expectedVersion: version, reason: 'Test' });
  };
  afterEach(async () => {
    world().clock.set(testNow);
    await endAll();
  });

  it('show once somebody else has approved them, and not before', async () => {
    const leader = await world().staff(leaderMay);
    const { id } = await world().run(leader, proposeAlert, proposal());
    const approve = { id, expectedVersion: 1, decision: 'approve' } as const;
    expect(await codeOf(world().run(leader, decideAlert, approve))).to.equal('own_proposal');
    expect(await showing()).to.deep.equal([]);
    await world().run(await world().staff(leaderMay), decideAlert, approve);
    expect((await showing()).map(({ kind, state }) => [kind, state])).to.deep.equal([['visit-in-pairs', 'live']]);
  });

  it('say for how long they still show, for pages that are held open', async () => {
    await live({ until: '2027-01-10' });
    const [alert] = await showing();
    if (!alert) throw new Error('the alert does not show');
    const end = expiryAfter(localDate('2027-01-10'));
    expect(alertNote(alert, end - MINUTE_MS).goneInMs).to.equal(MINUTE_MS);
    expect(alertNote(alert, end + 1).goneInMs).to.equal(0);
  });

  it('are gone the moment they expire, with no job run', async () => {
    await live({ until: '2027-01-10' });
    world().clock.set(expiryAfter(localDate('2027-01-10')) - 1);
    expect(await showing()).to.have.length(1);
    world().clock.advance(1);
    expect(await showing()).to.deep.equal([]);
    const lists = await world().read(await world().staff(leaderMay), listAlerts, { show: 'live' });
    expect(lists).to.deep.equal([]);
  });

  it('tell the reason to those only who may know it', async () => {
    const id = await live();
    expect((await showing())[0]).to.include({ advice: 'Two officers, and ring first', reason: null });
    expect((await showing(leaderMay))[0]?.reason).to.match(/Threatened/);
    expect((await world().read(await world().staff(adviserMay), getAlert, { id })).reason).to.equal(null);
  });

  it('are refused with a reason, and then show nowhere', async () => {
    const { id } = await propose();
    const refuse = { id, expectedVersion: 1, decision: 'refuse' } as const;
    const leader = await world().staff(leaderMay);
    expect(await codeOf(world().run(leader, decideAlert, refuse))).to.equal('reason');
    await world().run(leader, decideAlert, { ...refuse, reason: 'Hearsay' });
    expect(await showing()).to.deep.equal([]);
    expect(await codeOf(world().run(leader, decideAlert, refuse))).to.equal('alert_state');
  });

  it('are listed when they are due for review, and kept with new dates', async () => {
    const id = await live({ reviewOn: '2026-11-25', until: '2026-12-24' });
    const leader = await world().staff(leaderMay);
    const due = async () => (await world().read(leader, listAlerts, { show: 'review' })).map((alert) => alert.id);
    expect(await due()).to.include(id);
    await world().run(leader, reviewAlert, { id, expectedVersion: 2, reviewOn: '2027-05-01', until: '2027-06-01' });
    expect(await due()).not.to.include(id);
  });

  it('end early, and tell two people at once that one was first', async () => {
    const id = await live();
    const leader = await world().staff(leaderMay);
    const end = () => codeOf(world().run(leader, endAlert, { id, expectedVersion: 2, reason: 'Moved away' }));
    const ends = await Promise.all([end(), end()]);
    expect(ends.sort()).to.deep.equal(['alert_state', 'done']);
    expect(await showing()).to.deep.equal([]);
  });

  it('refuse dates that make no sense, a stale version and somebody without the permission', async () => {
    expect(await codeOf(propose({ reviewOn: '2026-11-16' }))).to.equal('reviewOn');
    expect(await codeOf(propose({ until: '2026-12-01' }))).to.equal('until');
    expect(await codeOf(propose({ until: '2029-01-01' }))).to.equal('until');
    expect(await codeOf(propose({ customerId: undefined }))).to.equal('customerId');
    const { id } = await propose();
    const approve = { id, expectedVersion: 9, decision: 'approve' } as const;
    expect(await codeOf(world().run(await world().staff(leaderMay), decideAlert, approve))).to.equal('stale_version');
    const adviser = await world().staff(adviserMay);
    expect(await codeOf(world().run(adviser, decideAlert, approve))).to.equal('not_allowed');
  });

  it('are no matter of another authority', async () => {
    const id = await live();
    const stranger = await world().staff(leaderMay, [castlebridge]);
    expect(await world().read(stranger, listAlertsOn, { customerId, placeId: null })).to.deep.equal([]);
    expect(await codeOf(world().read(stranger, getAlert, { id }))).to.equal('not_found');
    expect(await codeOf(world().run(stranger, proposeAlert, proposal()))).to.equal('customerId');
  });

  describe('on pages', () => {
    let http: TestHttp;
    before(async () => {
      http = await startHttp(world());
    });
    after(() => http.close());

    it('are in the audit before the page is sent', async () => {
      const id = await live();
      const browser = await http.signIn((await addPerson(world(), { roles: [['dunmere', 'adviser']] })).personId);
      const { text } = await browser.get(`/desk/customers/${customerId}`);
      expect(text).to.include('Two officers, and ring first').and.not.to.include('Threatened a visitor');
      const seen = statement<{ id: string }, { action: string }>(
        `select a.action from @audit_entries a where a.subject_id = :id and a.action = 'alerts.list-alerts-on'`,
      );
      expect(await world().kernel.db.read(everyAuthority).all(seen, { id })).to.have.length.at.least(1);
    });

    it('are proposed and approved at the desk, and what was typed survives a fault', async () => {
      const roles = [['dunmere', 'team-leader']] as const;
      const [one, other] = [
        await http.signIn((await addPerson(world(), { roles })).personId),
        await http.signIn((await addPerson(world(), { roles })).personId),
      ];
      const typed = { customerId, kind: 'hoax-risk', advice: 'Ask two questions', reason: 'Impersonated twice' };
      const refused = await one.post('/desk/alerts', { ...typed, reviewOn: '', until: '1 2 2027' });
      expect(refused.status).to.equal(422);
      expect(refused.text)
        .to.include('Impersonated twice')
        .and.to.match(/Enter (?:the|a) review date/i);
      const made = await one.post('/desk/alerts', { ...typed, reviewOn: '5 1 2027', until: '1 2 2027' });
      const path = made.headers.get('location') ?? '';
      expect((await one.get(path)).text).to.include('You proposed it');
      const version = hiddenField((await other.get(path)).text, 'version');
      expect((await other.post(`${path}/decision`, { version, decision: 'approve' })).status).to.equal(303);
      const late = await other.post(`${path}/decision`, { version, decision: 'refuse', reason: 'Changed my mind' });
      expect(late.status).to.equal(409);
    });
  });
});

describe('the dates of an alert', () => {
  it('show it on every minute of its last day and none after', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 0, max: 1439 }), (days, minute) => {
        const until = localDate(new Date(testNow + days * DAY_MS).toISOString().slice(0, 10));
        const expiresAt = expiryAfter(until);
        expect(isShowing({ state: 'live', expiresAt }, expiresAt - 1 - minute * MINUTE_MS)).to.equal(true);
        expect(isShowing({ state: 'live', expiresAt }, expiresAt + minute * MINUTE_MS)).to.equal(false);
      }),
    );
  });

  it('have the review before the end', () => {
    expect(dateFaults(localDate('2026-12-01'), localDate('2026-12-01'), testNow)).to.deep.equal([]);
    expect(
      dateFaults(localDate('2026-12-02'), localDate('2026-12-01'), testNow).map(({ field }) => field),
    ).to.deep.equal(['until']);
  });
});
