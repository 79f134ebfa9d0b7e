import { expect } from 'chai';
import { buildWorld } from './build-world.js';
import { groupBy } from './group-by.js';
import { readShippedServices, readShippedTeams } from './testing/shipped-catalogue.js';
import type { DemoWorld } from './types.js';

/** Ofcom's numbers for drama: 01632 960, 07700 900, and a thousand in each of fourteen cities. */
const dramaNumber =
  /^\+44(1632960\d{3}|7700900\d{3}|(113|114|115|116|117|118|121|131|141|151|161)4960\d{3}|1914980\d{3}|2079460\d{3}|2920180\d{3})$/;

describe('what the demo world invents', function () {
  this.timeout(30_000);
  let world: DemoWorld;

  before(async () => {
    const services = await readShippedServices();
    const teams = await readShippedTeams();
    world = buildWorld({
      seed: 'invented',
      startAt: Date.parse('2026-11-24T10:40:00Z'),
      services,
      teams,
      contactsAndCases: 3000,
    });
  });

  it('gives places UPRNs and streets USRNs that nobody else has', () => {
    const uprns = world.places.flatMap(({ uprn }) => uprn ?? []);
    for (const uprn of uprns) expect(uprn).to.match(/^9999\d{8}$/);
    expect(new Set(uprns).size).to.equal(uprns.length);
    for (const { usrn } of world.streets) expect(usrn).to.match(/^9\d{7}$/);
  });

  it('puts every flat and room in a building that exists', () => {
    const uprns = new Set(world.places.map(({ uprn }) => uprn));
    for (const { parentUprn } of world.places) if (parentUprn) expect(uprns.has(parentUprn)).to.equal(true);
    for (const { kind, parentUprn } of world.places) if (kind === 'bedsit') expect(parentUprn).to.be.a('string');
  });

  it('uses only telephone numbers kept for drama and mail that goes nowhere', () => {
    const points = world.customers.flatMap(({ contactPoints }) => contactPoints);
    for (const { kind, value } of points) {
      if (kind === 'email') expect(value).to.match(/^[a-z0-9.-]+@[a-z]+\.example$/);
      else if (kind !== 'post') expect(value).to.match(dramaNumber);
    }
    for (const { phone, email } of world.staff) {
      expect(phone).to.match(dramaNumber);
      expect(email).to.match(/\.example$/);
    }
    for (const { lines } of world.authorities) for (const { number } of lines) expect(number).to.match(dramaNumber);
  });

  it('shares a telephone only within a household, or with the other record of the same person', () => {
    const owners = world.customers.flatMap((customer) =>
      customer.contactPoints
        .filter(({ kind }) => kind === 'mobile' || kind === 'landline')
        .map(({ value }) => ({ value, home: customer.occupancies[0]?.placeKey })),
    );
    for (const [number, sharers] of groupBy(owners, ({ value }) => value)) {
      expect(new Set(sharers.map(({ home }) => home)).size, number).to.equal(1);
    }
  });

  it('joins every key to a record', () => {
    const keys = (records: readonly { key: string }[]) => new Set(records.map(({ key }) => key));
    const [customers, places, staff, cases] = [world.customers, world.places, world.staff, world.cases].map(keys);
    const known = (set: Set<string> | undefined, key: string | undefined) =>
      key === undefined || set?.has(key) === true;
    for (const fact of world.propertyFacts) expect(known(places, fact.placeKey)).to.equal(true);
    for (const customer of world.customers) {
      for (const { placeKey } of customer.occupancies) expect(known(places, placeKey)).to.equal(true);
    }
    for (const { customerKey, representativeKey } of world.representations) {
      expect(known(customers, customerKey) && known(customers, representativeKey)).to.equal(true);
    }
    for (const interaction of world.interactions) {
      expect(known(customers, interaction.customerKey) && known(staff, interaction.adviserKey)).to.equal(true);
      for (const { caseKey } of interaction.enquiries) expect(known(cases, caseKey)).to.equal(true);
    }
    for (const each of world.cases) {
      expect(
        known(customers, each.customerKey) && known(staff, each.ownerKey) && known(places, each.placeKey),
      ).to.equal(true);
    }
  });

  it('keeps a case’s customer with the authority whose case it is', () => {
    const authorityOf = new Map(world.customers.map(({ key, authorityKey }) => [key, authorityKey]));
    for (const { customerKey, authorityKey } of world.cases) {
      if (customerKey) expect(authorityOf.get(customerKey)).to.equal(authorityKey);
    }
  });

  it('lets nobody who has died get in touch, but by who speaks for them', () => {
    const died = new Map(world.customers.flatMap(({ key, diedOn }) => (diedOn ? [[key, diedOn] as const] : [])));
    for (const { customerKey, representativeKey } of world.interactions) {
      if (customerKey && died.has(customerKey)) expect(representativeKey).to.be.a('string');
    }
  });
});
