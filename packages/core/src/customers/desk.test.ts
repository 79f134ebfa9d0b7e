import { expect } from 'chai';
import { dunmere, onBothEngines } from '../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Browser, type TestHttp } from '../testing/http.js';
import { createCustomer } from './commands/create-customer.js';
import { editCustomer } from './commands/edit-customer.js';
import { restrictCustomer } from './commands/restrict-customer.js';
import { aCustomer, type CustomerBuilder } from './fixtures.js';
import { getCustomer } from './queries.js';
import { makePlace } from './testing/make-place.js';

const everything = ['read', 'create', 'edit', 'restrict', 'read-restricted'].map((verb) => `customers.${verb}`);

onBothEngines('customers on the desk', (world) => {
  let http: TestHttp;
  let browser: Browser;
  before(async () => {
    http = await startHttp(world());
    browser = await http.signIn((await addPerson(world(), { roles: [['dunmere', 'adviser']] })).personId);
  });
  after(() => http.close());

  const staff = () => world().staff(everything);
  const add = async (builder: CustomerBuilder) => (await world().run(await staff(), createCustomer, builder.input)).id;
  const record = async (id: string) => world().read(await staff(), getCustomer, { id });

  describe('searching', () => {
    before(async () => {
      await add(aCustomer().named('Edith Wray').at('1 Beck Row', 'DM2 1AA').reachedBy('01632 960501'));
      await add(aCustomer().named('Edwin Wray').at('3 Beck Row', 'DM2 1AA'));
    });

    it('says what to type before anything is typed', async () => {
      const { status, text } = await browser.get('/desk/customers');
      expect(status).to.equal(200);
      expect(text).to.include('Type a surname and postcode');
    });

    it('shows one, with address, number and how they were found', async () => {
      const { text } = await browser.get('/desk/customers?q=edith+wray+dm2+1aa');
      expect(text).to.include('Edith Wray').and.to.include('1 Beck Row, DM2 1AA · 01632 960501');
      expect(text).to.include('Found by name and postcode');
    });

    it('shows many, the likeliest first', async () => {
      const { text } = await browser.get('/desk/customers?q=wray');
      expect(text).to.include('2 customers, the likeliest first');
    });

    it('offers to add whom it doesn’t find', async () => {
      const { text } = await browser.get('/desk/customers?q=gethin+nobody+dm9+9zz');
      expect(text).to.include('Nobody on record matches').and.to.include('/desk/customers/new?q=gethin+nobody+dm9+9zz');
    });

    it('suggests while the adviser types', async () => {
      const { status, text } = await browser.get('/desk/customers/suggest?q=ed+wr');
      expect(status).to.equal(200);
      expect(text).to.include('data-count-text="2 suggestions"').and.not.to.include('<html');
      expect((await browser.get('/desk/customers/suggest?q=zzzz')).text.trim()).to.equal('');
    });

    it('prints what was typed as text, never as markup', async () => {
      const { text } = await browser.get(`/desk/customers?q=${encodeURIComponent('"><script>1</script>')}`);
      expect(text).not.to.include('<script>1');
    });

    it('is closed to a role without the permission', async () => {
      const editor = await http.signIn(
        (await addPerson(world(), { roles: [['dunmere', 'knowledge-editor']] })).personId,
      );
      expect((await editor.get('/desk/customers')).status).to.equal(403);
    });
  });

  describe('adding', () => {
    const nia = { kind: 'person', firstName: 'Nia', lastName: 'Holt', telephones: '01632 960502', language: 'cy' };

    it('fills the form from the search that found nobody', async () => {
      const { text } = await browser.get('/desk/customers/new?q=nia+holt+dm3+1aa');
      expect(text)
        .to.match(/name="firstName"[^>]*value="Nia"/)
        .and.match(/name="postcode"[^>]*value="DM3 1AA"/);
    });

    it('adds the customer and says so', async () => {
      const { status, location } = await browser.post('/desk/customers', {
        ...nia,
        line: '2 Mill Fold',
        postcode: 'dm31aa',
      });
      expect(status).to.equal(303);
      expect(await record(location.split('/').at(-1) ?? '')).to.include({
        displayName: 'Nia Holt',
        language: 'cy',
        addressLine: '2 Mill Fold',
        postcode: 'DM3 1AA',
      });
    });

    it('asks about somebody like it, and adds it when told that it is new', async () => {
      const asked = await browser.post('/desk/customers', { ...nia, line: '2 Mill Fold', postcode: 'DM3 1AA' });
      expect(asked.status).to.equal(409);
      expect(asked.text)
        .to.include('Somebody like this is on record')
        .and.to.match(/same telephone number/i);
      const again = {
        ...nia,
        line: '2 Mill Fold',
        postcode: 'DM3 1AA',
        confirmed: hiddenField(asked.text, 'confirmed'),
      };
      expect((await browser.post('/desk/customers', again)).status).to.equal(303);
    });

    it('keeps what was typed, and says the fix beside each question', async () => {
      const faulty = { kind: 'person', firstName: 'Nia', telephones: '12', line: '2 Mill Fold', postcode: 'DM3' };
      const { status, text } = await browser.post('/desk/customers', faulty);
      expect(status).to.equal(422);
      for (const fix of ['Enter a telephone number', 'Enter a full postcode']) expect(text).to.include(fix);
      expect(text)
        .to.match(/name="firstName"[^>]*value="Nia"/)
        .and.match(/name="postcode"[^>]*value="DM3"/);
    });

    it('knows the place when the address is one house of the gazetteer', async () => {
      const house = { uprn: '999900000701', number: '7', street: 'Cinder Lane', postcode: 'DM3 2BB' };
      const placeId = await makePlace(world(), house);
      const typed = { kind: 'person', lastName: 'Cinders', line: '7 Cinder Lane', postcode: 'DM3 2BB' };
      const { location } = await browser.post('/desk/customers', typed);
      const added = await record(location.split('/').at(-1) ?? '');
      expect(added).to.include({ placeId, addressLine: '7 Cinder Lane, Dunmere', postcode: 'DM3 2BB' });
      expect(added.occupancies.map(({ role }) => role)).to.deep.equal(['occupier']);
    });

    it('leaves an address as it was typed when the gazetteer has another house there', async () => {
      const typed = { kind: 'person', lastName: 'Embers', line: '77 Cinder Lane', postcode: 'DM3 2BB' };
      const { location } = await browser.post('/desk/customers', typed);
      expect(await record(location.split('/').at(-1) ?? '')).to.include({
        placeId: null,
        addressLine: '77 Cinder Lane',
      });
    });

    it('goes back to the page that asked for the customer, and to no other site', async () => {
      const elsewhere = { kind: 'person', lastName: 'Elsewhere', returnTo: 'https://evil.example/' };
      expect((await browser.post('/desk/customers', elsewhere)).location).to.match(/^\/desk\/customers\//);
      const back = { kind: 'person', lastName: 'Returner', returnTo: '/desk/interactions/1?step=who' };
      expect((await browser.post('/desk/customers', back)).location).to.match(
        /^\/desk\/interactions\/1\?step=who&customerId=[0-9a-f-]{36}$/,
      );
    });
  });

  describe('editing', () => {
    const formOf = (page: string): Record<string, string> => {
      const names = [...page.matchAll(/name="(base_\w+|expectedVersion)"/g)].map(([, name]) => name ?? '');
      const hidden = Object.fromEntries(names.map((name) => [name, hiddenField(page, name)]));
      const fields = Object.entries(hidden).filter(([name]) => name.startsWith('base_'));
      return { ...hidden, ...Object.fromEntries(fields.map(([name, value]) => [name.slice('base_'.length), value])) };
    };

    it('saves the fields that were changed', async () => {
      const id = await add(aCustomer().named('Alys Tudor').bornOn('1950-02-01'));
      const form = formOf((await browser.get(`/desk/customers/${id}/edit`)).text);
      const sent = { ...form, lastName: 'Tudor-Lloyd', needs: 'bsl,large-print', otherNames: 'Alys Jones' };
      expect((await browser.post(`/desk/customers/${id}/edit`, sent)).status).to.equal(303);
      expect(await record(id)).to.deep.include({
        lastName: 'Tudor-Lloyd',
        bornOn: '1950-02-01',
        needs: ['large-print', 'bsl'],
        otherNames: [{ firstNames: 'Alys', lastName: 'Jones' }],
      });
    });

    it('lets the adviser choose where two edits clash, and keeps the rest', async () => {
      const id = await add(aCustomer().named('Siwan Pryce'));
      const form = formOf((await browser.get(`/desk/customers/${id}/edit`)).text);
      await world().run(await staff(), editCustomer, { id, expectedVersion: 1, changes: { lastName: 'Theirs' } });
      const clash = await browser.post(`/desk/customers/${id}/edit`, { ...form, lastName: 'Yours', title: 'Dr' });
      expect(clash.status).to.equal(409);
      expect(clash.text).to.include('Theirs').and.to.include('Yours').and.to.include('Your other changes are kept');
      expect(await record(id)).to.include({ lastName: 'Theirs', title: null });
      const choice = { ...formOf(clash.text), lastName: 'Yours', title: hiddenField(clash.text, 'title') };
      expect((await browser.post(`/desk/customers/${id}/edit`, choice)).status).to.equal(303);
      expect(await record(id)).to.include({ lastName: 'Yours', title: 'Dr' });
    });

    it('saves a late edit of other fields without asking', async () => {
      const id = await add(aCustomer().named('Owain Rees'));
      const form = formOf((await browser.get(`/desk/customers/${id}/edit`)).text);
      await world().run(await staff(), editCustomer, { id, expectedVersion: 1, changes: { language: 'cy' } });
      expect((await browser.post(`/desk/customers/${id}/edit`, { ...form, title: 'Dr' })).status).to.equal(303);
      expect(await record(id)).to.include({ language: 'cy', title: 'Dr' });
    });

    for (const [path, fields, check] of [
      ['contact-points', { kind: 'email', value: 'a@post.example', preferred: 'yes' }, {}],
      ['move', { line: '5 New Row', postcode: 'DM3 3DD' }, { addressLine: '5 New Row' }],
      ['identifiers', { register: 'blue-badge', type: 'badge', value: 'BB1' }, {}],
      ['death', { diedOn: '1 11 2026', expectedVersion: '1' }, { diedOn: '2026-11-01' }],
    ] as const) {
      it(`takes the form at ${path}, and refuses an empty one`, async () => {
        const id = await add(aCustomer().named('Part Form'));
        const address = `/desk/customers/${id}/${path}`;
        expect((await browser.get(address)).status).to.equal(200);
        if (path !== 'death') expect((await browser.post(address, { kind: 'email' })).status).to.equal(422);
        const { status, location } = await browser.post(address, fields);
        expect([status, location]).to.deep.equal([303, `/desk/customers/${id}`]);
        expect(await record(id)).to.include({ version: 2, ...check });
      });
    }

    it('finds who acts for a customer before asking in what', async () => {
      const id = await add(aCustomer().named('Mabel Cared'));
      const carer = await add(aCustomer().named('Rhodri Carer'));
      const address = `/desk/customers/${id}/representations`;
      expect((await browser.get(`${address}?q=nobody+such`)).text).to.include('Nobody else on record matches');
      expect((await browser.get(`${address}?q=rhodri+carer`)).text).to.include(`value="${carer}"`);
      const acting = {
        q: 'rhodri carer',
        representativeId: carer,
        role: 'carer',
        covers: 'All matters',
        evidenceKind: 'spoken-consent',
      };
      expect((await browser.post(address, acting)).status).to.equal(303);
      expect((await record(id)).representations[0]).to.include({ otherName: 'Rhodri Carer' });
    });
  });

  describe('restricted records', () => {
    it('are a page that names nobody for an adviser, and a reason first for a team leader', async () => {
      const id = await add(aCustomer().named('Hidden Person'));
      const reason = 'Order seen';
      await world().run(await staff(), restrictCustomer, {
        id,
        expectedVersion: 1,
        restriction: 'safeguarding',
        reason,
      });
      const refused = await browser.get(`/desk/customers/${id}/edit`);
      expect(refused.status).to.equal(403);
      expect(refused.text).to.include('Ask your team leader').and.not.to.include('Hidden');
      const leader = await http.signIn((await addPerson(world(), { roles: [['dunmere', 'team-leader']] })).personId);
      const asked = await leader.get(`/desk/customers/${id}/edit`);
      expect(asked.status).to.equal(403);
      expect(asked.text).to.include('Why you need this record').and.not.to.include('Hidden');
      expect((await leader.post(`/desk/customers/${id}/open`, { reason: '' })).status).to.equal(422);
      const next = hiddenField(asked.text, 'next');
      const opened = await leader.post(`/desk/customers/${id}/open`, { reason: 'On the line now', next });
      expect(opened.location).to.equal(`/desk/customers/${id}/edit`);
      expect((await leader.get(opened.location)).text).to.include('Hidden');
    });
  });

  it('answers the address of another authority’s customer as if nothing were there', async () => {
    const stranger = await http.signIn((await addPerson(world(), { roles: [['castlebridge', 'adviser']] })).personId);
    const id = await add(aCustomer().named('Edith Distant'));
    expect((await record(id)).authorityId).to.equal(dunmere);
    for (const path of ['edit', 'move', 'contact-points', 'representations', 'death'])
      expect((await stranger.get(`/desk/customers/${id}/${path}`)).status, path).to.equal(404);
    expect((await stranger.get('/desk/customers?q=edith+distant')).text).to.include('Nobody on record');
  });
});
