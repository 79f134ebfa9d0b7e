import { expect } from 'chai';
import { publishService } from '../../services/index.js';
import { giveToken } from '../../testing/api-token.js';
import { castlebridge, dunmere, onBothEngines } from '../../testing/harness.js';
import { addPerson, startHttp, type TestHttp } from '../../testing/http.js';
import { caseWorld, missedBin, setup } from '../testing/case-world.js';
import { auditOf } from '../testing/expectations.js';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const photo = { key: 'photo', label: 'A photo', called: 'a photo', type: 'file', required: true, personal: 'none' };

onBothEngines('files of a request to a service desk through the API', (world) => {
  let http: TestHttp;
  let laptopId: string;
  let ownAloneId: string;
  let analyst: string;
  before(async () => {
    await caseWorld(world());
    const forStaff = {
      ...{ audience: 'staff', location: { kind: 'none' }, summaryTemplate: 'Broken laptop', group: 'IT' },
      ...{ tier: ['district', 'county', 'unitary'], form: { questions: [photo] } },
    };
    const publish = async (more: object) =>
      (
        await world().run(setup, publishService, {
          authorityId: dunmere,
          definition: missedBin({ ...forStaff, ...more }),
        })
      ).id;
    laptopId = await publish({ key: 'broken-laptop', name: 'Broken laptop' });
    ownAloneId = await publish({ key: 'parking', name: 'Staff parking', staffOf: ['castlebridge'] });
    http = await startHttp(world());
    analyst = await aToken();
  });
  after(() => http.close());

  /** Of somebody who logs no cases. */
  async function aToken(council: 'dunmere' | 'westmoor' = 'dunmere'): Promise<string> {
    const { personId } = await addPerson(world(), { roles: [[council, 'analyst']] });
    world().clock.advance(3000);
    return await giveToken(world().kernel, personId);
  }
  const send = async (path: string, content: object, token = analyst) => {
    const headers = { Accept: 'application/json', Authorization: `Bearer ${token}` };
    const answer = await http.browser().send(path, { method: 'POST', headers, ...content });
    const body = JSON.parse(answer.text) as { id: string; name: string; errors: { field: string }[] };
    return { status: answer.status, body };
  };
  const upload = (serviceId = laptopId, bytes = png, token = analyst) => {
    const files = [{ field: 'file', name: '../screen.jpg', bytes }];
    return send('/api/v1/help/uploads', { files, form: { serviceId } }, token);
  };
  const ask = (files: object[], token = analyst) =>
    send('/api/v1/help/requests', { json: { serviceId: laptopId, files } }, token);

  it('are uploaded by whoever may ask, named by their ids, and then are the request’s', async () => {
    const { status, body } = await upload();
    expect([status, body.name]).to.deep.equal([201, 'screen.jpg.png']);
    expect(JSON.stringify(await auditOf(world(), body.id)))
      .to.include('cases.keep-help-upload')
      .and.not.include('screen.jpg');
    const asked = await ask([{ question: 'photo', uploadId: body.id }]);
    expect(asked.status, JSON.stringify(asked.body)).to.equal(201);
    const headers = { Accept: 'application/json', Authorization: `Bearer ${analyst}` };
    const shown = await http.browser().send(`/api/v1/help/requests/${asked.body.id}`, { method: 'GET', headers });
    expect(shown.text).to.include('screen.jpg.png');
  });

  it('are one’s own, and missed when a required question names none', async () => {
    const { body } = await upload();
    const fieldsOf = async (work: ReturnType<typeof ask>) => (await work).body.errors.map(({ field }) => field);
    expect(await fieldsOf(ask([{ question: 'photo', uploadId: body.id }], await aToken()))).to.deep.equal([
      'files.0.uploadId',
    ]);
    expect(await fieldsOf(ask([]))).to.deep.equal(['answers.photo']);
  });

  it('are refused by their bytes, and for a service that is not for staff of the asker’s council', async () => {
    const bad = await upload(laptopId, Buffer.from('<svg onload=alert(1)>'));
    expect([bad.status, bad.body.errors[0]?.field]).to.deep.equal([422, 'file']);
    expect((await upload(ownAloneId, png, await aToken('westmoor'))).status).to.equal(404);
    const { id } = await world().run(setup, publishService, {
      ...{ authorityId: castlebridge, definition: missedBin({ key: 'for-residents', routing: [{ team: 'waste' }] }) },
    });
    expect((await upload(id)).status, 'a service for residents').to.equal(404);
  });
});
