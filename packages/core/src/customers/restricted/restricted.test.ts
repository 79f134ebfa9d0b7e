import { expect } from 'chai';
import { HOUR_MS } from '../../kernel/clock.js';
import { castlebridge, dunmere, onBothEngines } from '../../testing/harness.js';
import { addContactPoint } from '../commands/add-contact-point.js';
import { addRepresentation } from '../commands/add-representation.js';
import { createCustomer } from '../commands/create-customer.js';
import { editCustomer } from '../commands/edit-customer.js';
import { openRestricted } from '../commands/open-restricted.js';
import { restrictCustomer } from '../commands/restrict-customer.js';
import { aCustomer } from '../fixtures.js';
import { getCustomer, listCustomers, matchByTelephone, searchCustomers } from '../queries.js';
import { auditRows } from '../testing/audit-rows.js';
import { errorOf } from '../testing/catch-error.js';

const adviserMay = ['customers.read', 'customers.create', 'customers.edit'];
const leaderMay = [...adviserMay, 'customers.read-restricted', 'customers.restrict'];

onBothEngines('restricted customers', (world) => {
  let id = '';
  let known = '';
  before(async () => {
    const leader = await world().staff(leaderMay);
    const concealed = aCustomer().named('Leanne Birtles').at('3 Hidden Close', 'DM8 8AA').reachedBy('01632 960301');
    id = (await world().run(leader, createCustomer, concealed.input)).id;
    known = (await world().run(leader, createCustomer, aCustomer().named('Mair Open').input)).id;
    const reason = 'Non-molestation order seen';
    await world().run(leader, addRepresentation, {
      customerId: known,
      representativeId: id,
      evidenceKind: 'spoken-consent',
      role: 'family',
      covers: 'All',
    });
    await world().run(leader, restrictCustomer, { id, expectedVersion: 1, restriction: 'concealed-address', reason });
  });

  it('are absent for an adviser, however they look', async () => {
    const adviser = await world().staff(adviserMay);
    for (const text of ['leanne birtles', 'birtles dm8 8aa', '3 hidden close', '01632 960301', 'lean birt'])
      expect((await world().read(adviser, searchCustomers, { text })).items, text).to.deep.equal([]);
    const call = await world().read(adviser, matchByTelephone, { telephone: '01632 960301' });
    expect(call.items).to.deep.equal([]);
    expect(await world().read(adviser, listCustomers, { ids: [id] })).to.deep.equal([]);
    const again = aCustomer().named('Leanne Birtles').at('3 Hidden Close', 'DM8 8AA').with({ confirmedNew: false });
    await world().run(adviser, createCustomer, again.input);
  });

  it('refuse an adviser, naming nobody but whom to ask', async () => {
    const adviser = await world().staff(adviserMay);
    const change = { id, expectedVersion: 2, changes: { lastName: 'Found' } };
    const telephone = { customerId: id, kind: 'telephone' as const, value: '01632 960302' };
    for (const attempt of [
      () => world().read(adviser, getCustomer, { id }),
      () => world().run(adviser, editCustomer, change),
      () => world().run(adviser, addContactPoint, telephone),
    ]) {
      const error = await errorOf(attempt());
      expect(error).to.include({ code: 'customer_restricted', status: 403 });
      expect(error.message)
        .to.match(/Ask your team leader/)
        .and.not.match(/Birtles/);
    }
    expect(await errorOf(world().run(adviser, openRestricted, { id, reason: 'Curious' }))).to.include({
      code: 'not_allowed',
    });
  });

  it('show a team leader that there is one, and nothing of it, until a reason is kept', async () => {
    const leader = await world().staff(leaderMay);
    const { items } = await world().read(leader, searchCustomers, { text: '01632 960301' });
    expect(items).to.have.length(1);
    expect(items[0]).to.include({ id, displayName: null, addressLine: null, telephone: null, restricted: true });
    expect(await errorOf(world().read(leader, getCustomer, { id }))).to.include({ code: 'reason_needed', status: 403 });
  });

  it('open for half an hour to whoever gave a reason, and to nobody else', async () => {
    const [leader, colleague] = [await world().staff(leaderMay), await world().staff(leaderMay)];
    await world().run(leader, openRestricted, { id, reason: 'She is on the telephone' });
    const [opened] = (await auditRows(world(), id)).filter(({ action }) => action === 'customers.open-restricted');
    expect(opened?.details).not.to.include('telephone');
    expect(await world().read(leader, getCustomer, { id })).to.include({ displayName: 'Leanne Birtles' });
    expect(await errorOf(world().read(colleague, getCustomer, { id }))).to.include({ code: 'reason_needed' });
    world().clock.advance(HOUR_MS);
    expect(await errorOf(world().read(leader, getCustomer, { id }))).to.include({ code: 'reason_needed' });
  });

  it('aren’t named on the record of somebody whom they act for', async () => {
    const record = await world().read(await world().staff(adviserMay), getCustomer, { id: known });
    expect(record.representations.map(({ otherName }) => otherName)).to.deep.equal([null]);
  });

  it('are no matter of another authority’s team leader', async () => {
    const stranger = await world().staff(leaderMay, [castlebridge]);
    expect(await errorOf(world().run(stranger, openRestricted, { id, reason: 'Curious' }))).to.include({
      code: 'not_found',
    });
    const both = await world().staff(['customers.read'], [dunmere, castlebridge]);
    expect(await errorOf(world().read(both, getCustomer, { id }))).to.include({ code: 'customer_restricted' });
  });

  it('are restricted only by those who may', async () => {
    const adviser = await world().staff(adviserMay);
    const lift = { id, expectedVersion: 2, restriction: null, reason: 'It seems wrong' };
    expect(await errorOf(world().run(adviser, restrictCustomer, lift))).to.include({ code: 'not_allowed' });
    const leader = await world().staff(leaderMay);
    expect(await errorOf(world().run(leader, restrictCustomer, { ...lift, expectedVersion: 1 }))).to.include({
      code: 'stale_version',
    });
  });
});
