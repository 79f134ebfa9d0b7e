import { expect } from 'chai';
import { runCommand } from '../../kernel/command.js';
import { castlebridge, dunmere, onBothEngines } from '../../testing/harness.js';
import { createCustomer } from '../commands/create-customer.js';
import { aCustomer, anOrganisation } from '../fixtures.js';
import { findLikelySame, getCustomer, searchCustomers } from '../queries.js';
import { errorOf, faultsOf } from '../testing/catch-error.js';

const worker = ['customers.read', 'customers.create'];

onBothEngines('putting customers on record', (world) => {
  const joan = aCustomer().at('4 Quarry Lane', 'DM4 2LL').bornOn('1948-03-09').reachedBy('01632 960144');
  const unconfirmed = joan.with({ confirmedNew: false });
  let id = '';
  before(async () => {
    id = (await world().run(await world().staff(worker), createCustomer, joan.input)).id;
  });

  it('asks about somebody who is likely on record, and says who', async () => {
    const adviser = await world().staff(worker);
    const error = await errorOf(world().run(adviser, createCustomer, unconfirmed.input));
    expect(error).to.include({ code: 'likely_duplicate', status: 409 });
    const candidates = error.facts['candidates'] as { id: string; verdict: string; evidence: string[] }[];
    expect(candidates.map((one) => [one.id, one.verdict])).to.deep.equal([[id, 'likely']]);
    expect(candidates[0]?.evidence).to.include.members(['same-telephone', 'same-name', 'same-house', 'same-born']);
    expect(error.message).not.to.match(/Prosser|Quarry/);
  });

  it('finds them by another form of the name, too', async () => {
    const adviser = await world().staff(worker);
    const typed = {
      authorityId: dunmere,
      firstName: 'Jo',
      lastName: 'Proser',
      address: { line: '4 quarry ln', postcode: 'dm42ll' },
    };
    const [likely] = await world().read(adviser, findLikelySame, typed);
    expect(likely).to.deep.include({ verdict: 'possible', evidence: ['name-by-sound', 'same-house'] });
  });

  it('creates at once when the adviser confirms that it is somebody new', async () => {
    const adviser = await world().staff(worker);
    const twin = joan.named('Jane Prosser').with({ confirmedNew: true });
    const created = await world().run(adviser, createCustomer, twin.input);
    expect(created.id).not.to.equal(id);
    expect(created.version).to.equal(1);
  });

  it('looks for duplicates within the authority only', async () => {
    const adviser = await world().staff(worker, [castlebridge]);
    await world().run(adviser, createCustomer, unconfirmed.of(castlebridge).input);
  });

  it('creates once however often the form is sent', async () => {
    const adviser = await world().staff(worker);
    const input = anOrganisation('Thornby Bakers').with({ confirmedNew: false }).input;
    const send = () =>
      runCommand(world().kernel, adviser, createCustomer, input, { idempotencyKey: 'page-1-of-adviser' });
    const [one, other] = [await send(), await send()];
    expect(other).to.deep.equal(one);
    const { items } = await world().read(adviser, searchCustomers, { text: 'thornby bakers' });
    expect(items).to.have.length(1);
  });

  it('sees through typing slips in the surname, the date of birth and the house', async () => {
    const adviser = await world().staff(worker);
    const known = aCustomer().named('Marged Llewelyn').at('8 Tanyard Row', 'DM6 1QA').bornOn('1951-06-17');
    const { id } = await world().run(adviser, createCustomer, known.reachedBy('01632 960733').input);
    const again = known.named('Marged Lewelyn').bornOn('1951-06-11').reachedBy('01632 960733');
    const error = await errorOf(world().run(adviser, createCustomer, again.with({ confirmedNew: false }).input));
    expect(error).to.include({ code: 'likely_duplicate' });
    const [candidate] = error.facts['candidates'] as { id: string; evidence: string[] }[];
    expect(candidate?.id).to.equal(id);
    expect(candidate?.evidence).to.include('born-with-slip').and.not.include('different-born');
  });

  it('keeps emoji, right-to-left and Welsh names as they were typed', async () => {
    const adviser = await world().staff(worker);
    const input = aCustomer().with({ firstName: 'Llŷr 🎉', lastName: 'בן־דוד' }).input;
    const created = await world().run(adviser, createCustomer, input);
    const record = await world().read(adviser, getCustomer, { id: created.id });
    expect(record).to.include({ firstName: 'Llŷr 🎉', lastName: 'בן־דוד' });
  });

  const faulty: readonly [string, Record<string, unknown>, string][] = [
    ['a person without a last name', { lastName: undefined }, 'lastName: Enter the last name'],
    [
      'an organisation without a name',
      { kind: 'organisation' },
      'organisationName: Enter the name of the organisation',
    ],
    [
      'a number that isn’t one',
      { telephones: ['12'] },
      'telephones.0: Enter a telephone number, such as 01632 960001 or 07700 900001',
    ],
    [
      'a mail address that isn’t one',
      { emails: ['joan'] },
      'emails.0: Enter a mail address, such as name@post.example',
    ],
    [
      'half a postcode',
      { address: { line: '4 Quarry Lane', postcode: 'DM4' } },
      'address.postcode: Enter a full postcode, such as DM4 2LL',
    ],
    [
      'an address without a line',
      { address: { postcode: 'DM4 2LL' } },
      'address.line: Enter the first line of the address',
    ],
    [
      'a place that doesn’t exist',
      { address: { placeId: '01900000-0000-7000-8000-000000000000' } },
      'address.placeId: Choose an address of the gazetteer',
    ],
    [
      'a null byte',
      { firstName: 'Jo\u0000an' },
      'firstName: Take out the characters that can’t be shown (such as a null byte)',
    ],
    ['a name that is too long', { lastName: 'x'.repeat(101) }, 'lastName: Shorten this to 100 characters or fewer'],
    ['a need that nobody knows', { needs: ['moon'] }, 'needs.0: Choose one of: '],
    ['an unknown field', { colour: 'red' }, 'colour: There is no field called "colour". Leave it out'],
  ];
  for (const [what, more, fault] of faulty) {
    it(`refuses ${what}, and says what to do`, async () => {
      const adviser = await world().staff(worker);
      const faults = await faultsOf(world().run(adviser, createCustomer, aCustomer().with(more).input));
      expect(faults).to.have.length(1);
      expect(faults[0]).to.satisfy((text: string) => text.startsWith(fault));
    });
  }

  it('refuses another authority’s id', async () => {
    const adviser = await world().staff(worker);
    expect(await errorOf(world().run(adviser, createCustomer, aCustomer().of(castlebridge).input))).to.include({
      code: 'not_allowed',
    });
  });
});
