import { expect } from 'chai';
import { castlebridge, onBothEngines } from '../../testing/harness.js';
import { addPerson, startHttp } from '../../testing/http.js';
import { createCustomer } from '../commands/create-customer.js';
import { recordConsent } from '../commands/record-consent.js';
import { withdrawConsent } from '../commands/withdraw-consent.js';
import { listConsents } from './consents-desk.js';
import { aCustomer } from '../fixtures.js';
import { auditRows } from '../testing/audit-rows.js';
import { errorOf, faultsOf } from '../testing/catch-error.js';

const mayAll = ['read', 'create', 'edit'].map((verb) => `customers.${verb}`);

onBothEngines('consents', (world) => {
  const staff = () => world().staff(mayAll);
  const add = async (): Promise<string> => (await world().run(await staff(), createCustomer, aCustomer().input)).id;
  const given = (customerId: string, more: object = {}) => ({
    ...{ customerId, purpose: 'survey' as const, lawfulBasis: 'consent' as const },
    ...{ wordingVersion: 'survey-2026-1', evidence: 'Said on the telephone' },
    ...more,
  });
  const list = async (customerId: string) => world().read(await staff(), listConsents, { customerId });

  it('say what was agreed to, in which words, by which channel and to whom', async () => {
    const customerId = await add();
    await world().run(await staff(), recordConsent, given(customerId, { channel: 'email' }));
    const [one] = await list(customerId);
    expect(one).to.include({ purpose: 'survey', channel: 'email', wordingVersion: 'survey-2026-1' });
    expect(one).to.include({ givenToName: 'Test Adviser', withdrawnAt: null, givenAt: world().clock.now() });
  });

  it('are recorded once, also when the form is sent again', async () => {
    const customerId = await add();
    const first = await world().run(await staff(), recordConsent, given(customerId));
    const second = await world().run(await staff(), recordConsent, given(customerId));
    expect(second.id).to.equal(first.id);
    expect(await list(customerId)).to.have.length(1);
  });

  it('are withdrawn, stay on record, and can be given anew', async () => {
    const customerId = await add();
    const { id } = await world().run(await staff(), recordConsent, given(customerId));
    await world().run(await staff(), withdrawConsent, { id });
    await world().run(await staff(), withdrawConsent, { id });
    await world().run(await staff(), recordConsent, given(customerId));
    expect((await list(customerId)).map(({ withdrawnAt }) => withdrawnAt === null)).to.deep.equal([true, false]);
    const rows = (await auditRows(world(), customerId)).filter(({ action }) => action === 'customers.record-consent');
    expect(rows[0]?.details).to.include('survey-2026-1').and.not.to.include('telephone');
  });

  it('refuse what is missing, somebody who may not edit, and another authority', async () => {
    const customerId = await add();
    const bare = world().run(await staff(), recordConsent, given(customerId, { wordingVersion: '' }));
    expect(await faultsOf(bare)).to.deep.equal(['wordingVersion: Enter the version of the words read to them']);
    const reader = await world().staff(['customers.read']);
    expect(await errorOf(world().run(reader, recordConsent, given(customerId)))).to.include({ code: 'not_allowed' });
    const { id } = await world().run(await staff(), recordConsent, given(customerId));
    const stranger = await world().staff(mayAll, [castlebridge]);
    expect(await errorOf(world().run(stranger, withdrawConsent, { id }))).to.include({ code: 'not_found' });
    expect(await errorOf(world().read(stranger, listConsents, { customerId }))).to.include({ code: 'not_found' });
  });

  it('are recorded and withdrawn at the desk', async () => {
    const http = await startHttp(world());
    try {
      const browser = await http.signIn((await addPerson(world(), { roles: [['dunmere', 'adviser']] })).personId);
      const at = `/desk/customers/${await add()}/consents`;
      const missing = await browser.post(at, { evidence: 'Said so' });
      expect(missing.status).to.equal(422);
      expect(missing.text).to.include('Choose what they agreed to').and.to.include('Said so');
      const { customerId, ...fields } = given('');
      expect(customerId).to.equal('');
      expect((await browser.post(at, fields)).status).to.equal(303);
      const { text } = await browser.get(at);
      const [action = ''] = /\/desk\/customers\/[0-9a-f-]+\/consents\/[0-9a-f-]{36}\/withdraw/.exec(text) ?? [];
      expect((await browser.post(action, {})).status).to.equal(303);
      expect((await browser.get(at)).text).to.include('Withdrawn');
    } finally {
      await http.close();
    }
  });
});
