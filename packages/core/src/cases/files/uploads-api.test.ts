import { expect } from 'chai';
import { DAY_MS } from '../../kernel/clock.js';
import { publishService } from '../../services/index.js';
import { giveToken } from '../../testing/api-token.js';
import { castlebridge, dunmere, onBothEngines, testNow } from '../../testing/harness.js';
import { addPerson, startHttp, type TestHttp } from '../../testing/http.js';
import { tidyCases } from '../jobs.js';
import { aMissedBin, caseWorld, missedBin, setup } from '../testing/case-world.js';
import { auditOf } from '../testing/expectations.js';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const photo = { key: 'photo', label: 'A photo', called: 'a photo', type: 'file', required: true, personal: 'none' };

onBothEngines('files of a form through the API', (world) => {
  let http: TestHttp;
  let serviceId: string;
  let adviser: string;
  before(async () => {
    world().clock.set(testNow);
    await caseWorld(world());
    const plain = missedBin();
    const questions = [...(plain['form'] as { questions: object[] }).questions, photo];
    const definition = missedBin({ key: 'seen-bin', form: { questions } });
    ({ id: serviceId } = await world().run(setup, publishService, { authorityId: dunmere, definition }));
    http = await startHttp(world());
    adviser = await aToken();
  });
  after(() => http.close());
  beforeEach(() => world().clock.set(testNow));

  async function aToken(): Promise<string> {
    const { personId } = await addPerson(world(), { roles: [['dunmere', 'officer']] });
    return await giveToken(world().kernel, personId);
  }

  const send = async (path: string, content: object, token = adviser) => {
    const headers = { Accept: 'application/json', Authorization: `Bearer ${token}` };
    const answer = await http.browser().send(path, { method: 'POST', headers, ...content });
    const body = JSON.parse(answer.text) as { id: string; code: string; name: string; errors: { field: string }[] };
    return { status: answer.status, body };
  };
  const upload = (bytes = png, authorityId = dunmere) =>
    send('/api/v1/uploads', {
      files: [{ field: 'file', name: '../bin.jpg', bytes }],
      form: { authorityId: String(authorityId) },
    });
  const log = (files: object[], token = adviser) =>
    send('/api/v1/cases', { json: { ...aMissedBin(serviceId), files } }, token);

  it('are uploaded first and named by their ids when the case is logged, and then are its files', async () => {
    const { status, body } = await upload();
    expect([status, body.name]).to.deep.equal([201, 'bin.jpg.png']);
    expect(JSON.stringify(await auditOf(world(), body.id)))
      .to.include('cases.keep-upload')
      .and.not.include('bin.jpg');
    const logged = await log([{ question: 'photo', uploadId: body.id }]);
    expect(logged.status, JSON.stringify(logged.body)).to.equal(201);
    const headers = { Accept: 'application/json', Authorization: `Bearer ${adviser}` };
    const listed = await http.browser().send(`/api/v1/cases/${logged.body.id}/files`, { method: 'GET', headers });
    expect(listed.text).to.include('bin.jpg.png').and.include('image/png');
  });

  it('are missed when a required question names none', async () => {
    const { status, body } = await log([]);
    expect([status, body.errors.map(({ field }) => field)]).to.deep.equal([422, ['answers.photo']]);
  });

  it('are no digests that a client writes into the answers', async () => {
    const form = aMissedBin(serviceId);
    const answers = { ...form.answers, photo: ['deadbeef'] };
    const { status, body } = await send('/api/v1/cases', { json: { ...form, answers } });
    expect([status, body.errors.map(({ field }) => field)]).to.deep.equal([422, ['answers.photo']]);
  });

  it('are one’s own, of the last day, and there', async () => {
    const { body } = await upload();
    const named = [{ question: 'photo', uploadId: body.id }];
    const fieldsOf = async (work: ReturnType<typeof log>) => (await work).body.errors.map(({ field }) => field);
    expect(await fieldsOf(log(named, await aToken()))).to.deep.equal(['files.0.uploadId']);
    expect(await fieldsOf(log([{ question: 'photo', uploadId: world().newId() }]))).to.deep.equal(['files.0.uploadId']);
    world().clock.set(testNow + DAY_MS + 1);
    await tidyCases.run(world().kernel, {});
    expect(await fieldsOf(log(named))).to.deep.equal(['files.0.uploadId']);
  });

  it('are refused by their bytes, and for a council where the sender logs no cases', async () => {
    const bad = await upload(Buffer.from('<svg onload=alert(1)>'));
    expect([bad.status, bad.body.errors[0]?.field]).to.deep.equal([422, 'file']);
    expect((await upload(png, castlebridge)).status).to.equal(404);
  });
});
