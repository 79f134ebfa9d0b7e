import { expect } from 'chai';
import { addRepresentation, createCustomer, editRepresentation } from '../customers/index.js';
import { AppError } from '../kernel/errors.js';
import { dunmere, onBothEngines } from '../testing/harness.js';
import { DAY_MS } from '../kernel/clock.js';
import { identifyCustomer } from './commands/identify-customer.js';
import { recordIdentityCheck } from './commands/record-identity-check.js';
import { startInteraction } from './commands/start-interaction.js';
import { getInteraction } from './queries.js';

onBothEngines('somebody who speaks for a customer', (world) => {
  const person = () =>
    world().staff([
      ...['interactions.handle', 'interactions.read'],
      ...['customers.read', 'customers.create', 'customers.edit'],
    ]);
  const acting = { role: 'carer', covers: 'Blue Badge', evidenceKind: 'signed-consent' } as const;

  async function aCall(more: object = {}) {
    const actor = await person();
    const add = async (firstName: string): Promise<string> =>
      (
        await world().run(actor, createCustomer, {
          authorityId: dunmere,
          firstName,
          lastName: 'Pugh',
          confirmedNew: true,
        })
      ).id;
    const [customerId, representativeId] = [await add('Maureen'), await add('Bethan')];
    const who = { customerId, representativeId };
    const { id: representationId } = await world().run(actor, addRepresentation, { ...who, ...acting, ...more });
    const { id } = await world().run(actor, startInteraction, { channel: 'telephone', authorityId: dunmere });
    const name = (expectedVersion: number, as: object = { representationId }) =>
      world().run(actor, identifyCustomer, { id, expectedVersion, customerId, ...as });
    const check = (expectedVersion: number) =>
      world().run(actor, recordIdentityCheck, {
        ...{ id, expectedVersion, level: 'basic', passed: true },
        questions: ['name', 'address'],
      });
    const read = () => world().read(actor, getInteraction, { id });
    return { actor, id, ...who, representationId, name, check, read };
  }

  const faultOf = async (work: Promise<unknown>): Promise<string> =>
    await work.then(
      () => 'nothing was refused',
      (error: unknown) => (error instanceof AppError ? (error.faults[0]?.message ?? error.code) : String(error)),
    );

  it('is kept with the interaction, by role and name, with what it covers', async () => {
    const { name, check, read } = await aCall({ toOn: '2026-11-20' });
    await name(1);
    await check(2);
    const found = await read();
    expect(found.participant).to.include({ name: 'Maureen Pugh', relationship: 'Carer Bethan Pugh' });
    expect(found.representing).to.include({
      who: 'Carer Bethan Pugh',
      covers: 'Blue Badge',
      mayAct: true,
      refusal: null,
    });
    expect(found.identityLevel).to.equal('basic');
  });

  it('is shown nothing any more from the day after the last, whatever was checked', async () => {
    const { name, check, read } = await aCall({ toOn: '2026-11-16' });
    await name(1);
    await check(2);
    expect((await read()).identityLevel).to.equal('basic');
    world().clock.advance(DAY_MS);
    try {
      const found = await read();
      expect(found.identityLevel).to.equal('none');
      expect(found.representing).to.include({ mayAct: false });
      expect(await faultOf(check(3))).to.equal(
        'They may act until 16 November 2026. Speak with the customer themselves, or see new evidence and record it',
      );
    } finally {
      world().clock.advance(-DAY_MS);
    }
  });

  it('is shown nothing any more once somebody ends it during the call', async () => {
    const { actor, customerId, representationId, name, check, read } = await aCall({ fromOn: '2026-01-01' });
    await name(1);
    await check(2);
    const ended = { id: representationId, customerId, expectedVersion: 2, ...acting, toOn: '2026-11-15' };
    await world().run(actor, editRepresentation, ended);
    expect((await read()).identityLevel).to.equal('none');
  });

  it('can’t be named before the first day, after the last, or for somebody else', async () => {
    const early = await aCall({ fromOn: '2026-11-17' });
    expect(await faultOf(early.name(1))).to.match(/^They may act from 17 November 2026 on, not before\./);
    const late = await aCall({ fromOn: '2025-01-01', toOn: '2026-11-15' });
    expect(await faultOf(late.name(1))).to.match(/^They may act until 15 November 2026\./);
    const other = await aCall();
    expect(await faultOf(late.name(1, { representationId: other.representationId }))).to.equal(
      'Choose somebody who acts for this customer',
    );
    expect(await late.read()).to.include({ customerId: null, representing: null });
  });

  it('makes checks of whoever spoke before prove nothing, and so does the customer taking the line', async () => {
    const { name, check, read } = await aCall();
    await name(1, {});
    await check(2);
    await name(3);
    expect((await read()).identityLevel).to.equal('none');
    await check(4);
    await name(5, {});
    const found = await read();
    expect(found.identityLevel).to.equal('none');
    expect(found.representing).to.equal(null);
    expect(found.participant).not.to.have.property('relationship');
  });
});
