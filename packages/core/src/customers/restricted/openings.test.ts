import { expect } from 'chai';
import { castlebridge, onBothEngines } from '../../testing/harness.js';
import { addPerson, startHttp } from '../../testing/http.js';
import { acknowledgeOpening } from '../commands/acknowledge-opening.js';
import { createCustomer } from '../commands/create-customer.js';
import { openRestricted } from '../commands/open-restricted.js';
import { restrictCustomer } from '../commands/restrict-customer.js';
import { aCustomer } from '../fixtures.js';
import { listOpenings } from './openings-queries.js';
import { auditRows } from '../testing/audit-rows.js';
import { errorOf } from '../testing/catch-error.js';

const leaderMay = ['read', 'create', 'read-restricted', 'restrict'].map((verb) => `customers.${verb}`);
const officerMay = ['customers.read-restricted', 'customers.review-openings'];

onBothEngines('openings of restricted records', (world) => {
  let id = '';
  const opened = async (reason: string): Promise<void> => {
    await world().run(await world().staff(leaderMay), openRestricted, { id, reason });
    world().clock.advance(1);
  };
  const listed = async (show: 'new' | 'all', more: object = {}) =>
    await world().read(await world().staff(officerMay), listOpenings, { show, ...more });
  before(async () => {
    const leader = await world().staff(leaderMay);
    id = (await world().run(leader, createCustomer, aCustomer().named('Hester Lorne').input)).id;
    const restriction = { id, expectedVersion: 1, restriction: 'own-staff', reason: 'Works in payroll' } as const;
    await world().run(leader, restrictCustomer, restriction);
  });

  it('are listed with who and why, the newest first, and without the customer’s name', async () => {
    await opened('She rang about her bins');
    await opened('She rang again');
    const { items } = await listed('new');
    expect(items.map(({ reason }) => reason)).to.deep.equal(['She rang again', 'She rang about her bins']);
    expect(items[0]).to.include({ customerId: id, restriction: 'own-staff', personName: 'Test Adviser' });
    expect(JSON.stringify(items)).not.to.include('Lorne');
  });

  it('go page by page', async () => {
    const first = await listed('all', { limit: 1 });
    const second = await listed('all', { limit: 1, cursor: first.nextCursor ?? '' });
    const ids = [...first.items, ...second.items].map((one) => one.id);
    expect(new Set(ids).size).to.equal(2);
    expect(await errorOf(listed('all', { cursor: 'nonsense' }))).to.include({ code: 'bad_input' });
  });

  it('are off the list once a data protection officer has looked at them, which the audit keeps', async () => {
    const [first] = (await listed('new')).items;
    const officer = await world().staff(officerMay, undefined, 'Ines Dato');
    await world().run(officer, acknowledgeOpening, { id: first?.id ?? '' });
    expect((await listed('new')).items.map((one) => one.id)).not.to.include(first?.id);
    const all = (await listed('all')).items.find((one) => one.id === first?.id);
    expect(all).to.include({ acknowledgedByName: 'Ines Dato' });
    const actions = (await auditRows(world(), id)).map(({ action }) => action);
    expect(actions).to.include('customers.acknowledge-opening');
  });

  it('are not looked at by whoever opened the record', async () => {
    const both = await world().staff([...officerMay, ...leaderMay]);
    await world().run(both, openRestricted, { id, reason: 'An access request' });
    const own = (await listed('new')).items.find(({ personId }) => personId === both.staffId);
    const look = world().run(both, acknowledgeOpening, { id: own?.id ?? '' });
    expect(await errorOf(look)).to.include({ code: 'own_opening', status: 403 });
  });

  it('are for data protection officers of the authority only', async () => {
    const leader = await world().staff(leaderMay);
    expect(await errorOf(world().read(leader, listOpenings, {}))).to.include({ code: 'not_allowed' });
    const stranger = await world().staff(officerMay, [castlebridge]);
    expect((await world().read(stranger, listOpenings, { show: 'all' })).items).to.deep.equal([]);
    const [one] = (await listed('all')).items;
    const look = world().run(stranger, acknowledgeOpening, { id: one?.id ?? '' });
    expect(await errorOf(look)).to.include({ code: 'not_found' });
  });

  it('are a page at the desk, with a button for each', async () => {
    const http = await startHttp(world());
    try {
      const roles = [['dunmere', 'data-protection-officer']] as const;
      const browser = await http.signIn((await addPerson(world(), { roles })).personId);
      const { text } = await browser.get('/desk/restricted-openings');
      expect(text).to.include('She rang about her bins').and.to.include('I have looked at it');
      const [action = ''] = /\/desk\/restricted-openings\/[0-9a-f-]{36}\/acknowledge/.exec(text) ?? [];
      expect((await browser.post(action, {})).status).to.equal(303);
      expect((await browser.get('/desk/restricted-openings')).text).not.to.include(action);
    } finally {
      await http.close();
    }
  });
});
