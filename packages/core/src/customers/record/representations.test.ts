import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, localDate } from '../../kernel/local-date.js';
import { onBothEngines } from '../../testing/harness.js';
import { hiddenField } from '../../testing/http.js';
import { openDesk } from '../../testing/open-desk.js';
import { addRepresentation } from '../commands/add-representation.js';
import { createCustomer } from '../commands/create-customer.js';
import { editRepresentation } from '../commands/edit-representation.js';
import { aCustomer } from '../fixtures.js';
import { getCustomer } from '../queries.js';
import { mayAct, representationState } from './representation-state.js';
import { auditRows } from '../testing/audit-rows.js';
import { expectPartRefusals } from '../testing/part-edits.js';
import { faultsOf } from '../testing/catch-error.js';

const mayAll = ['read', 'create', 'edit'].map((verb) => `customers.${verb}`);
const today = localDate('2026-11-16');

onBothEngines('representations', (world) => {
  const staff = (name?: string) => world().staff(mayAll, undefined, name);
  const add = async (name: string): Promise<string> =>
    (await world().run(await staff(), createCustomer, aCustomer().named(name).input)).id;
  const record = async (id: string) => world().read(await staff(), getCustomer, { id });
  const acting = { role: 'carer', covers: 'Blue Badge', evidenceKind: 'signed-consent' } as const;
  const twoOf = async (): Promise<{ customerId: string; representativeId: string }> => ({
    customerId: await add('Maureen Pugh'),
    representativeId: await add('Bethan Pugh'),
  });
  const represent = async (more: object = {}) => {
    const both = await twoOf();
    const { id } = await world().run(await staff(), addRepresentation, { ...both, ...acting, ...more });
    return { id, ...both };
  };

  it('say what evidence was seen, when and by whom, with the end of its number at most', async () => {
    const seen = { evidenceKind: 'power-of-attorney', evidenceMark: '77AB', evidenceSeenOn: '3 11 2026' };
    const { customerId } = await represent({ role: 'attorney', ...seen });
    const [one] = (await record(customerId)).representations;
    expect(one?.evidence).to.deep.equal({
      ...{ kind: 'power-of-attorney', mark: '77AB' },
      ...{ seenOn: '2026-11-03', seenByName: 'Test Adviser' },
    });
  });

  it('refuse a whole number, evidence of tomorrow, days the wrong way round, and what is missing', async () => {
    const fails = async (more: object) => await faultsOf(represent(more));
    expect(await fails({ evidenceMark: 'LPA7700998877' })).to.deep.equal([
      'evidenceMark: Enter the last four characters of its number only, never the whole number',
    ]);
    expect(await fails({ evidenceSeenOn: '17 11 2026' })).to.deep.equal([
      'evidenceSeenOn: The day on which the evidence was seen must be today or in the past',
    ]);
    expect(await fails({ fromOn: '2026-11-02', toOn: '2026-11-01' })).to.deep.equal([
      'toOn: The last day must not be before the first',
    ]);
    expect(await fails({ evidenceKind: '', role: '' })).to.deep.equal([
      'role: Choose as what they act',
      'evidenceKind: Choose what evidence you saw',
    ]);
  });

  it('keep who saw the evidence until somebody sees newer evidence', async () => {
    const { id, customerId } = await represent();
    const colleague = await staff('Owen Later');
    const edit = { id, customerId, ...acting };
    await world().run(colleague, editRepresentation, { ...edit, expectedVersion: 2, covers: 'All matters' });
    const [first] = (await record(customerId)).representations;
    expect(first).to.include({ covers: 'All matters' });
    expect(first?.evidence.seenByName).to.equal('Test Adviser');
    const newer = { ...edit, expectedVersion: 3, evidenceKind: 'court-order' as const };
    await world().run(colleague, editRepresentation, newer);
    expect((await record(customerId)).representations[0]?.evidence).to.include({
      ...{ kind: 'court-order', seenByName: 'Owen Later' },
    });
  });

  it('refuse an edit of an older version, another’s representation, and whoever may not', async () => {
    const { id, customerId } = await represent();
    await expectPartRefusals(world(), editRepresentation, { id, customerId, expectedVersion: 2, ...acting });
    expect((await record(customerId)).representations[0]).to.include({ covers: 'Blue Badge', toOn: null });
  });

  it('are in the audit without what they cover, and without the mark', async () => {
    const { customerId } = await represent({ evidenceMark: '77AB' });
    const rows = (await auditRows(world(), customerId)).filter(({ action }) => action.endsWith('add-representation'));
    expect(rows).to.have.length(1);
    expect(rows[0]?.details).to.include('signed-consent').and.not.include('77AB').and.not.include('Blue Badge');
  });

  describe('at the desk', () => {
    const desk = openDesk(world);
    const signedIn = async () => (await desk.signIn()).browser;

    it('are shown with their evidence; near their end, before their start and after their end as such', async () => {
      const browser = await signedIn();
      const pageOf = async (more: object) =>
        (await browser.get(`/desk/customers/${(await represent(more)).customerId}`)).text;
      const lasting = await pageOf({});
      expect(lasting).to.include('Signed consent seen 16 November 2026 by Test Adviser');
      expect(lasting).not.to.include('may not act');
      expect(await pageOf({ toOn: '2026-12-16' })).to.include('Ends 16 December 2026');
      expect(await pageOf({ toOn: '2026-12-17' })).not.to.include('Ends 17 December 2026');
      expect(await pageOf({ fromOn: '2026-11-17' })).to.include('Not before 17 November 2026');
      expect(await pageOf({ fromOn: '2025-01-01', toOn: '2026-11-15' })).to.include('Ended: may not act');
    });

    it('are changed on the page of who is acted for; two clashing edits are put before the second person', async () => {
      const { id, customerId, representativeId } = await represent();
      const [first, second] = [await signedIn(), await signedIn()];
      const at = `/desk/customers/${customerId}/representations/${id}`;
      expect((await first.get(`/desk/customers/${representativeId}`)).text).to.include(`href="${at}"`);
      const opened = (await second.get(at)).text;
      const names = ['role', 'covers', 'evidenceKind', 'evidenceMark', 'evidenceSeenOn', 'fromOn', 'toOn'];
      const base = Object.fromEntries(
        ['expectedVersion', ...names.map((name) => `base_${name}`)].map((name) => [name, hiddenField(opened, name)]),
      );
      const same = Object.fromEntries(names.map((name) => [name, base[`base_${name}`] ?? '']));
      await first.post(at, { ...base, ...same, toOn: '20 11 2026' });
      const clash = await second.post(at, { ...base, ...same, toOn: '21 11 2026', covers: 'Council tax' });
      expect(clash.status).to.equal(409);
      expect(clash.text).to.include('20 November 2026').and.include('21 11 2026');
      expect(clash.text).to.include('Your other changes are kept.');
      expect((await record(customerId)).representations[0]).to.include({ covers: 'Blue Badge', toOn: '2026-11-20' });
    });
  });
});

