import { expect } from 'chai';
import { castlebridge, dunmere, onBothEngines, westmoor } from '../../testing/harness.js';
import { everyAuthority, type Scope } from '../scope.js';
import { sharedFields, type SharedField } from './shared-fields.js';
import { statement } from './statement.js';

const points = statement<Record<string, never>, { value: string }>(
  'select p.value from @contact_points p order by p.value',
);
const born = statement<{ on: string }, { name: string }>(
  'select c.display_name as name from @customers c where c.date_of_birth = :on order by c.display_name',
);

onBothEngines('fields that a grant leaves out', (world) => {
  before(() =>
    world().kernel.db.write(everyAuthority, async (db) => {
      for (const authorityId of [westmoor, dunmere, castlebridge]) {
        const id = world().newId();
        const name = `Of ${authorityId}`;
        const shown = { kind: 'person', display_name: name, sort_name: name, language: 'en', version: 1 };
        const hidden = { date_of_birth: '1960-05-17', postcode: 'DM4 2LL', needs: '["bsl"]' };
        const at = { authority_id: authorityId, created_at: 0, updated_at: 0 };
        await db.insert('customers', { id, ...at, ...shown, ...hidden });
        const point = { authority_id: authorityId, customer_id: id, preferred: 1, created_at: 0 };
        for (const [kind, value] of [
          ['telephone', '+441632960144'],
          ['postal', '4 Quarry Lane'],
        ])
          await db.insert('contact_points', {
            id: world().newId(),
            ...point,
            kind,
            value: `${value} of ${authorityId}`,
          });
        const said = JSON.stringify({ name, telephone: '+441632960144', address: '4 Quarry Lane' });
        const contact = { channel: 'telephone', state: 'open', started_at: 0, identity_level: 'none' };
        const who = { id: world().newId(), authority_id: authorityId, participant: said, place_id: null };
        await db.insert('interactions', { ...who, ...contact, version: 1 });
      }
    }),
  );

  /** Westmoor whole, of Dunmere those fields. */
  const scope = (fields?: readonly SharedField[]): Scope => ({
    authorityIds: [westmoor, dunmere],
    grants: [{ authorityId: westmoor }, { authorityId: dunmere, ...(fields ? { fields } : {}) }],
  });
  const but = (...left: SharedField[]): Scope => scope(sharedFields.filter((field) => !left.includes(field)));
  const customers = (of: Scope) => {
    const db = world().kernel.db.read(of);
    const columns = ['date_of_birth', 'postcode', 'needs', 'display_name'];
    return db.rows(db.from('customers').select(columns).orderBy('authority_id'));
  };
  const whole = (authorityId: number) => ({
    ...{ date_of_birth: '1960-05-17', postcode: 'DM4 2LL', needs: '["bsl"]', display_name: `Of ${authorityId}` },
  });

  it('are null or empty in the rows of that authority alone', async () => {
    expect(await customers(scope())).to.deep.equal([whole(westmoor), whole(dunmere)]);
    expect(await customers(but('customer.birth'))).to.deep.equal([
      whole(westmoor),
      { ...whole(dunmere), date_of_birth: null },
    ]);
    const none = { date_of_birth: null, postcode: null, needs: '[]', display_name: `Of ${dunmere}` };
    expect(await customers(scope([]))).to.deep.equal([whole(westmoor), none]);
  });

  it('match nothing that is asked for', async () => {
    const found = (of: Scope) => world().kernel.db.read(of).all(born, { on: '1960-05-17' });
    expect(await found(scope())).to.have.lengthOf(2);
    expect(await found(but('customer.birth'))).to.deep.equal([{ name: `Of ${westmoor}` }]);
  });

  it('take with them the rows that are nothing else', async () => {
    const values = async (of: Scope) =>
      (await world().kernel.db.read(of).all(points, {})).map(({ value }) => value.replace(/ of .*/, ''));
    expect(await values(scope())).to.have.lengthOf(4);
    expect(await values(but('customer.address'))).to.deep.equal(['+441632960144', '+441632960144', '4 Quarry Lane']);
    expect(await values(scope([]))).to.deep.equal(['+441632960144', '4 Quarry Lane']);
  });

  it('are left out of what was recorded of a participant', async () => {
    const db = world().kernel.db.read(but('customer.contact-points'));
    const rows = await db.rows<{ participant: string }>(db.from('interactions').orderBy('authority_id'));
    const [ours, theirs] = rows.map(({ participant }) => JSON.parse(participant) as object);
    expect(ours).to.have.keys('name', 'telephone', 'address');
    expect(theirs).to.have.keys('name', 'address');
  });
});
