import { expect } from 'chai';
import { addRepresentation, createCustomer, editRepresentation } from '../../customers/index.js';
import { systemActor } from '../../kernel/actor.js';
import { someSurroundings } from '../../testing/contact-surroundings.js';
import { dunmere, onBothEngines } from '../../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Browser, type TestHttp } from '../../testing/http.js';

const system = systemActor('a test sets the scene');

onBothEngines('somebody who speaks for another on a call', (world) => {
  let http: TestHttp;
  let adviser: Browser;
  before(async () => {
    await someSurroundings(world());
    http = await startHttp(world());
    adviser = await http.signIn((await addPerson(world(), { roles: [['dunmere', 'adviser']] })).personId);
  });
  after(() => http.close());

  const add = async (firstName: string): Promise<string> => {
    const input = { authorityId: dunmere, firstName, lastName: 'Pugh', confirmedNew: true };
    return (await world().run(system, createCustomer, { ...input, address: { line: '9 Hidden Row' } })).id;
  };

  async function aCallFrom(speaker: 'customer' | 'representative', toOn: string | null) {
    const [customerId, representativeId] = [await add('Maureen'), await add('Bethan')];
    const acting = { role: 'carer', covers: 'Blue Badge', evidenceKind: 'signed-consent', toOn } as const;
    const both = { customerId, representativeId, fromOn: '2026-01-01' };
    const { id: representationId } = await world().run(system, addRepresentation, { ...both, ...acting });
    const about = speaker === 'customer' ? customerId : representativeId;
    const form = { channel: 'telephone', called: '01632960100', caller: 'withheld', callId: world().newId() };
    const { location } = await adviser.post('/desk/interactions/new', { ...form, customerId: about });
    const at = location.split('?')[0] ?? '';
    const page = async (): Promise<string> => (await adviser.get(at)).text;
    const send = async (part: string, fields: Record<string, string | string[]>) =>
      await adviser.post(`${at}/${part}`, { version: hiddenField(await page(), 'version'), ...fields });
    return { customerId, representationId, page, send };
  }

  it('is offered by name and role, and once named is said with what it covers', async () => {
    const { customerId, representationId, page, send } = await aCallFrom('customer', null);
    expect(await page()).to.include('Carer Bethan Pugh is speaking');
    expect((await send('customer', { customerId, representationId })).status).to.equal(303);
    const named = await page();
    expect(named).to.include('Carer Bethan Pugh speaks for them.').and.include('Covers: Blue Badge');
    expect(named).to.include('The customer speaks themselves').and.include('Check identity');
  });

  it('is found as the caller, and then speaks for whom they act', async () => {
    const { customerId, representationId, page, send } = await aCallFrom('representative', null);
    expect(await page()).to.include('They speak for Maureen Pugh, as carer');
    await send('customer', { customerId, representationId });
    expect(await page()).to.include('Phone contact with Maureen Pugh');
  });

  it('isn’t offered when it has ended, and refused with the fix when it is sent all the same', async () => {
    const { customerId, representationId, page, send } = await aCallFrom('customer', '2026-11-15');
    expect(await page()).not.to.include('is speaking');
    const refused = await send('customer', { customerId, representationId });
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('They may act until 15 November 2026.');
  });

  it('sees the record closed again when somebody ends it during the call', async () => {
    const { customerId, representationId, page, send } = await aCallFrom('customer', null);
    await send('customer', { customerId, representationId });
    await send('check', { questions: ['name', 'address'], result: 'passed' });
    expect(await page()).to.include('9 Hidden Row');
    const ended = { role: 'carer', covers: 'Blue Badge', evidenceKind: 'signed-consent', toOn: '2026-11-15' } as const;
    const which = { id: representationId, customerId, expectedVersion: 2 };
    await world().run(system, editRepresentation, { ...which, ...ended });
    const after = await page();
    expect(after).to.include('may not speak for them.').and.not.include('9 Hidden Row');
    expect(after).not.to.include('>Check identity');
  });
});