describe('the days of a representation', () => {
  const day = fc.integer({ min: -400, max: 400 }).map((days) => addDays(today, days));
  const days = fc
    .tuple(day, fc.option(fc.nat(400)))
    .map(([fromOn, lasts]) => ({ fromOn, toOn: lasts === null ? null : addDays(fromOn, lasts) }));

  it('are those from the first to the last, both included, and no others', () => {
    fc.assert(
      fc.property(days, ({ fromOn, toOn }) => {
        expect(mayAct({ fromOn, toOn }, fromOn)).to.equal(true);
        expect(mayAct({ fromOn, toOn }, addDays(fromOn, -1))).to.equal(false);
        if (toOn !== null) expect(mayAct({ fromOn, toOn }, toOn)).to.equal(true);
        if (toOn !== null) expect(mayAct({ fromOn, toOn }, addDays(toOn, 1))).to.equal(false);
      }),
    );
  });

  it('go through their states in one order as days pass', () => {
    const order = ['not-yet', 'in-force', 'ending', 'over'];
    fc.assert(
      fc.property(days, day, fc.nat(100), (one, from, later) => {
        const [before, after] = [from, addDays(from, later)].map((on) => order.indexOf(representationState(one, on)));
        expect(after).to.be.at.least(before ?? 0);
      }),
    );
  });
});
