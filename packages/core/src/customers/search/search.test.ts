import { expect } from 'chai';
import { castlebridge, dunmere, onBothEngines } from '../../testing/harness.js';
import { systemActor } from '../../kernel/actor.js';
import { createCustomer } from '../commands/create-customer.js';
import { mergeCustomers } from '../commands/merge-customers.js';
import { restrictCustomer } from '../commands/restrict-customer.js';
import { unMergeCustomers } from '../commands/un-merge-customers.js';
import { aCustomer, anOrganisation } from '../fixtures.js';
import { getCustomer, matchByTelephone, searchCustomers } from '../queries.js';

const system = systemActor('sets up a test');

onBothEngines('finding customers', (world) => {
  const everything = ['customers.read', 'customers.create', 'customers.edit'];
  const names = async (text: string, permissions = everything): Promise<(string | null)[]> => {
    const adviser = await world().staff(permissions);
    return (await world().read(adviser, searchCustomers, { text })).items.map(({ displayName }) => displayName);
  };

  before(async () => {
    const adviser = await world().staff(everything, [dunmere, castlebridge]);
    const add = (builder: ReturnType<typeof aCustomer>) => world().run(adviser, createCustomer, builder.input);
    await add(
      aCustomer().at('4 Quarry Lane', 'DM4 2LL').bornOn('9/3/1948').reachedBy('01632 960144', 'Joan@post.example'),
    );
    await add(
      aCustomer().named('John Smith').at('12 Mill Road', 'DM4 2LL').knownBy('council-tax', 'account', 'CT 1002/3456'),
    );
    await add(
      aCustomer()
        .named('William Smith')
        .at('9 High St', 'DM4 7QA')
        .with({ otherNames: [{ lastName: 'Parry' }] }),
    );
    await add(anOrganisation().at('6 Quarry Lane', 'DM4 2LL').reachedBy('01632 960500'));
    await add(aCustomer().named('Joan Prosser').of(castlebridge).at('4 Quarry Lane', 'DM4 2LL'));
  });

  for (const [typed, first] of [
    ['prosser dm4 2ll', 'Joan Prosser'],
    ['smyth dm42ll', 'John Smith'],
    ['smith dm4 7', 'William Smith'],
    ['bill smith', 'William Smith'],
    ['joan prsoser', 'Joan Prosser'],
    ['prowser joan', 'Joan Prosser'],
    ['jaon prosser', 'Joan Prosser'],
    ['koan prosser', 'Joan Prosser'],
    ['rosser joan', 'Joan Prosser'],
    ['prsoser', 'Joan Prosser'],
    ['prosesr dm4 2ll', 'Joan Prosser'],
    ['smith john', 'John Smith'],
    ['4 dm4 2ll', 'Joan Prosser'],
    ['dm4 2ll 12', 'John Smith'],
    ['(01632) 960.144', 'Joan Prosser'],
    ['+44 (0)1632 960144', 'Joan Prosser'],
    ['parry', 'William Smith'],
    ['joan pros', 'Joan Prosser'],
    ['pros jo', 'Joan Prosser'],
    ['9 march 1948', 'Joan Prosser'],
    ['01632 960144', 'Joan Prosser'],
    ['0144', 'Joan Prosser'],
    ['joan@post.example', 'Joan Prosser'],
    ['ct10023456', 'John Smith'],
    ['12 mill road', 'John Smith'],
    ['quarry stores', 'Quarry Lane Stores Ltd'],
    ['lane stores ltd quarry', 'Quarry Lane Stores Ltd'],
  ] as const) {
    it(`finds ${first} for "${typed}"`, async () => expect((await names(typed))[0]).to.equal(first));
  }

  it('says why each was found', async () => {
    const adviser = await world().staff(everything);
    const { items } = await world().read(adviser, searchCustomers, { text: 'smyth dm4 2ll' });
    expect(items.map(({ displayName, matchedBy }) => [displayName, matchedBy])).to.deep.equal([
      ['John Smith', ['sound-postcode']],
    ]);
  });

  describe('by another name', () => {
    const found = async (text: string) => {
      const adviser = await world().staff(everything);
      const { items } = await world().read(adviser, searchCustomers, { text });
      return items.map(({ displayName, alsoKnownAs }) => [displayName, alsoKnownAs]);
    };
    const add = async (name: string, more: object = {}): Promise<string> =>
      (await world().run(system, createCustomer, aCustomer().named(name).with(more).input)).id;
    const merge = (survivorId: string, mergedId: string, survivorVersion = 1, mergedVersion = 1) =>
      world().run(system, mergeCustomers, {
        ...{ survivorId, mergedId, survivorVersion, mergedVersion },
        reason: 'The same person',
      });

    it('says which, and takes a former surname with the present first name', async () => {
      await add('Meg Kemble', { otherNames: [{ lastName: 'Tarrant' }] });
      expect(await found('meg tarrant')).to.deep.equal([['Meg Kemble', 'Meg Tarrant']]);
      expect(await found('meg kemble')).to.deep.equal([['Meg Kemble', null]]);
    });

    it('of a record that was merged into theirs, ranks like any other hit, through a chain and until it is taken back', async () => {
      const survivor = await add('Delyth Rowe');
      const [first, second] = [await add('Ottilie Venn'), await add('Wren Castell')];
      await add('Ottily Venne');
      await merge(first, second);
      const { id: mergeId } = await merge(survivor, first, 1, 2);
      expect((await found('ottilie venn'))[0]).to.deep.equal(['Delyth Rowe', 'Ottilie Venn']);
      expect(await found('wren castell')).to.deep.equal([['Delyth Rowe', 'Wren Castell']]);
      await world().run(system, unMergeCustomers, { mergeId, take: [], reason: 'Two people' });
      expect((await found('ottilie venn'))[0]).to.deep.equal(['Ottilie Venn', null]);
      expect(await found('wren castell')).to.deep.equal([['Ottilie Venn', 'Wren Castell']]);
    });

    it('of an organisation that was merged', async () => {
      const of = (name: string) => world().run(system, createCustomer, anOrganisation(name).input);
      const [stores, bakers] = [await of('Harbour Stores Ltd'), await of('Pennant Bakers Ltd')];
      await merge(stores.id, bakers.id);
      expect(await found('pennant bakers')).to.deep.equal([['Harbour Stores Ltd', 'Pennant Bakers Ltd']]);
    });

    it('tells nothing of a restricted record', async () => {
      const kept = await add('Ines Quarle');
      await merge(kept, await add('Tamsin Yelland'));
      const why = { restriction: 'safeguarding', reason: 'In danger' } as const;
      await world().run(system, restrictCustomer, { id: kept, expectedVersion: 2, ...why });
      const leader = await world().staff([...everything, 'customers.read-restricted']);
      const { items } = await world().read(leader, searchCustomers, { text: 'tamsin yelland' });
      expect(items.map(({ displayName, alsoKnownAs }) => [displayName, alsoKnownAs])).to.deep.equal([[null, null]]);
    });
  });

  it('finds another authority’s only for those who read there', async () => {
    expect(await names('joan prosser')).to.have.length(1);
    const both = await world().staff(everything, [dunmere, castlebridge]);
    const { items } = await world().read(both, searchCustomers, { text: 'joan prosser' });
    expect(items.map(({ authorityId }) => authorityId)).to.have.members([dunmere, castlebridge]);
    const one = await world().read(both, searchCustomers, { text: 'joan prosser', authorityId: castlebridge });
    expect(one.items.map(({ authorityId }) => authorityId)).to.deep.equal([castlebridge]);
  });

  it('pages through many', async () => {
    const adviser = await world().staff(everything);
    const first = await world().read(adviser, searchCustomers, { text: 'dm4 2ll', limit: 2 });
    const next = await world().read(adviser, searchCustomers, {
      text: 'dm4 2ll',
      limit: 2,
      cursor: first.nextCursor ?? '',
    });
    expect([...first.items, ...next.items].map(({ id }) => id)).to.have.length(3);
    expect(new Set([...first.items, ...next.items].map(({ id }) => id)).size).to.equal(3);
    expect(next.nextCursor).to.equal(null);
  });

  it('matches a caller by number in any spelling, and knows a withheld one', async () => {
    const adviser = await world().staff(everything);
    const match = await world().read(adviser, matchByTelephone, { telephone: '0044 1632 960 144' });
    expect(match).to.deep.include({ caller: 'number', e164: '+441632960144' });
    expect(match.items.map(({ displayName }) => displayName)).to.deep.equal(['Joan Prosser']);
    expect(await world().read(adviser, matchByTelephone, { telephone: 'Anonymous' })).to.deep.equal({
      caller: 'withheld',
      items: [],
    });
    const unknown = await world().read(adviser, matchByTelephone, { telephone: '01632 960999' });
    expect(unknown.items).to.deep.equal([]);
  });

  it('gives the whole record', async () => {
    const adviser = await world().staff(everything);
    const { items } = await world().read(adviser, searchCustomers, { text: 'joan prosser' });
    const record = await world().read(adviser, getCustomer, { id: items[0]?.id ?? '' });
    expect(record).to.deep.include({
      displayName: 'Joan Prosser',
      telephone: '+441632960144',
      postcode: 'DM4 2LL',
      version: 1,
    });
    expect(record.contactPoints.map(({ kind, value }) => [kind, value])).to.deep.equal([
      ['telephone', '+441632960144'],
      ['postal', '4 Quarry Lane'],
      ['email', 'Joan@post.example'],
    ]);
  });
});
