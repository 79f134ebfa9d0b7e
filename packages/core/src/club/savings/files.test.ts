import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { storeUpload } from '../../cases/index.js';
import { everyAuthority } from '../../kernel/scope.js';
import { onBothEngines, westmoor } from '../../testing/harness.js';
import { giveToken } from '../../testing/api-token.js';
import { addPerson, startHttp, type Answer, type Browser, type Request, type TestHttp } from '../../testing/http.js';
import { addRecord } from '../commands/add-record.js';
import { someFields } from '../testing/records.js';
import { addSavingFile } from './change-files.js';
import { savingFilesAtMost } from './file-rules.js';

const rota = Buffer.from('night,advisers\n2026-01-01,2\n');
const digest = createHash('sha256').update(rota).digest('hex');
const program = Buffer.from('MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff', 'latin1');
const file = (name = 'Rota.csv', bytes = rota) => [{ field: 'file', name, bytes }];
const api = '/api/v1/governance/savings';
const desk = '/desk/partnership/savings';

/** Somebody at the desk, and their API client. */
interface Client extends Browser {
  readonly ask: (path: string, request?: Request) => Promise<Answer>;
}

onBothEngines('the evidence of a saving', (world) => {
  let http: TestHttp;
  let keeper: Client;
  let verifier: Client;
  let reader: Client;
  let council: Client;
  let clientOf: (name: string, slug: string, role: 'administrator' | 'officer') => Promise<Client>;
  before(async () => {
    http = await startHttp(world());
    clientOf = async (name, slug, role) => {
      const { personId } = await addPerson(world(), { name, roles: [[slug, role]] });
      const authorization = { Authorization: `Bearer ${await giveToken(world().kernel, personId)}` };
      const ask = (path: string, request: Request = {}) =>
        http.browser().send(path, { ...request, headers: { ...authorization, ...request.headers } });
      return { ...(await http.signIn(personId)), ask };
    };
    keeper = await clientOf('Glyn Penry', 'partnership', 'administrator');
    verifier = await clientOf('Iwan Edwards', 'partnership', 'administrator');
    reader = await clientOf('Janet Oakley', 'dunmere', 'officer');
    council = await clientOf('Priya Nair', 'westmoor', 'administrator');
  });
  after(() => http.close());

  const claim = async (by = keeper, more: object = {}): Promise<string> => {
    const json = { part: 'savings', fields: someFields.saving, ...more };
    const { text } = await by.ask('/api/v1/governance', { method: 'POST', json });
    return (JSON.parse(text) as { id: string }).id;
  };
  const add = (id: string, files = file(), by = keeper) => by.ask(`${api}/${id}/files`, { method: 'POST', files });
  const idIn = ({ text }: { text: string }): string => (JSON.parse(text) as { id: string }).id;
  const listed = async (id: string, by = reader) =>
    (JSON.parse((await by.ask(`${api}/${id}/files`)).text) as { items: Record<string, unknown>[] }).items;
  const versionOf = async (id: string): Promise<number> =>
    (JSON.parse((await keeper.ask(`${api}/${id}`)).text) as { version: number }).version;
  const move = async (id: string, event: string, by = keeper, note?: string) => {
    const headers = { 'If-Match': `"v${await versionOf(id)}"` };
    return await by.ask(`${api}/${id}/moves`, { method: 'POST', headers, json: note ? { event, note } : { event } });
  };

  it('is verified by nobody who claimed the saving, or gave or removed its evidence', async () => {
    const helper = await clientOf('Mair Lloyd', 'partnership', 'administrator');
    for (const isRemoved of [false, true]) {
      const id = await claim();
      const fileId = idIn(await add(id, file('Rota of two.csv'), helper));
      if (isRemoved) {
        await add(id);
        expect((await helper.ask(`${api}/${id}/files/${fileId}`, { method: 'DELETE' })).status).to.equal(200);
      }
      expect((await move(id, 'evidence')).status).to.equal(200);
      for (const by of [keeper, helper])
        expect(JSON.parse((await move(id, 'verify', by)).text)).to.include({ status: 409, code: 'own_saving' });
      expect((await move(id, 'verify', verifier)).status).to.equal(200);
    }
  });

  it('is added by whoever keeps the records, and read by every council’s staff as an attachment', async () => {
    const id = await claim();
    const added = await add(id);
    expect([added.status, JSON.parse(added.text)]).to.deep.equal([201, { id: idIn(added), version: 2 }]);
    const [item] = await listed(id);
    expect(item).to.deep.include({ name: 'Rota.csv', mediaType: 'text/csv', sizeBytes: rota.length, digest });
    expect(item?.['addedByName']).to.equal('Glyn Penry');
    const got = await reader.ask(`${api}/${id}/files/${idIn(added)}`);
    expect([got.status, got.text, got.headers.get('content-disposition')]).to.deep.equal([
      ...[200, rota.toString()],
      `attachment; filename="Rota.csv"; filename*=UTF-8''Rota.csv`,
    ]);
    expect((await add(id, file(), reader)).status).to.equal(403);
    const db = world().kernel.db.read(everyAuthority);
    const rows = await db.rows<{ action: string; details: string }>(
      db.from('audit_entries').where({ subject_id: id }).orderBy('id').select('action', 'details'),
    );
    expect(rows.map(({ action }) => action)).to.deep.equal(['club.add-record', 'club.add-saving-file']);
    expect(rows[1]?.details).to.include(digest).and.not.include('Rota');
  });

  it('stands on the page with its size, who, when and the beginning of its digest, and is taken off again', async () => {
    const id = await claim();
    expect((await keeper.get(`${desk}/${id}`)).text)
      .to.include('No files yet.')
      .and.include('multipart/form-data');
    expect((await reader.get(`${desk}/${id}`)).text)
      .to.include('No files yet.')
      .and.not.include('multipart/form-data');
    expect((await keeper.post(`${desk}/${id}/files`, {}, file())).status).to.equal(303);
    const { text } = await keeper.get(`${desk}/${id}`);
    expect(text).to.match(/Rota\.csv<\/a>\s*<div[^>]*>1 KB · Glyn Penry · [^<]+ · SHA-256 [0-9a-f]{12}</);
    expect(text).to.include(`SHA-256 ${digest.slice(0, 12)}`);
    const [item] = await listed(id);
    const href = `${desk}/${id}/files/${String(item?.['id'])}`;
    expect((await reader.get(href)).text).to.equal(rota.toString());
    expect((await keeper.post(`${href}/remove`)).status).to.equal(303);
    expect(await listed(id)).to.deep.equal([]);
    expect((await keeper.get(href)).status).to.equal(404);
    expect((await keeper.post(`${href}/remove`)).status).to.equal(409);
    expect((await keeper.get(`${desk}/${id}`)).text)
      .to.include('File added')
      .and.include('File removed');
  });

  it('says on the page what is wrong with a file, and writes nothing', async () => {
    const id = await claim();
    const wrong: [Parameters<typeof file> | [], string][] = [
      [['setup.txt', program], 'Choose a file of another kind'],
      [['empty.csv', Buffer.alloc(0)], 'Choose a file'],
      [[], 'Choose a file'],
    ];
    for (const [sent, words] of wrong) {
      const answer = await keeper.post(`${desk}/${id}/files`, {}, sent.length === 0 ? [] : file(...sent));
      expect([answer.status, words]).to.deep.equal([422, words]);
      expect(answer.text).to.include(words).and.include('href="#file"').and.include('id="file-error"');
    }
    const large = Buffer.alloc(world().kernel.config.files.maxBytes + 1, 'a');
    const answer = await keeper.post(`${desk}/${id}/files`, {}, file('large.txt', large));
    expect([answer.status, answer.text.includes('Choose a file of at most')]).to.deep.equal([413, true]);
    expect((await keeper.ask(`${api}/${id}/files`, { method: 'POST', files: [] })).status).to.equal(422);
    expect([await listed(id), await versionOf(id)]).to.deep.equal([[], 1]);
  });

  it('is of another authority not to be found', async () => {
    const id = await claim();
    const fileId = idIn(await add(id));
    expect((await add(id, file(), council)).status).to.equal(404);
    expect((await council.ask(`${api}/${id}/files/${fileId}`, { method: 'DELETE' })).status).to.equal(404);
    const own = await claim(council, { authorityId: westmoor });
    const ownFile = idIn(await add(own, file(), council));
    for (const path of [`${api}/${own}/files`, `${api}/${own}/files/${ownFile}`, `${desk}/${own}/files/${ownFile}`])
      expect((await (path.startsWith('/api') ? reader.ask(path) : reader.get(path))).status, path).to.equal(404);
    expect((await keeper.ask(`${api}/${id}/files/${ownFile}`)).status, 'another saving’s file').to.equal(404);
  });

  it('is enough for a saving to be evidenced, stays as it is once verified, and is seen by who verifies', async () => {
    const id = await claim();
    expect((await move(id, 'evidence')).status).to.equal(409);
    const first = idIn(await add(id));
    expect((await move(id, 'evidence')).status).to.equal(200);
    const seen = await versionOf(id);
    const second = idIn(await add(id, file('Another.csv')));
    const stale = { method: 'POST', headers: { 'If-Match': `"v${seen}"` }, json: { event: 'verify' } };
    expect((await verifier.ask(`${api}/${id}/moves`, stale)).status, 'a file came meanwhile').to.equal(412);
    const remove = (fileId: string) => keeper.ask(`${api}/${id}/files/${fileId}`, { method: 'DELETE' });
    expect((await remove(first)).status).to.equal(200);
    expect((await remove(second)).status).to.equal(200);
    expect((await move(id, 'verify', verifier)).status, 'its evidence is gone').to.equal(409);
    const last = idIn(await add(id));
    expect((await move(id, 'verify', verifier)).status).to.equal(200);
    const settled = [await add(id), await remove(last), await keeper.post(`${desk}/${id}/files`, {}, file())];
    expect(settled.map(({ status }) => status)).to.deep.equal([409, 409, 409]);
    expect((await keeper.get(`${desk}/${id}`)).text)
      .to.include('Rota.csv')
      .and.not.include('multipart/form-data');
    expect((await move(id, 'doubt', verifier, 'The rota is of another year')).status).to.equal(200);
    expect((await remove(last)).status).to.equal(200);
  });

  it('is at most fifty files', async () => {
    const actor = await world().staff(['club.govern', 'club.read'], [westmoor]);
    const about = { part: 'savings' as const, authorityId: westmoor, fields: someFields.saving };
    const { id: savingId } = await world().run(actor, addRecord, about);
    const stored = await storeUpload(world().kernel, { field: 'file', name: 'Rota.csv', bytes: rota });
    const put = () => world().run(actor, addSavingFile, { savingId, file: stored });
    for (let each = 0; each < savingFilesAtMost; each += 1) await put();
    const { faults } = await put().then(
      () => ({ faults: [] as { field: string }[] }),
      (error: { faults: { field: string }[] }) => error,
    );
    expect(faults.map(({ field }) => field)).to.deep.equal(['file']);
  });
});
