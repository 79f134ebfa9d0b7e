import { expect } from 'chai';
import { assignRole, findGrants } from '#core/access/index.js';
import { allPermissions } from '#core/app/capabilities.js';
import { verifyClosedAndOpen } from '#core/app/verify-closed-and-open.js';
import { listAuditOf } from '#core/audit/index.js';
import { findAuthorityBySlug, formerOwner, listAuthorities, slugsOf } from '#core/authorities/index.js';
import { searchCustomers } from '#core/customers/index.js';
import { systemActor, type StaffActor } from '#core/kernel/actor.js';
import { isError } from '#core/kernel/errors.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { mergeAuthorities, previewMerging, type Merged } from '#core/reorganisation/index.js';
import { tableRules } from '#core/reorganisation/table-rules.js';
import { servesStaffOf } from '#core/services/index.js';
import { giveToken } from '#core/testing/api-token.js';
import { castlebridge, dunmere, testNow, westmoor, type TestWorld } from '#core/testing/harness.js';
import { startHttp } from '#core/testing/http.js';
import { onCopiesOf } from '#core/testing/world-copies.js';
import { bothCouncils } from './tenancy/seed.js';

const asked = { into: 'dunmere', from: ['castlebridge'], on: '2026-11-16' };

type Row = Readonly<Record<string, unknown>>;

