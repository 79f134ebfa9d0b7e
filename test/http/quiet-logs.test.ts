import { expect } from 'chai';
import { Writable } from 'node:stream';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttp } from '#core/app/http.js';
import { httpParts } from '#core/app/http-parts.js';
import type { Kernel } from '#core/kernel/kernel.js';
import { openLog } from '#core/kernel/log.js';
import { onCopyOf } from '#core/testing/world-copies.js';
import { openFace, type Face } from './face.js';
import { bothCouncils } from '../tenancy/seed.js';
import { rawRequest } from './raw-request.js';

/** Words that only this test types: none of them may reach a log. */
const secrets = {
  name: 'Wilhelmina',
  surname: 'Featherstonehaugh',
  telephone: '07700 900123',
  mail: 'wilhelmina@featherstone.example',
  note: 'She keeps the key under the third flowerpot',
  password: 'a password that is typed in full',
  card: '4111 1111 1111 1111',
};

onCopyOf('the log of requests that go well and badly', bothCouncils, (world, both) => {
  let face: Face;
  let lines: string;
  let address: string;
  let close: () => void;
  before(async function () {
    this.timeout(30_000);
    face = await openFace(world(), both());
    lines = '';
    const sink = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        lines += chunk.toString();
        done();
      },
    });
    const kernel = { ...world().kernel, log: openLog('debug', sink) };
    const server = createServer(createHttp(httpParts(kernel)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    close = () => void server.close();
  });
  after(async () => {
    close();
    await face.http.close();
  });

  it('names no person, no secret and nothing that was typed', async () => {
    const token = face.token;
    const authorised = { Authorization: `Bearer ${token}`, Accept: 'application/json' };
    const send = (method: string, path: string, json: unknown, headers: Record<string, string> = authorised) =>
      rawRequest(address, {
        method,
        path,
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: typeof json === 'string' ? json : JSON.stringify(json),
      });
    const { ours } = face;
    const person = {
      authorityId: ours.authorityId,
      firstName: secrets.name,
      lastName: secrets.surname,
      telephones: [secrets.telephone],
      emails: [secrets.mail],
      confirmedNew: true,
    };
    const answers = [
      await send('POST', '/api/v1/customers', person),
      await send('POST', '/api/v1/customers', { ...person, [secrets.note]: secrets.note }),
      await send('POST', '/api/v1/customers', JSON.stringify(person).slice(0, -3)),
      await send('POST', `/api/v1/cases/${ours.caseId}/notes`, { text: `${secrets.note} ${secrets.card}` }),
      await send('GET', `/api/v1/customers?q=${secrets.surname}`, ''),
      await send('GET', `/api/v1/customers/${secrets.surname}`, ''),
      await send('GET', `/${secrets.mail}/%ZZ`, ''),
      await send('POST', '/sign-in', { name: secrets.mail, password: secrets.password }, {}),
      await send('GET', '/api/v1/teams', '', { Authorization: `Bearer wrong-${token}` }),
      await send('GET', '/desk', '', { Cookie: `moothall-session=${token}; other=${secrets.password}` }),
    ];
    expect(answers.map(({ status }) => status)).to.deep.equal([201, 422, 400, 422, 200, 404, 404, 403, 401, 303]);
    await breakStorage(world().kernel, () => send('GET', `/api/v1/customers?q=${secrets.surname}`, ''));
    expect(lines).to.contain('a request failed');
    for (const [what, value] of Object.entries({ ...secrets, token })) {
      expect(lines, what).to.not.contain(value);
      expect(lines, what).to.not.contain(encodeURIComponent(value));
    }
  });
});

/** Takes a table away for the length of a request: the fault that follows quotes what the driver knows. */
async function breakStorage({ db }: Kernel, ask: () => Promise<unknown>): Promise<void> {
  await db.migration((run) => run('alter table customers rename to customers_away'));
  try {
    await ask();
  } finally {
    await db.migration((run) => run('alter table customers_away rename to customers'));
  }
}
