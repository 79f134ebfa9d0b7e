import { expect } from 'chai';
import { listRolesInForce } from '../../access/index.js';
import { findAccountByName } from '../../identity/index.js';
import { systemActor } from '../../kernel/actor.js';
import { hashSecret } from '../../kernel/http/tokens.js';
import { everyAuthority } from '../../kernel/scope.js';
import { auditOf, codeOf } from '../../testing/expectations.js';
import { castlebridge, dunmere, onBothEngines, testNow } from '../../testing/harness.js';
import { addPerson, startHttp, type TestHttp } from '../../testing/http.js';
import { addTeam } from '../commands/add-team.js';
import { listMembers } from '../repository.js';
import { core, enterprise, fromEntra, fromOkta } from '../testing/scim-shapes.js';
import { patchSchema } from './apply-patch.js';
import { addScimToken, newScimSecret, revokeScimToken } from './scim-tokens.js';

const setUp = systemActor('a test sets the scene');

interface Said {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, never> & { Resources?: Record<string, unknown>[] };
}

onBothEngines('the SCIM server', (world) => {
  let http: TestHttp;
  let entra: string;
  let okta: string;
  before(async () => {
    const advisers = { roles: ['adviser' as const], teams: ['contact-centre'] };
    http = await startHttp(world(), {
      scim: {
        dunmere: { groups: { Advisers: advisers, Leaders: { roles: ['team-leader'], teams: [] } } },
        castlebridge: { groups: { Advisers: { roles: ['administrator'], teams: [] } } },
      },
    });
    entra = await token(dunmere);
    okta = await token(castlebridge);
    const team = { authorityId: dunmere, key: 'contact-centre', name: 'Contact centre', purpose: 'Answers' };
    ({ id: teamId } = await world().run(setUp, addTeam, team));
    for (const slug of ['dunmere', 'castlebridge']) await addPerson(world(), { roles: [[slug, 'administrator']] });
  });
  beforeEach(() => world().clock.set(testNow));
  after(() => http.close());

  let teamId = '';
  const token = async (authorityId: number): Promise<string> => {
    const secret = newScimSecret(world().kernel);
    await world().run(setUp, addScimToken, { authorityId, name: 'Its own', tokenHash: hashSecret(secret) });
    return secret;
  };
  const ask = async (method: string, path: string, json?: unknown, more: { as?: string; ifMatch?: string } = {}) => {
    const { as = entra, ifMatch } = more;
    const headers = {
      ...{ Accept: 'application/scim+json', Authorization: `Bearer ${as}` },
      ...(json === undefined ? {} : { 'Content-Type': 'application/scim+json' }),
      ...(ifMatch === undefined ? {} : { 'If-Match': ifMatch }),
    };
    const answer = await http.browser().send(`/scim/v2${path}`, { method, headers, json });
    const body = answer.text === '' ? {} : (JSON.parse(answer.text) as unknown);
    return { status: answer.status, headers: answer.headers, body } as Said;
  };
  const make = async (user: object, as = entra): Promise<string> => {
    const { status, body } = await ask('POST', '/Users', user, { as });
    expect(status, JSON.stringify(body)).to.equal(201);
    return String(body['id']);
  };
  const patch = (path: string, ...Operations: object[]) => ask('PATCH', path, { schemas: [patchSchema], Operations });
  const find = async (filter: string, as = entra) =>
    (await ask('GET', `/Users?filter=${encodeURIComponent(filter)}`, undefined, { as })).body.Resources ?? [];
  const accountOf = (name: string) => findAccountByName(world().kernel.db.read(everyAuthority), name);
  const personOf = async (name: string) => (await accountOf(name))?.personId ?? '';
  const rolesOf = async (personId: string) => {
    const roles = await listRolesInForce(world().kernel.db.read(everyAuthority), personId, '2026-11-16');
    return roles.map(({ role, authorityId }) => `${role} ${authorityId}`);
  };
  const group = async (displayName: string, members: string[] = [], as = entra): Promise<string> => {
    const body = { schemas: [`${core}:Group`], displayName, members: members.map((value) => ({ value })) };
    return String((await ask('POST', '/Groups', body, { as })).body['id']);
  };

  it('describes itself', async () => {
    const { body, headers } = await ask('GET', '/ServiceProviderConfig');
    expect(headers.get('content-type')).to.match(/^application\/scim\+json/);
    expect(body).to.deep.include({ patch: { supported: true }, etag: { supported: true } });
    const types = (await ask('GET', '/ResourceTypes')).body.Resources ?? [];
    expect(types.map(({ endpoint }) => endpoint)).to.deep.equal(['/Users', '/Groups']);
    expect((await ask('GET', '/ResourceTypes/User')).body).to.include({ name: 'User' });
    expect((await ask('GET', `/Schemas/${core}:User`)).body).to.include({ id: `${core}:User` });
    expect((await ask('GET', '/Schemas')).body).to.include({ totalResults: 2 });
    expect((await ask('GET', '/Schemas/none')).status).to.equal(404);
  });

  it('knows its client by a token in force alone, and says as whom in the audit', async () => {
    for (const as of ['', 'moothall_scim_wrong', hashSecret(entra)]) {
      const { status, body, headers } = await ask('GET', '/Users', undefined, { as });
      expect([status, body['status'], headers.get('www-authenticate')]).to.deep.equal([401, '401', 'Bearer']);
    }
    const secret = newScimSecret(world().kernel);
    const added = { authorityId: dunmere, name: 'Okta', tokenHash: hashSecret(secret) };
    const { id } = await world().run(setUp, addScimToken, added);
    expect((await ask('GET', '/Users', undefined, { as: secret })).status).to.equal(200);
    await world().run(setUp, revokeScimToken, { id });
    expect((await ask('GET', '/Users', undefined, { as: secret })).status).to.equal(401);
    expect((await auditOf(world(), id)).map(({ action }) => action)).to.deep.equal([
      ...['directory.add-scim-token', 'directory.revoke-scim-token'],
    ]);
  });

  it('takes in whom Entra ID sends, and finds them by what it asks', async () => {
    const userName = 'Helen.Tranter@dunmere.example';
    expect(await find(`userName eq "${userName}"`)).to.deep.equal([]);
    const { status, body, headers } = await ask('POST', '/Users', fromEntra(userName));
    expect(status).to.equal(201);
    expect(headers.get('etag')).to.match(/^W\/"v\d+"$/);
    expect(headers.get('location')).to.equal(`/scim/v2/Users/${String(body['id'])}`);
    expect(body).to.deep.include({
      ...{ userName: userName.toLowerCase(), active: true, title: 'Adviser', displayName: 'Helen Tranter' },
      name: { formatted: 'Helen Tranter', givenName: 'Helen', familyName: 'Tranter' },
      emails: [{ value: userName, type: 'work', primary: true }],
    });
    for (const filter of [
      ...[`userName eq "${userName}"`, 'externalId eq "entra-Helen.Tranter@dunmere.example"'],
      ...['emails[type eq "work"].value eq "HELEN.tranter@dunmere.example"', `id eq "${String(body['id'])}"`],
      'userName sw "helen." and emails co "@DUNMERE" and externalId sw "entra-Helen"',
    ])
      expect(
        (await find(filter)).map(({ id }) => id),
        filter,
      ).to.deep.equal([body['id']]);
    for (const filter of ['externalId eq "ENTRA-Helen.Tranter@dunmere.example"', 'userName sw "elen"'])
      expect(await find(filter), filter).to.deep.equal([]);
    const account = await accountOf(userName.toLowerCase());
    expect(account).to.not.have.property('passwordHash');
    expect((await auditOf(world(), account?.personId ?? '')).map(({ action }) => action)).to.include.members([
      ...['identity.create-account', 'directory.add-scim-user'],
    ]);
    const again = await ask('POST', '/Users', fromEntra(userName));
    expect([again.status, again.body['scimType']]).to.deep.equal([409, 'uniqueness']);
    expect((await ask('GET', '/Users?filter=password%20eq%20%22a%22')).body).to.include({ scimType: 'invalidFilter' });
  });

  it('takes the PATCHes of Entra ID: moves, marriages, and leaving', async () => {
    const id = await make(fromEntra('ines.vale@dunmere.example', { displayName: 'Ines Vale' }));
    const personId = await personOf('ines.vale@dunmere.example');
    const moved = await patch(
      `/Users/${id}`,
      { op: 'Replace', path: 'displayName', value: 'Ines Moor' },
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'ines.moor@dunmere.example' },
      { op: 'Replace', path: 'userName', value: 'ines.moor@dunmere.example' },
      { op: 'Add', path: 'phoneNumbers[type eq "work"].value', value: '01632 960144' },
      { op: 'Replace', path: 'title', value: 'Officer' },
      { op: 'Add', path: `${enterprise}:department`, value: 'Housing' },
    );
    expect(moved.status).to.equal(200);
    expect(moved.body).to.deep.include({ displayName: 'Ines Moor', userName: 'ines.moor@dunmere.example' });
    expect(moved.body).to.deep.include({ phoneNumbers: [{ value: '01632 960144', type: 'work' }], title: 'Officer' });
    expect(await personOf('ines.moor@dunmere.example')).to.equal(personId);
    const browser = await http.signIn(personId);
    await group('Leavers to be', [id]);
    const gone = await patch(`/Users/${id}`, { op: 'Replace', path: 'active', value: 'False' });
    expect(gone.body).to.include({ active: false });
    expect((await accountOf('ines.moor@dunmere.example'))?.disabledAt).to.equal(testNow);
    expect((await browser.get('/desk/me')).location, 'the session has ended').to.match(/^\/sign-in/);
    const back = await patch(`/Users/${id}`, { op: 'Replace', path: 'active', value: 'True' });
    expect(back.body).to.include({ active: true });
  });

  it('takes the PUTs of Okta, lists by page, and lets who is removed go for good', async () => {
    const names = ['tom.reyes', 'mair.bowen', 'wren.castell'].map((name) => `${name}@castlebridge.example`);
    const ids: string[] = [];
    for (const name of names) ids.push(await make(fromOkta(name), okta));
    const page = await ask('GET', '/Users?startIndex=2&count=1', undefined, { as: okta });
    expect(page.body).to.include({ totalResults: 3, startIndex: 2, itemsPerPage: 1 });
    expect((await ask('GET', '/Users?count=0', undefined, { as: okta })).body).to.include({ totalResults: 3 });
    const changed = fromOkta(names[0] ?? '', { name: { givenName: 'Tom', familyName: 'Ash' }, displayName: 'Tom Ash' });
    const put = await ask('PUT', `/Users/${ids[0]}`, changed, { as: okta });
    expect(put.body).to.deep.include({ displayName: 'Tom Ash' });
    const patched = { schemas: [patchSchema], Operations: [{ op: 'replace', value: { active: false } }] };
    const left = await ask('PATCH', `/Users/${ids[0]}`, patched, { as: okta });
    expect(left.body).to.include({ active: false });
    expect((await ask('DELETE', `/Users/${ids[1]}`, undefined, { as: okta })).status).to.equal(204);
    expect((await ask('GET', `/Users/${ids[1]}`, undefined, { as: okta })).status).to.equal(404);
    expect((await accountOf(names[1] ?? ''))?.disabledAt).to.equal(testNow);
    expect(await make(fromOkta(names[1] ?? ''), okta), 'comes back as who they were').to.equal(ids[1]);
    expect((await accountOf(names[1] ?? ''))?.disabledAt).to.equal(undefined);
  });

  it('follows groups with roles and teams, and ends what they gave, not what people gave', async () => {
    const id = await make(fromEntra('priya.nair@dunmere.example'));
    const personId = await personOf('priya.nair@dunmere.example');
    expect(await rolesOf(personId)).to.deep.equal([]);
    const advisers = await group('Advisers');
    const leaders = await group('Leaders', [id]);
    const added = await patch(`/Groups/${advisers}`, { op: 'Add', path: 'members', value: [{ value: id }] });
    expect(added.status).to.equal(204);
    expect(await rolesOf(personId)).to.have.members([`team-leader ${dunmere}`, `adviser ${dunmere}`]);
    const members = async () => {
      const all = await listMembers(world().kernel.db.read(everyAuthority), teamId);
      return all.map((member) => member.personId);
    };
    expect(await members()).to.include(personId);
    expect((await ask('GET', `/Users/${id}`)).body['groups']).to.have.length(2);
    const shown = await ask('GET', '/Groups?excludedAttributes=members&filter=displayName%20eq%20%22Advisers%22');
    expect(shown.body.Resources?.[0]).to.include({ id: advisers }).and.not.have.property('members');
    await patch(`/Groups/${advisers}`, { op: 'Remove', path: `members[value eq "${id}"]` });
    expect(await rolesOf(personId)).to.deep.equal([`team-leader ${dunmere}`]);
    expect(await members()).to.not.include(personId);
    await patch(`/Groups/${leaders}`, { op: 'replace', value: { id: leaders, displayName: 'Advisers, new' } });
    expect(await rolesOf(personId), 'a name that the configuration does not know').to.deep.equal([]);
    expect((await ask('DELETE', `/Groups/${leaders}`)).status).to.equal(204);
    const unknown = { schemas: [`${core}:Group`], displayName: 'Others', members: [{ value: world().newId() }] };
    expect((await ask('POST', '/Groups', unknown)).body).to.include({ scimType: 'invalidValue' });
    expect((await ask('POST', '/Groups', { displayName: 'Advisers' })).status).to.equal(409);
    await ask('DELETE', `/Groups/${advisers}`);
  });

  it('refuses a change that builds on a version that is gone', async () => {
    const id = await make(fromEntra('folake.okafor@dunmere.example'));
    const first = (await ask('GET', `/Users/${id}`)).headers.get('etag') ?? '';
    const body = fromEntra('folake.okafor@dunmere.example', { title: 'Officer' });
    expect((await ask('PUT', `/Users/${id}`, body, { ifMatch: first })).status).to.equal(200);
    const late = await ask('PUT', `/Users/${id}`, body, { ifMatch: first });
    expect([late.status, late.body['status']]).to.deep.equal([412, '412']);
    expect((await ask('DELETE', `/Users/${id}`, undefined, { ifMatch: first })).status).to.equal(412);
  });

  it('says what is wrong with a resource as the protocol has it, and writes nothing', async () => {
    const { status, body } = await ask('POST', '/Users', { schemas: [`${core}:User`], userName: 'a b' });
    expect([status, body['scimType']]).to.deep.equal([400, 'invalidValue']);
    expect((await ask('POST', '/Users', { userName: 7 })).body['detail']).to.include('userName: ');
    expect((await ask('GET', '/Users/~nobody')).status).to.equal(404);
    expect(
      (await ask('PATCH', `/Users/${world().newId()}`, { schemas: [patchSchema], Operations: [] })).status,
    ).to.equal(400);
    expect(await find('userName sw "a"')).to.deep.equal([]);
  });

  it('never shows or changes another council’s people, and takes none over by their name', async () => {
    const userName = 'janet.oakley@dunmere.example';
    const id = await make(fromEntra(userName));
    const dunmereGroup = await group('Officers', [id]);
    await group('Advisers', [], okta);
    const as = okta;
    expect(await find(`userName eq "${userName}"`, okta)).to.deep.equal([]);
    expect((await ask('GET', `/Users/${id}`, undefined, { as })).status).to.equal(404);
    expect((await ask('PUT', `/Users/${id}`, fromEntra(userName), { as })).status).to.equal(404);
    expect((await ask('DELETE', `/Users/${id}`, undefined, { as })).status).to.equal(404);
    expect((await ask('GET', `/Groups/${dunmereGroup}`, undefined, { as })).status).to.equal(404);
    const added = { displayName: 'Taken over', members: [{ value: id }] };
    expect((await ask('POST', '/Groups', added, { as })).status).to.equal(400);
    expect((await ask('POST', '/Users', fromEntra(userName), { as })).status, 'knows no role at either yet').to.equal(
      409,
    );
    const both = await addPerson(world(), {
      roles: [
        ['dunmere', 'officer'],
        ['castlebridge', 'officer'],
      ],
    });
    expect((await ask('POST', '/Users', fromEntra(both.signInName))).status).to.equal(409);
    expect(await rolesOf(both.personId)).to.have.length(2);
  });

  it('takes over an account that is its council’s alone, and leaves locked whom an administrator locked', async () => {
    const own = await addPerson(world(), { name: 'Tom Okafor', roles: [['dunmere', 'officer']] });
    const id = await make(fromEntra(own.signInName, { displayName: 'Tom Okafor' }));
    expect(await rolesOf(own.personId)).to.deep.equal([`officer ${dunmere}`]);
    await patch(`/Users/${id}`, { op: 'replace', path: 'active', value: false });
    await patch(`/Users/${id}`, { op: 'replace', path: 'active', value: true });
    expect(await rolesOf(own.personId), 'what people gave is there again').to.deep.equal([`officer ${dunmere}`]);
    await world().kernel.db.write(everyAuthority, (db) =>
      db.update('staff_accounts', { person_id: own.personId }, { disabled_at: testNow }),
    );
    const said = await patch(`/Users/${id}`, { op: 'replace', path: 'active', value: true });
    expect(said.body).to.include({ active: false });
  });

  it('gives its page, its tokens and its commands to administrators alone', async () => {
    const boss = await addPerson(world(), { roles: [['dunmere', 'administrator']] });
    const desk = await http.signIn(boss.personId);
    const made = await desk.post('/desk/admin/scim', { authorityId: String(dunmere), name: 'Personnel' });
    const secret = /moothall_scim_[\w-]+/.exec(made.text)?.[0] ?? '';
    expect((await ask('GET', '/Users?count=0', undefined, { as: secret })).status).to.equal(200);
    const page = (await desk.get('/desk/admin/scim')).text;
    expect(page).to.include('Personnel').and.not.include(secret);
    const nameless = await desk.post('/desk/admin/scim', { authorityId: String(dunmere), name: '' });
    expect([nameless.status, nameless.text.includes('Enter which system it is for')]).to.deep.equal([422, true]);
    const revoke = /action="([^"]+\/revoke)"[^]*?for Personnel/.exec(
      page.slice(page.lastIndexOf('<tr', page.indexOf('Personnel'))),
    )?.[1];
    expect((await desk.post(revoke ?? '')).status).to.equal(303);
    expect((await ask('GET', '/Users?count=0', undefined, { as: secret })).status).to.equal(401);
    const leader = await addPerson(world(), { roles: [['dunmere', 'team-leader']] });
    expect((await (await http.signIn(leader.personId)).get('/desk/admin/scim')).status).to.equal(403);
    const other = { authorityId: castlebridge, name: 'Theirs', tokenHash: 'a'.repeat(64) };
    const permissions = await world().staff(['access.manage'], [dunmere]);
    expect(await codeOf(world().run(permissions, addScimToken, other))).to.be.oneOf(['not_allowed', 'not_found']);
  });
});