onCopiesOf('councils that are merged', bothCouncils, (copy) => {
  const world = (): TestWorld => copy().world;
  const preview = () => previewMerging(world().kernel, asked, []);
  const merge = (confirm: string, onStep?: (step: string) => void) =>
    mergeAuthorities(world().kernel, { ...asked, confirm }, { checks: [], ...(onStep ? { onStep } : {}) });

  /** Takes back what is offered between councils, and settles what they owe. */
  async function settle(): Promise<void> {
    const { kernel } = world();
    await kernel.db.write(everyAuthority, async (db) => {
      const ended = { state: 'withdrawn', open_subject_id: null, ended_at: kernel.clock.now() };
      await db.update('handovers', { state: 'offered' }, ended);
      for (const state of ['draft', 'issued', 'agreed'])
        await db.update('recharge_statements', { state }, { state: 'settled' });
    });
  }

  async function mergeAll(): Promise<Merged> {
    await settle();
    return await merge((await preview()).plan.code);
  }

  it('are told what would happen, and nothing happens before it is confirmed and settled', async () => {
    const before = await countRows(world());
    const { plan } = await preview();
    expect(plan.tables.find(({ table }) => table === 'cases')?.rows).to.be.greaterThan(0);
    const services = plan.clashes.find(({ table }) => table === 'services');
    expect(services?.becomes).to.equal('renamed');
    expect(services?.which).to.include('missed-bin');
    expect(plan.agreements.length).to.be.greaterThan(0);
    expect(plan.obstacles.length).to.be.greaterThan(0);
    await expectError('merging_blocked', merge(plan.code));
    await settle();
    await expectError('merging_plan_changed', merge('another'));
    const early = { ...asked, on: '2027-04-01' };
    const { plan: later } = await previewMerging(world().kernel, early, []);
    const tooEarly = mergeAuthorities(world().kernel, { ...early, confirm: later.code }, { checks: [] });
    await expectError('merging_too_early', tooEarly);
    await expectError('cannot_merge', previewMerging(world().kernel, { ...asked, into: 'nowhere' }, []));
    await expectError('cannot_merge', previewMerging(world().kernel, { ...asked, on: 'soon' }, []));
    await expectError('cannot_merge', previewMerging(world().kernel, { ...asked, from: ['dunmere'] }, []));
    expect(await countRows(world())).to.deep.equal(before);
  });

  it('lose no row, however often they are stopped on the way', async function () {
    this.timeout(120_000);
    await settle();
    const before = await countRows(world());
    const { code } = (await preview()).plan;
    const steps = new Set<string>();
    let merged: Merged | undefined;
    for (let stopAfter = 1; merged === undefined; stopAfter += steps.size > 8 ? 7 : 1) {
      let taken = 0;
      merged = await merge(code, (step) => {
        steps.add(step);
        if ((taken += 1) > stopAfter) throw new Error('pulled the plug');
      }).catch((error: unknown) => {
        if (error instanceof Error && error.message === 'pulled the plug') return undefined;
        throw error;
      });
    }
    expect(steps.size).to.be.greaterThan(30);
    const after = await countRows(world());
    const [former] = merged.former;
    for (const [table, rows] of Object.entries(before)) {
      const concerned = /^(audit|outbox|agreement|grant|role_assignments|notifications)/.test(table);
      if (concerned) continue;
      const pinnedByBoth = table === 'exchange_peer_keys' ? 1 : 0;
      const joined = (former?.rows[table]?.joined ?? 0) + pinnedByBoth;
      const now = after[table] ?? { former: 0, successor: 0 };
      expect(now.former + now.successor + joined, table).to.equal(rows.former + rows.successor);
      const stays = now.former;
      expect(former?.rows[table]?.moved ?? 0, `${table} moved`).to.equal(rows.former - stays - joined);
    }
    const left = Object.keys(after).filter(
      (table) => tableRules[table]?.merging === 'moved' && (after[table]?.former ?? 0) > 0,
    );
    expect(left.sort()).to.deep.equal(['calendar_exceptions', 'calendars', 'property_facts', 'synonym_lists']);
  });

  it('changes nothing when it is run again', async () => {
    const first = await mergeAll();
    const before = await countRows(world());
    const { begun, plan } = await preview();
    expect(begun).to.equal('finished');
    expect(await merge(plan.code)).to.deep.equal(first);
    expect(await countRows(world())).to.deep.equal(before);
  });

  it('keep references, and addresses lead to the successor', async () => {
    const { theirs } = copy().seeded;
    const [caseBefore] = await rowsOf(world(), 'cases', { id: theirs.caseId });
    await mergeAll();
    const [found] = await rowsOf(world(), 'cases', { id: theirs.caseId });
    expect(found).to.include({ authority_id: dunmere, reference: caseBefore?.['reference'] });
    const { kernel } = world();
    expect((await findAuthorityBySlug(kernel, 'castlebridge'))?.id).to.equal(dunmere);
    const former = (await listAuthorities(kernel)).find(({ id }) => id === castlebridge);
    expect(former).to.include({ kind: 'former', followedById: dunmere });
  });

  it('have old addresses lead to the successor, at the desk and in the API, and roles given by the old slug hold there', async () => {
    const { ours, theirs } = copy().seeded;
    const keyOf = async (table: string): Promise<string> =>
      String((await rowsOf(world(), table, { authority_id: castlebridge }))[0]?.['key']);
    const [service, article] = [await keyOf('services'), await keyOf('articles')];
    await mergeAll();
    const http = await startHttp(world());
    const browser = await http.signIn(ours.personId);
    const headers = { Authorization: `Bearer ${await giveToken(world().kernel, ours.personId)}` };
    const byToken = (address: string) => http.browser().send(address, { headers });
    const desk = ['queue', 'services', `services/${service}`, 'knowledge', `knowledge/${article}`];
    for (const address of desk.map((each) => `/desk/${each}`)) {
      const moved = await browser.get(`${address}?authority=${castlebridge}`);
      expect([address, moved.status, moved.headers.get('location')]).to.deep.equal([
        ...[address, 302, `${address}?authority=${dunmere}`],
      ]);
      expect([address, (await browser.get(`${address}?authority=${dunmere}`)).status]).to.deep.equal([address, 200]);
    }
    const search = (id: number) => byToken(`/api/v1/customers?q=${theirs.mark}&authorityId=${id}`);
    expect((await search(castlebridge)).headers.get('location')).to.include(`authorityId=${dunmere}`);
    expect((await browser.get(`/desk/queue?authority=${westmoor}`)).status).to.equal(404);
    await http.close();
    const { staffId: personId } = await world().staff([], []);
    await world().run(systemActor('a test'), assignRole, { personId, authority: 'castlebridge', role: 'adviser' });
    const [role] = await rowsOf(world(), 'role_assignments', { person_id: personId });
    expect(role?.['authority_id']).to.equal(dunmere);
  });

  it('have their staff work for the successor, and nobody else sees more than before', async () => {
    const { ours, theirs } = copy().seeded;
    const sees = async (personId: string): Promise<number[]> => {
      const grants = await findGrants(world().kernel, allPermissions(), personId);
      return (grants.get('customers.read') ?? []).map(({ authorityId }) => authorityId);
    };
    const outsider = await world().staff([], [westmoor]);
    const before = await sees(outsider.staffId);
    await mergeAll();
    expect(await sees(theirs.personId)).to.deep.equal([dunmere]);
    expect(await sees(ours.personId)).to.deep.equal([dunmere]);
    expect(await sees(outsider.staffId)).to.deep.equal(before);
    const served = await rowsOf(world(), 'agreements', { authority_id: dunmere, state: 'signed' });
    expect(served, 'nobody who served one council sees the records of both').to.deep.equal([]);
  });

  it('have work that waits done for the successor, and its staff served where they were', async () => {
    const { kernel } = world();
    const waiting = { kind: 'test.late-work', run_at: testNow, attempts: 0, state: 'waiting', created_at: testNow };
    const of = async (authorityId: number, state = 'waiting'): Promise<string> => {
      const id = world().newId();
      const payload = JSON.stringify({ authorityId, subjectId: id });
      await kernel.db.write(everyAuthority, (db) => db.insert('jobs', { ...waiting, id, state, payload }));
      return id;
    };
    const late = await of(castlebridge);
    const others = [await of(castlebridge * 10), await of(westmoor)];
    await mergeAll();
    const [job] = await rowsOf(world(), 'jobs', { id: late });
    expect(JSON.parse(String(job?.['payload']))).to.deep.equal({ authorityId: dunmere, subjectId: late });
    for (const id of others) {
      const [other] = await rowsOf(world(), 'jobs', { id });
      expect(JSON.parse(String(other?.['payload']))).not.to.include({ authorityId: dunmere });
    }
    const slugs = slugsOf(await listAuthorities(kernel), { id: dunmere });
    expect(slugs.sort()).to.deep.equal(['castlebridge', 'dunmere']);
    const forStaff = { definition: { audience: 'staff' as const, staffOf: ['castlebridge'] } };
    expect(servesStaffOf(forStaff, slugs, 'partnership')).to.equal(true);
    expect(servesStaffOf(forStaff, ['westmoor'], 'partnership')).to.equal(false);
  });

  it('find each other’s customers', async () => {
    const { ours, theirs } = copy().seeded;
    const find = async (): Promise<string[]> => {
      const grants = await findGrants(world().kernel, allPermissions(), ours.personId);
      const actor: StaffActor = { ...ours.actor, grants };
      const { items } = await world().read(actor, searchCustomers, { text: theirs.mark });
      return items.map(({ id }) => id);
    };
    expect(await find()).not.to.include(theirs.customerId);
    await mergeAll();
    expect(await find()).to.include(theirs.customerId);
  });

  it('show on a case which council it was, and who saw it before', async () => {
    const { ours, theirs } = copy().seeded;
    const audit = (actor: StaffActor) => world().read(actor, listAuditOf, { kind: 'case', id: theirs.caseId });
    const before = await audit(theirs.actor);
    expect(before.length).to.be.greaterThan(0);
    await mergeAll();
    const grants = await findGrants(world().kernel, allPermissions(), ours.personId);
    const ids = (await audit({ ...ours.actor, grants })).map(({ id }) => id);
    expect(ids).to.include.members(before.map(({ id }) => id));
    const [found] = await rowsOf(world(), 'cases', { id: theirs.caseId });
    const former = await formerOwner(world().kernel, String(found?.['reference']), dunmere);
    expect(former?.id).to.equal(castlebridge);
    expect(await formerOwner(world().kernel, 'DU-1234', dunmere)).to.equal(undefined);
  });

  it('say on a customer’s record, at the desk and by the API, whose it was and until when', async () => {
    const { ours, theirs } = copy().seeded;
    await mergeAll();
    const http = await startHttp(world());
    const browser = await http.signIn(ours.personId);
    const said = '<dt>Formerly</dt><dd>City of Castlebridge Council, taken over on 16 November 2026</dd>';
    expect((await browser.get(`/desk/customers/${theirs.customerId}`)).text).to.include(said);
    expect((await browser.get(`/desk/customers/${ours.customerId}`)).text).not.to.include('taken over on');
    const headers = { Authorization: `Bearer ${await giveToken(world().kernel, ours.personId)}` };
    const { text } = await http.browser().send(`/api/v1/customers/${theirs.customerId}`, { headers });
    const formerly = { authorityId: castlebridge, takenOverOn: '2026-11-16' };
    expect(JSON.parse(text)).to.deep.include({ authorityId: dunmere, formerly });
    await http.close();
  });

  it('close the former audit chain and anchor it in the successor’s', async () => {
    const merged = await mergeAll();
    const { kernel } = world();
    const chains = await verifyClosedAndOpen(kernel, []);
    expect(chains.filter(({ fault }) => fault)).to.deep.equal([]);
    const seq = merged.former[0]?.chain.seq ?? 0;
    expect(seq).to.be.greaterThan(0);
    await kernel.db.write(everyAuthority, (db) => db.remove('audit_seals', { authority_id: castlebridge, seq }));
    const cut = (await verifyClosedAndOpen(kernel, [])).find(({ authorityId }) => authorityId === castlebridge);
    expect(cut?.fault?.kind).to.equal('cut-short');
  });
});

async function rowsOf({ kernel }: TestWorld, table: string, where: Row): Promise<Row[]> {
  const db = kernel.db.read(everyAuthority);
  return await db.rows<Row>(db.from(table).where(where));
}

type Counts = Readonly<Record<string, { readonly former: number; readonly successor: number }>>;

async function countRows(world: TestWorld): Promise<Counts> {
  const counts: Record<string, { former: number; successor: number }> = {};
  for (const { name, ownership } of world.kernel.db.tables.values()) {
    if (ownership !== 'authority') continue;
    const former = (await rowsOf(world, name, { authority_id: castlebridge })).length;
    counts[name] = { former, successor: (await rowsOf(world, name, { authority_id: dunmere })).length };
  }
  return counts;
}

async function expectError(code: string, work: Promise<unknown>): Promise<void> {
  const error: unknown = await work.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  expect(isError(error, code), String(error)).to.equal(true);
}
