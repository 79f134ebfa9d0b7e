import { expect } from 'chai';
import { onBothEngines } from '../../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Browser, type TestHttp } from '../../testing/http.js';
import { createCustomer } from '../commands/create-customer.js';
import { editCustomer } from '../commands/edit-customer.js';
import { aCustomer } from '../fixtures.js';
import { getCustomer } from '../queries.js';

onBothEngines('merging at the desk', (world) => {
  let http: TestHttp;
  let browser: Browser;
  before(async () => {
    http = await startHttp(world());
    browser = await http.signIn((await addPerson(world(), { roles: [['dunmere', 'officer']] })).personId);
  });
  after(() => http.close());

  const staff = () => world().staff(['customers.read', 'customers.create', 'customers.edit']);
  const add = async (name: string, more: string): Promise<string> =>
    (await world().run(await staff(), createCustomer, aCustomer().named(name).reachedBy(more).input)).id;
  const fieldsOf = (html: string, names: readonly string[]): Record<string, string> =>
    Object.fromEntries(names.map((name) => [name, hiddenField(html, name)]));

  it('finds the other record, compares, merges, and takes it back', async () => {
    const [one, other] = [await add('Ottilie Marsh', '01632 960701'), await add('Otilie Marsh', '01632 960702')];
    const at = `/desk/customers/${one}/merge`;
    expect((await browser.get(at)).text).to.include(`${at}?with=${other}`);
    const compared = await browser.get(`${at}?with=${other}`);
    expect(compared.text).to.include('Preferred number').and.to.include('01632 960702');
    const versions = fieldsOf(compared.text, ['otherId', 'version', 'otherVersion']);
    const chosen = { ...versions, keep: 'b', choice_firstName: 'a', reason: 'Same voice' };
    const merged = await browser.post(at, chosen);
    expect([merged.status, merged.headers.get('location')]).to.deep.equal([303, `/desk/customers/${other}`]);
    expect((await browser.get(`/desk/customers/${one}`)).headers.get('location')).to.equal(`/desk/customers/${other}`);
    const history = (await browser.get(`/desk/customers/${other}/merges`)).text;
    const [undo = ''] = /\/desk\/customers\/[0-9a-f-]+\/merges\/[0-9a-f-]{36}/.exec(history) ?? [];
    const back = await browser.post(undo, { reason: 'Twins' });
    expect([back.status, back.headers.get('location')]).to.deep.equal([303, `/desk/customers/${one}`]);
    expect((await browser.get(`/desk/customers/${one}`)).text).to.include('Ottilie Marsh');
  });

  it('asks for the reason, with what was chosen kept', async () => {
    const [one, other] = [await add('Perdita Lowe', '01632 960703'), await add('Perdita Low', '01632 960704')];
    const at = `/desk/customers/${one}/merge?with=${other}`;
    const versions = fieldsOf((await browser.get(at)).text, ['otherId', 'version', 'otherVersion']);
    const { status, text } = await browser.post(at, { ...versions, keep: 'b', choice_lastName: 'b' });
    expect(status).to.equal(422);
    expect(text).to.match(/value="b"[^>]* checked/);
  });

  it('shows both again when somebody changed one meanwhile, and merges nothing', async () => {
    const [one, other] = [await add('Quentin Ash', '01632 960705'), await add('Quentin Ashe', '01632 960706')];
    const at = `/desk/customers/${one}/merge?with=${other}`;
    const versions = fieldsOf((await browser.get(at)).text, ['otherId', 'version', 'otherVersion']);
    const edit = { id: other, expectedVersion: 1, changes: { title: 'Dr' } };
    await world().run(await staff(), editCustomer, edit);
    const { status, text } = await browser.post(at, { ...versions, keep: 'a', reason: 'One and the same man' });
    expect(status).to.equal(409);
    expect(text).to.include('Nothing has been lost').and.to.include('One and the same man');
    expect(hiddenField(text, 'otherVersion')).to.equal('2');
    expect(await world().read(await staff(), getCustomer, { id: other })).to.include({ id: other });
  });

  it('is not for advisers', async () => {
    const adviser = await http.signIn((await addPerson(world(), { roles: [['dunmere', 'adviser']] })).personId);
    const id = await add('Rosalind Kerr', '01632 960707');
    expect((await adviser.get(`/desk/customers/${id}/merge`)).status).to.equal(403);
    expect((await adviser.get(`/desk/customers/${id}`)).text).not.to.include('Merge with another record');
  });
});
