import { expect } from 'chai';
import { getCustomer } from '#core/customers/index.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { changeTerms } from '#core/partnerships/commands/change-terms.js';
import { endAgreement } from '#core/partnerships/commands/end-agreement.js';
import { signTerms } from '#core/partnerships/commands/sign-terms.js';
import { permissionsGiven } from '#core/partnerships/given-permissions.js';
import { setOfficeHours, someTerms } from '#core/partnerships/testing/agreements.js';
import { resumeAgreement, suspendAgreement } from '#core/partnerships/commands/suspend-agreement.js';
import { HOUR_MS, MINUTE_MS } from '#core/kernel/clock.js';
import { dunmere, onBothEngines, westmoor } from '#core/testing/harness.js';
import { agreeingCouncils, codeOf, evening, type Who } from './agreements/councils.js';

onBothEngines('what agreements give', (world) => {
  const { at, as, inForce, mayLog, read, work } = agreeingCouncils(world);

  it('give the provider’s advisers what they have at home, to the minute, and nobody else anything', async () => {
    await inForce();
    const seen: [string, readonly number[]][] = [];
    for (const [time, minutes] of [
      ['16:59', -1],
      ['17:00', 0],
      ['17:01', 1],
    ] as const) {
      world().clock.set(evening + minutes * MINUTE_MS);
      seen.push([time, await mayLog()]);
    }
    expect(seen).to.deep.equal([
      ['16:59', [westmoor]],
      ['17:00', [westmoor, dunmere]],
      ['17:01', [westmoor, dunmere]],
    ]);
    const { grants } = await as('adviser');
    expect(grants.get('cases.work')).to.equal(undefined);
    expect(grants.get('correspondence.read')).to.deep.equal([{ authorityId: westmoor }]);
    expect((await as('abroad')).grants.get('customers.read')).to.equal(undefined);
    expect((await as('ours')).grants.get('access.manage')).to.deep.equal([{ authorityId: westmoor }]);
  });

  it('open again the next evening, and follow a calendar that changes meanwhile', async () => {
    await inForce();
    const morning = evening + 15.5 * HOUR_MS;
    world().clock.set(morning - MINUTE_MS);
    expect(await mayLog()).to.deep.equal([westmoor, dunmere]);
    world().clock.set(morning);
    expect(await mayLog()).to.deep.equal([westmoor]);
    await work();
    await setOfficeHours(world(), dunmere, 960);
    await work();
    world().clock.set(evening + 23 * HOUR_MS - MINUTE_MS);
    expect(await mayLog()).to.deep.equal([westmoor]);
    world().clock.set(evening + 23 * HOUR_MS);
    expect(await mayLog()).to.deep.equal([westmoor, dunmere]);
    await setOfficeHours(world(), dunmere);
  });

  it('write nothing anew while nothing changes', async () => {
    const { id } = await inForce();
    const rows = async () => {
      const db = world().kernel.db.read(everyAuthority);
      return await db.rows(db.from('grants').where({ agreement_id: id }).orderBy('id'));
    };
    const before = await rows();
    expect(before.length).to.equal(permissionsGiven({ shares: ['customers', 'cases'], abilities: ['log'] }).length);
    world().clock.advance(HOUR_MS);
    await work();
    expect(await rows()).to.deep.equal(before);
  });

  it('hold on until new terms begin that were signed for later, and give those from their first day', async () => {
    const { id } = await inForce({ hours: { when: 'always' } });
    const later = {
      ...someTerms,
      hours: { when: 'always' as const },
      fromOn: '2026-12-01',
      abilities: ['update' as const],
    };
    await world().run(await as('theirs'), changeTerms, { ...later, id, expectedVersion: 3 });
    await world().run(await as('theirs'), signTerms, { id, expectedVersion: 4, side: 'receiver' });
    await world().run(await as('ours'), signTerms, { id, expectedVersion: 5, side: 'provider' });
    await work();
    const { agreed, coming } = await read(id);
    expect([agreed?.number, agreed?.toOn, coming.map(({ number }) => number)]).to.deep.equal([1, '2026-11-30', [2]]);
    expect(await mayLog()).to.deep.equal([westmoor, dunmere]);
    world().clock.set(Date.UTC(2026, 11, 1));
    expect(await mayLog()).to.deep.equal([westmoor]);
    await work();
    expect([await mayLog(), (await read(id)).agreed?.number]).to.deep.equal([[westmoor], 2]);
    expect((await as('adviser')).grants.get('cases.note')?.map(({ authorityId }) => authorityId)).to.deep.equal([
      ...[westmoor, dunmere],
    ]);
  });

  it('go over into new terms at midnight to the second, with nobody looking', async () => {
    const { id } = await inForce({ hours: { when: 'always' } });
    const later = {
      ...someTerms,
      hours: { when: 'always' as const },
      fromOn: '2026-11-20',
      channels: ['telephone' as const],
    };
    await world().run(await as('theirs'), changeTerms, { ...later, id, expectedVersion: 3 });
    await world().run(await as('theirs'), signTerms, { id, expectedVersion: 4, side: 'receiver' });
    await world().run(await as('ours'), signTerms, { id, expectedVersion: 5, side: 'provider' });
    await work();
    const midnight = Date.UTC(2026, 10, 20);
    const held = async (now: number) => {
      world().clock.set(now);
      const toLog = (await as('adviser')).grants.get('cases.log') ?? [];
      return toLog
        .filter(({ authorityId }) => authorityId === dunmere)
        .map(({ limits }) => limits?.[0]?.channels ?? 'all');
    };
    expect(await held(midnight - 1000)).to.deep.equal(['all']);
    expect(await held(midnight)).to.deep.equal([['telephone']]);
    expect(await held(midnight + 30_000)).to.deep.equal([['telephone']]);
    await work();
    expect(await held(midnight + MINUTE_MS)).to.deep.equal([['telephone']]);
  });

  it('give nothing more from the moment on at which either side suspends or ends them', async () => {
    const { id, expectedVersion } = await inForce();
    world().clock.set(evening);
    expect(await mayLog()).to.deep.equal([westmoor, dunmere]);
    const reason = 'Staff have to be trained first';
    await world().run(await as('ours'), suspendAgreement, { id, expectedVersion, reason });
    expect(await mayLog()).to.deep.equal([westmoor]);
    await work();
    expect(await mayLog()).to.deep.equal([westmoor]);
    const resume = async (who: Who) => codeOf(world().run(await as(who), resumeAgreement, { id, expectedVersion: 4 }));
    expect(await resume('theirs')).to.equal('not_allowed');
    expect(await resume('ours')).to.equal('done');
    expect(await mayLog()).to.deep.equal([westmoor, dunmere]);
    await world().run(await as('theirs'), endAgreement, { id, expectedVersion: 5, reason: 'It is over' });
    expect(await mayLog()).to.deep.equal([westmoor]);
    await work();
    expect(await mayLog()).to.deep.equal([westmoor]);
    expect(await codeOf(world().run(await as('ours'), changeTerms, { ...someTerms, id, expectedVersion: 6 }))).to.equal(
      'agreement_ended',
    );
  });

  it('are named in the audit of everything that is read and done by them', async () => {
    const { id } = await inForce();
    world().clock.set(evening);
    const adviser = await as('adviser');
    await world().read(adviser, getCustomer, { id: at().customerId });
    await world().read(adviser, getCustomer, { id: at().westmoorCustomerId });
    await world().kernel.readAudit.flush();
    const db = world().kernel.db.read(everyAuthority);
    const rows = await db.rows<{ authority_id: number; details: string }>(
      db.from('audit_entries').where({ actor_id: adviser.staffId, action: 'customers.get-customer' }),
    );
    const named = rows.map((row) => [row.authority_id, (JSON.parse(row.details) as { agreement?: string }).agreement]);
    expect(named.sort()).to.deep.equal([
      [westmoor, undefined],
      [dunmere, id],
    ]);
    const both = await db.rows<{ authority_id: number }>(
      db.from('audit_entries').where({ subject_id: id, action: 'partnerships.sign-terms' }),
    );
    expect(both.map((row) => row.authority_id).sort()).to.deep.equal([westmoor, westmoor, dunmere, dunmere]);
  });

  it('that give the same twice give it until the last of them ends', async () => {
    const one = await inForce({ hours: { when: 'always' } });
    const other = await inForce({ hours: { when: 'always' }, abilities: ['log', 'close'] });
    await world().run(await as('theirs'), endAgreement, { ...one, reason: 'One is enough' });
    expect(await mayLog()).to.deep.equal([westmoor, dunmere]);
    await world().run(await as('theirs'), endAgreement, { ...other, reason: 'None is enough' });
    expect(await mayLog()).to.deep.equal([westmoor]);
  });
});
