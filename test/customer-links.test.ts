import { expect } from 'chai';
import {
  createCustomer,
  endLink,
  linkAcross,
  listLinks,
  mergeCustomers,
  restrictCustomer,
} from '#core/customers/index.js';
import { systemActor, type StaffActor } from '#core/kernel/actor.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { endAgreement, resumeAgreement, suspendAgreement } from '#core/partnerships/index.js';
import { castlebridge, dunmere, onBothEngines, westmoor } from '#core/testing/harness.js';
import { addPerson, startHttp } from '#core/testing/http.js';
import { agreeingCouncils, codeOf, faultsOf } from './agreements/councils.js';

const system = systemActor('sets up a test');
const work = ['customers.read', 'customers.edit'];

onBothEngines('a customer whom two councils know', (world) => {
  const councils = agreeingCouncils(world);
  /** Of both councils, of each, and of one that has no part in it. */
  let both: StaffActor, here: StaffActor, there: StaffActor, abroad: StaffActor;
  before(async () => {
    both = await world().staff(work, [dunmere, westmoor]);
    here = await world().staff(work, [dunmere]);
    there = await world().staff(work, [westmoor]);
    abroad = await world().staff(work, [castlebridge]);
  });

  const somebody = async (authorityId: number, lastName = 'Balogun') =>
    (await world().run(system, createCustomer, { authorityId, firstName: 'Folake', lastName, confirmedNew: true })).id;
  const pair = async () => ({ customerId: await somebody(dunmere), otherId: await somebody(westmoor, 'Balogun-Ade') });
  const lawfulBasis = 'She asked us to';
  const linked = async () => {
    const agreement = await councils.inForce();
    const records = await pair();
    const { id } = await world().run(both, linkAcross, { ...records, agreementId: agreement.id, lawfulBasis });
    return { id, agreement, ...records };
  };
  const links = async (customerId: string, who = both) => (await world().read(who, listLinks, { customerId })).links;

  it('is said on both records, by which agreement and on what basis; the other record only to those who may read it', async () => {
    const { id, agreement, customerId, otherId } = await linked();
    const [one] = await links(customerId);
    expect(one).to.include({ id, authorityId: westmoor, lawfulBasis });
    expect(one?.agreement?.id).to.equal(agreement.id);
    expect(one?.other).to.include({ id: otherId, displayName: 'Folake Balogun-Ade' });
    expect((await links(otherId))[0]?.other?.id).to.equal(customerId);
    const [seenHere] = await links(customerId, here);
    expect([seenHere?.id, seenHere?.other]).to.deep.equal([id, null]);
    expect(JSON.stringify(seenHere)).to.not.include('Balogun-Ade').and.not.include(otherId);
    expect(await codeOf(links(customerId, there))).to.equal('not_found');
    expect(await codeOf(links(customerId, abroad))).to.equal('not_found');
  });

  it('is linked only by somebody who sees both, by an agreement in force between the two', async () => {
    const records = await pair();
    const { id: draftId } = await councils.draft();
    const link = (who: StaffActor, more: object = {}) =>
      faultsOf(world().run(who, linkAcross, { ...records, agreementId: draftId, lawfulBasis, ...more }));
    expect(await link(both)).to.deep.equal(['agreementId']);
    const { id: agreementId } = await councils.inForce();
    expect(await link(both)).to.deep.equal(['agreementId']);
    expect(await link(here, { agreementId })).to.deep.equal(['otherId']);
    expect(await link(both, { agreementId, otherId: await somebody(dunmere) })).to.deep.equal(['otherId']);
    expect(await link(both, { agreementId, lawfulBasis: ' ' })).to.deep.equal(['lawfulBasis']);
    const input = { ...records, agreementId, lawfulBasis };
    expect(await codeOf(world().run(there, linkAcross, input))).to.equal('not_found');
    expect(await links(records.customerId)).to.deep.equal([]);
    expect(await codeOf(world().run(both, linkAcross, input))).to.equal('done');
    const back = { ...input, customerId: records.otherId, otherId: records.customerId };
    expect(await link(both, back)).to.deep.equal(['otherId']);
  });

  it('is no longer linked once either council ended it, and both audits say so', async () => {
    const { id, customerId, otherId } = await linked();
    const end = { id, customerId: otherId, reason: 'She asked us to stop' };
    expect(await codeOf(world().run(abroad, endLink, end))).to.equal('not_found');
    await world().run(there, endLink, end);
    expect([await links(customerId), await links(otherId)]).to.deep.equal([[], []]);
    expect(await codeOf(world().run(here, endLink, { ...end, customerId }))).to.equal('link_ended');
    const db = world().kernel.db.read(everyAuthority);
    const rows = await db.rows<{ authority_id: number; action: string }>(
      db.from('audit_entries').where({ subject_id: id }).orderBy('id').select('authority_id', 'action'),
    );
    const said = rows.map(({ authority_id, action }) => `${authority_id} ${action}`).sort();
    const told = await db.rows<{ topic: string }>(
      db.from('outbox_events').whereIn('subject_id', [customerId, otherId]).orderBy('id').select('topic'),
    );
    const topics = told.map(({ topic }) => topic).filter((topic) => topic.includes('link'));
    expect(topics).to.deep.equal(['customer.linked', 'customer.link-ended']);
    const commands = ['customers.end-link', 'customers.link-across'];
    expect(said).to.deep.equal(
      [westmoor, dunmere].flatMap((each) => commands.map((action) => `${each} ${action}`)).sort(),
    );
  });

  it('is linked for as long as the agreement is in force', async () => {
    const { agreement, customerId } = await linked();
    const theirs = await councils.as('theirs');
    await world().run(theirs, suspendAgreement, { ...agreement, reason: 'Looking into it' });
    expect(await links(customerId)).to.deep.equal([]);
    await world().run(theirs, resumeAgreement, { id: agreement.id, expectedVersion: 4 });
    expect(await links(customerId)).to.have.length(1);
    await world().run(theirs, endAgreement, { id: agreement.id, expectedVersion: 5, reason: 'Over' });
    expect(await links(customerId)).to.deep.equal([]);
  });

  it('is not told of by a link with a restricted record, but to those who may open such there', async () => {
    const { customerId, otherId } = await linked();
    const restricted = { id: otherId, expectedVersion: 1, restriction: 'safeguarding', reason: 'A test' } as const;
    await world().run(system, restrictCustomer, restricted);
    expect(await links(customerId)).to.deep.equal([]);
    const grants = new Map([...both.grants, ['customers.read-restricted', [{ authorityId: westmoor }]]]);
    const [link] = await links(customerId, { ...both, grants });
    expect(link?.other).to.include({ restricted: true, displayName: null });
  });

  it('stays linked when either record is merged, and says nothing where an agreement hides ties', async () => {
    const { customerId, otherId } = await linked();
    const into = async (authorityId: number, mergedId: string) => {
      const survivorId = await somebody(authorityId, 'Survivor');
      const versions = { survivorVersion: 1, mergedVersion: 1, reason: 'One person' };
      await world().run(system, mergeCustomers, { survivorId, mergedId, ...versions });
      return survivorId;
    };
    const [survivor, otherSurvivor] = [await into(dunmere, customerId), await into(westmoor, otherId)];
    expect((await links(survivor))[0]?.other?.id).to.equal(otherSurvivor);
    expect((await links(otherSurvivor))[0]?.other?.id).to.equal(survivor);
    const grants = new Map([['customers.read', [{ authorityId: dunmere, fields: ['customer.birth'] }]]]);
    expect(await links(survivor, { ...both, grants })).to.deep.equal([]);
  });

  it('is offered where what is on record looks like them, and whoever it isn’t is looked for', async () => {
    await councils.inForce();
    const http = await startHttp(world());
    const roles = [dunmereOfficer, westmoorOfficer];
    const browser = await http.signIn((await addPerson(world(), { name: 'Mair Bowen', roles })).personId);
    const known = { firstName: 'Ottilie', lastName: 'Vance', telephones: ['01632 960177'], confirmedNew: true };
    const make = async (authorityId: number) =>
      (await world().run(system, createCustomer, { ...known, authorityId })).id;
    const [customerId, otherId, elsewhere] = [await make(dunmere), await make(westmoor), await make(castlebridge)];
    const at = `/desk/customers/${customerId}/links`;
    const { text } = await browser.get(at);
    expect(text).to.include('This looks like them').and.include('Ottilie Vance, Westmoor County Council');
    expect(text).to.include(otherId).and.not.include(elsewhere);
    const another = await browser.get(`${at}?find=another`);
    expect(another.text).to.include('Their name and postcode, or number').and.not.include(otherId);
    await http.close();
  });

  it('is found, linked and let go on pages, and nothing typed is lost on the way', async () => {
    const http = await startHttp(world());
    const roles = [dunmereOfficer, westmoorOfficer];
    const browser = await http.signIn((await addPerson(world(), { name: 'Mair Bowen', roles })).personId);
    const { customerId } = await pair();
    const at = `/desk/customers/${customerId}`;
    expect((await browser.get(`${at}/links`)).text).to.include('there is no record to link');
    const { id: agreementId } = await councils.inForce();
    const otherId = await somebody(westmoor, 'Quenby');
    expect((await browser.get(`${at}/links`)).text).to.not.include('Quenby');
    expect((await browser.get(at)).text).to.include(`href="${at}/links"`);
    expect((await browser.get(`${at}/links?q=zzzz`)).text).to.include('Nobody at the other council matches');
    const form = await browser.get(`${at}/links?q=quenby`);
    expect(form.text).to.include('Folake Quenby, Westmoor County Council').and.include(agreementId);
    const back = await browser.post(`${at}/links`, { q: 'quenby', otherId, agreementId, lawfulBasis: '' });
    expect([back.status, back.text.includes('the lawful basis, in words')]).to.deep.equal([422, true]);
    expect(back.text).to.match(new RegExp(`value="${otherId}"[^>]*checked`));
    const done = await browser.post(`${at}/links`, { q: 'quenby', otherId, agreementId, lawfulBasis });
    expect(done.status).to.equal(303);
    const page = (await browser.get(at)).text;
    expect(page).to.include(`<a href="/desk/customers/${otherId}">Folake Quenby</a>`).and.include(lawfulBasis);
    const end = /href="([^"]*links[^"]*end)"/.exec(page)?.[1] ?? '';
    expect((await browser.post(end, { reason: '' })).status).to.equal(422);
    expect((await browser.post(end, { reason: 'She asked us to stop' })).status).to.equal(303);
    expect((await browser.get(at)).text).to.not.include('Quenby');
    await http.close();
  });
});

const dunmereOfficer = ['dunmere', 'officer'] as const;
const westmoorOfficer = ['westmoor', 'officer'] as const;
