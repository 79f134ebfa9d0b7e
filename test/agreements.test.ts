import { expect } from 'chai';
import { allPermissions } from '#core/app/capabilities.js';
import { changeTerms } from '#core/partnerships/commands/change-terms.js';
import { draftAgreement } from '#core/partnerships/commands/draft-agreement.js';
import { endAgreement } from '#core/partnerships/commands/end-agreement.js';
import { signTerms } from '#core/partnerships/commands/sign-terms.js';
import { permissionsGiven } from '#core/partnerships/given-permissions.js';
import { someTerms } from '#core/partnerships/testing/agreements.js';
import { closeAgreement, openAgreement } from '#core/partnerships/commands/open-agreement.js';
import { checkCoverage, getAgreement, listAgreements, tryAgreement } from '#core/partnerships/queries.js';
import { abilities, sharedParts } from '#core/partnerships/types.js';
import { HOUR_MS, type Instant } from '#core/kernel/clock.js';
import { dunmere, onBothEngines, testNow, westmoor } from '#core/testing/harness.js';
import { agreeingCouncils, codeOf, evening, faultsOf, type Who } from './agreements/councils.js';

onBothEngines('agreements', (world) => {
  const { at, as, draft, idOf, inForce, mayLog, read } = agreeingCouncils(world);

  it('hold once an administrator of each side has signed, and not before', async () => {
    const { id } = await draft();
    world().clock.set(evening);
    expect([(await read(id)).state, await mayLog()]).to.deep.equal(['draft', [westmoor]]);
    await world().run(await as('ours'), signTerms, { id, expectedVersion: 1, side: 'provider' });
    expect([(await read(id)).state, await mayLog()]).to.deep.equal(['draft', [westmoor]]);
    await world().run(await as('theirs'), signTerms, { id, expectedVersion: 2, side: 'receiver' });
    const agreement = await read(id);
    expect([agreement.state, agreement.proposed, agreement.version]).to.deep.equal(['signed', null, 3]);
    expect(agreement.agreed?.signatures.map(({ side, personId }) => [side, personId])).to.deep.equal([
      ['provider', idOf('ours')],
      ['receiver', idOf('theirs')],
    ]);
    expect(agreement.history.map(({ kind }) => kind)).to.deep.equal(['agreed', 'signed', 'drafted']);
    expect(await mayLog()).to.deep.equal([westmoor, dunmere]);
  });

  it('are signed by two people: nobody signs twice, for the other side, or for both', async () => {
    const { id } = await draft();
    const sign = async (who: Who, expectedVersion: number, side: 'receiver' | 'provider') =>
      codeOf(world().run(await as(who), signTerms, { id, expectedVersion, side }));
    expect(await sign('theirs', 1, 'provider')).to.equal('not_allowed');
    expect(await sign('adviser', 1, 'provider')).to.equal('not_allowed');
    expect(await sign('both', 1, 'provider')).to.equal('done');
    expect(await sign('both', 2, 'receiver')).to.equal('signed_for_the_other');
    expect(await sign('ours', 2, 'provider')).to.equal('nothing_to_sign');
    expect(await sign('theirs', 1, 'receiver')).to.equal('stale_version');
    expect((await read(id)).state).to.equal('draft');
  });

  it('keep their terms until both sides have signed the next, and lose a signature with each change', async () => {
    const { id } = await inForce();
    const longer = { ...someTerms, abilities: ['log' as const, 'close' as const] };
    await world().run(await as('ours'), changeTerms, { ...longer, id, expectedVersion: 3 });
    await world().run(await as('ours'), signTerms, { id, expectedVersion: 4, side: 'provider' });
    await world().run(await as('theirs'), changeTerms, { ...longer, id, expectedVersion: 5, toOn: '2027-03-31' });
    const between = await read(id);
    expect([between.agreed?.number, between.proposed?.number]).to.deep.equal([1, 2]);
    expect(between.agreed?.terms.abilities).to.deep.equal(['log']);
    expect(between.proposed?.signatures).to.deep.equal([]);
    await world().run(await as('theirs'), signTerms, { id, expectedVersion: 6, side: 'receiver' });
    await world().run(await as('ours'), signTerms, { id, expectedVersion: 7, side: 'provider' });
    const { agreed, proposed } = await read(id);
    expect([agreed?.number, agreed?.terms.abilities, agreed?.toOn, proposed]).to.deep.equal([
      ...[2, ['log', 'close'], '2027-03-31', null],
    ]);
  });

  it('for continuity lie dormant until somebody whom they name opens them, for a time', async () => {
    const terms = { kind: 'continuity', hours: { when: 'always' }, openForHours: 4 } as const;
    const { id, expectedVersion } = await inForce({ ...terms, officerIds: [idOf('ours')] });
    expect(await mayLog()).to.deep.equal([westmoor]);
    const open = { id, expectedVersion, hours: 2, reason: 'The contact centre is flooded' };
    expect(await codeOf(world().run(await as('theirs'), openAgreement, open))).to.equal('not_allowed');
    expect(await faultsOf(world().run(await as('ours'), openAgreement, { ...open, hours: 5 }))).to.deep.equal([
      'hours',
    ]);
    await world().run(await as('ours'), openAgreement, open);
    expect(await mayLog()).to.deep.equal([westmoor, dunmere]);
    expect(await codeOf(world().run(await as('ours'), openAgreement, { ...open, expectedVersion: 4 }))).to.equal(
      'agreement_not_dormant',
    );
    world().clock.advance(2 * HOUR_MS);
    expect(await mayLog()).to.deep.equal([westmoor]);
    await world().run(await as('ours'), openAgreement, { ...open, expectedVersion: 4 });
    await world().run(await as('theirs'), closeAgreement, { id, expectedVersion: 5 });
    expect(await mayLog()).to.deep.equal([westmoor]);
  });

  it('for overflow are opened once customers wait as long as was agreed', async () => {
    const terms = { kind: 'overflow', hours: { when: 'always' }, openForHours: 2, overflowMinutes: 10 } as const;
    const { id, expectedVersion } = await inForce({ ...terms, officerIds: [idOf('theirs')] });
    const open = { id, expectedVersion, hours: 1, reason: 'Snow' };
    for (const waitMinutes of [undefined, 9])
      expect(await faultsOf(world().run(await as('theirs'), openAgreement, { ...open, waitMinutes }))).to.deep.equal([
        'waitMinutes',
      ]);
    await world().run(await as('theirs'), openAgreement, { ...open, waitMinutes: 10 });
    expect(await mayLog()).to.deep.equal([westmoor, dunmere]);
  });

  it('are nobody’s but the two sides’', async () => {
    const { id, expectedVersion } = await inForce();
    const abroad = await as('abroad');
    expect(await codeOf(world().read(abroad, getAgreement, { id }))).to.equal('not_found');
    expect(await world().read(abroad, listAgreements, {})).to.deep.equal([]);
    const end = { id, expectedVersion, reason: 'Just so' };
    expect(await codeOf(world().run(abroad, endAgreement, end))).to.equal('not_found');
    expect(await codeOf(world().run(abroad, draftAgreement, { ...someTerms, receiverId: 3, providerId: 2 }))).to.equal(
      'not_found',
    );
    expect(await codeOf(world().read(abroad, checkCoverage, { authorityId: dunmere }))).to.equal('not_found');
    const adviser = await as('adviser');
    for (const refused of [
      world().run(adviser, endAgreement, end),
      world().run(adviser, openAgreement, { ...end, hours: 1 }),
      world().run(adviser, draftAgreement, { ...someTerms, receiverId: dunmere, providerId: westmoor }),
      world().read(adviser, listAgreements, {}),
    ])
      expect(await codeOf(refused)).to.equal('not_allowed');
    expect((await read(id)).state).to.equal('signed');
  });

  it('name the field that needs another look', async () => {
    const faults = (more: object) => faultsOf(draft(more));
    expect(await faults({ toOn: '2026-10-01' })).to.deep.equal(['toOn']);
    expect(await faults({ providerId: dunmere })).to.deep.equal(['providerId']);
    expect(await faults({ providerId: 1 })).to.deep.equal(['providerId']);
    expect(await faults({ serviceIds: [at().potholeId] })).to.deep.equal(['serviceIds']);
    expect(await faults({ kind: 'continuity' })).to.deep.equal(['officerIds', 'openForHours']);
    expect(await faults({ kind: 'overflow', officerIds: [idOf('abroad')], openForHours: 1 })).to.deep.equal([
      'overflowMinutes',
      'officerIds',
    ]);
    expect(await faults({ abilities: ['close'], shares: [] })).to.deep.equal(['shares']);
    expect(await faults({ price: { kind: 'per-case' } })).to.deep.equal(['price']);
    expect(await faults({ title: '' })).to.deep.equal(['title']);
  });

  it('are tried for any time before anybody signs', async () => {
    const { id } = await draft();
    const trial = async (time: Instant) => world().read(await as('ours'), tryAgreement, { id, at: time });
    expect(await trial(testNow)).to.deep.equal({
      ...{ allowed: false, refusal: 'hours', supposesSigned: true, supposesOpened: false },
    });
    expect((await trial(evening)).allowed).to.equal(true);
    expect((await trial(testNow - 60 * 24 * HOUR_MS)).refusal).to.equal('coming');
  });

  it('of the same hours are told of, and so are hours that nobody serves', async () => {
    const coverage = async () => world().read(await as('theirs'), checkCoverage, { authorityId: dunmere });
    const before = await coverage();
    expect(before.gaps.map(({ serviceIds }) => serviceIds)).to.deep.equal([[at().missedBinId]]);
    expect(before.gaps[0]?.periods[0]?.from).to.equal(evening);
    const first = await inForce();
    expect(await coverage()).to.deep.equal({ services: 1, gaps: [], overlaps: [] });
    const second = await inForce({ hours: { when: 'always' } });
    const { overlaps } = await coverage();
    expect(overlaps.map(({ agreementIds }) => [...agreementIds].sort())).to.deep.equal([[first.id, second.id].sort()]);
  });

  it('give only permissions that there are', () => {
    const known = allPermissions().map(({ name }) => name);
    expect(known).to.include.members(permissionsGiven({ shares: sharedParts, abilities }));
  });
});
