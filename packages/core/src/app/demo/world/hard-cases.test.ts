import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { buildWorld } from './build-world.js';
import { hardCaseTexts, type HardCaseKey } from './hard-cases.js';
import { showcaseStaff } from './staff.js';
import { readShippedServices, readShippedTeams } from './testing/shipped-catalogue.js';
import type { DemoCustomer, DemoPlace, DemoWorld } from './types.js';

describe('hard cases of the demo world', function () {
  this.timeout(30_000);
  let world: DemoWorld;

  before(async () => {
    const services = await readShippedServices();
    const teams = await readShippedTeams();
    world = buildWorld({
      seed: 'hard',
      startAt: Date.parse('2026-11-24T10:40:00Z'),
      services,
      teams,
      customers: 1500,
      contactsAndCases: 2000,
    });
  });

  const people = (key: HardCaseKey): DemoCustomer[] => {
    const keys = world.hardCases.find((each) => each.key === key)?.customerKeys ?? [];
    return world.customers.filter((customer) => keys.includes(customer.key));
  };
  const homeOf = (customer: DemoCustomer | undefined): DemoPlace | undefined =>
    world.places.find(({ key }) => key === customer?.occupancies[0]?.placeKey);

  it('has people in every one', () => {
    for (const { key } of hardCaseTexts) expect(people(key), key).not.to.be.empty;
  });

  it('tells father and son apart by nothing but their birthdays', () => {
    const [father, son] = people('father-and-son');
    expect([father?.givenName, father?.familyName, homeOf(father)]).to.deep.equal([
      son?.givenName,
      son?.familyName,
      homeOf(son),
    ]);
    expect(father?.bornOn).not.to.equal(son?.bornOn);
  });

  it('gives twins one birthday and two names', () => {
    const [one, other] = people('twins');
    expect([one?.bornOn, one?.familyName, homeOf(one)]).to.deep.equal([
      other?.bornOn,
      other?.familyName,
      homeOf(other),
    ]);
    expect(one?.givenName).not.to.equal(other?.givenName);
  });

  it('lodges six people in rooms of one house', () => {
    const rooms = people('shared-house').map(homeOf);
    expect(rooms).to.have.length(6);
    expect(new Set(rooms.map((room) => room?.parentUprn)).size).to.equal(1);
    expect(new Set(rooms.map((room) => room?.key)).size).to.equal(6);
  });

  it('lets twelve properties by one landlord who lives elsewhere', () => {
    const [owner] = people('landlord');
    const let12 = owner?.occupancies.filter(({ role }) => role === 'landlord') ?? [];
    expect(let12).to.have.length(12);
    expect(let12.map(({ placeKey }) => placeKey)).not.to.include(owner?.occupancies[0]?.placeKey);
  });

  it('lets a carer speak for her mother about some services only', () => {
    const [mother, daughter] = people('carer');
    const representation = world.representations.find(({ customerKey }) => customerKey === mother?.key);
    expect(representation?.representativeKey).to.equal(daughter?.key);
    expect(representation?.serviceKeys).not.to.be.empty;
  });

  it('conceals an address, with who may see it and a review', () => {
    expect(people('concealed-address')[0]?.restriction).to.include.keys('reason', 'allowedTeamKeys', 'reviewOn');
  });

  it('has a death reported by the executor', () => {
    const late = people('bereavement').find(({ diedOn }) => diedOn);
    expect(late?.diedOn).to.be.a('string');
    expect(
      world.cases.some(
        ({ customerKey, participant }) => customerKey === late?.key && participant.capacity === 'representative',
      ),
    ).to.equal(true);
  });

  it('has homes without a UPRN', () => {
    for (const customer of [...people('boater'), ...people('new-build')]) {
      expect(homeOf(customer)?.uprn).to.equal(undefined);
      expect(homeOf(customer)?.status).to.equal('provisional');
    }
  });

  it('links one person’s records at two councils and merges nothing', () => {
    const records = people('two-councils');
    expect(records.map(({ authorityKey }) => authorityKey)).to.deep.equal(['dunmere', 'westmoor']);
    expect(world.customerLinks[0]).to.include({ customerKey: records[0]?.key, otherCustomerKey: records[1]?.key });
    for (const { key } of records)
      expect(world.interactions.filter(({ customerKey }) => customerKey === key).length).to.be.at.least(2);
  });

  it('matches four customers by one telephone', () => {
    const numbers = people('shared-telephone').map(
      ({ contactPoints }) => contactPoints.find(({ kind }) => kind === 'landline')?.value,
    );
    expect(numbers).to.have.length(4);
    expect(new Set(numbers).size).to.equal(1);
  });

  it('always hears from Norman Inskip without a number', () => {
    const [caller] = people('withheld-number');
    const withheld = world.interactions.filter(
      ({ customerKey, numberWithheld }) => customerKey === caller?.key && numberWithheld,
    );
    expect(withheld.length).to.be.at.least(5);
    for (const { callerNumber } of withheld) expect(callerNumber).to.equal(undefined);
  });

  it('keeps names as they were given', () => {
    expect(people('other-scripts').map(({ givenName }) => givenName)).to.deep.equal(['ليلى', 'Sunny ☀️']);
    expect(people('long-name')[0]?.familyName?.length).to.be.above(60);
    expect(people('apostrophe-and-hyphen')[0]?.familyName).to.equal("O'Brien-Smythe");
    expect(people('two-spellings')[0]?.alsoKnownAs).to.include.members(['Catriona MacLeod', 'Catriona Thomson']);
    expect(people('welsh-speaker')[0]?.language).to.equal('cy');
  });

  it('has its list and its sign-in names in the docs', async () => {
    const docs = await readFile(new URL('../../../../../../docs/demo.md', import.meta.url), 'utf8');
    for (const { title, why } of hardCaseTexts) expect(docs).to.include(title).and.to.include(why);
    for (const [givenName, familyName] of showcaseStaff) {
      expect(docs).to.include(`\`${givenName}.${familyName}\``.toLowerCase());
    }
  });
});
