import { expect } from 'chai';
import { allRoutes } from '#core/app/capabilities.js';
import type { Route } from '#core/kernel/route.js';
import { onCopyOf } from '#core/testing/world-copies.js';
import { addressOf, routeName, routeSamples } from './tenancy/route-samples.js';
import { targetOf } from './tenancy/target.js';
import { giveToken } from '#core/testing/api-token.js';
import { openFace, type Face } from './http/face.js';
import { bothCouncils } from './tenancy/seed.js';
import { differs, openProxy, type DocumentedProxy } from './openapi/documented-proxy.js';

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}
interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly responses: Readonly<Record<string, { readonly content?: object }>>;
}

const routes = allRoutes().filter(({ face }) => face === 'api');
const documentedPath = (path: string): string => path.replace(/:([a-zA-Z]+)/g, '{$1}');
/** Answers without a body of JSON: files, and what is gone. */
const withoutJson = /\/files\/:fileId(?:\/picture)?$|\/exports$/;

/** Reading a document takes most of the time: both engines' servers, which serve the same, have one proxy. */
const proxies = {
  opened: new Map<string, DocumentedProxy>(),
  for: async (text: string): Promise<DocumentedProxy> => {
    const proxy = proxies.opened.get(text) ?? (await openProxy(JSON.parse(text) as object));
    proxies.opened.set(text, proxy);
    return proxy;
  },
};
after(() => Promise.all([...proxies.opened.values()].map((proxy) => proxy.close())));

onCopyOf('the API and its document', bothCouncils, (world, both) => {
  let face: Face;
  let document: Document;
  let proxy: DocumentedProxy;
  before(async function () {
    this.timeout(30_000);
    face = await openFace(world(), both());
    const served = await face.http.browser().get('/api/openapi.json');
    expect(served.headers.get('content-type')).to.contain('application/json');
    document = JSON.parse(served.text) as Document;
    proxy = await proxies.for(served.text);
    proxy.aimAt(face.http.address);
  });
  after(() => face.http.close());

  it('is OpenAPI 3.1 that a validator takes, with a name for each operation', async () => {
    expect(document.openapi).to.match(/^3\.1\./);
    expect((await ask('GET', '/api/v1/teams')).status).to.equal(200);
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    const names = operations.map(({ operationId }) => operationId);
    expect(new Set(names).size).to.equal(names.length);
    expect(operations.filter(({ summary }) => !summary)).to.deep.equal([]);
  });

  it('has every route of the API, with the shape of its answer', () => {
    const missing = routes.filter((route) => operationOf(route) === undefined);
    expect(missing.map(routeName)).to.deep.equal([]);
    const shapeless = routes.filter((route) => !withoutJson.test(route.path) && !hasShape(route));
    expect(shapeless.map(routeName)).to.deep.equal([]);
  });

  const operationOf = (route: Route): Operation | undefined =>
    document.paths[documentedPath(route.path)]?.[route.method];
  const hasShape = (route: Route): boolean =>
    Object.entries(operationOf(route)?.responses ?? {}).some(([status, { content }]) => /^2/.test(status) && content);

  for (const route of routes.filter(({ method, path }) => method === 'get' && !withoutJson.test(path)))
    it(`answers as it says: ${routeName(route)}`, async () => {
      const answer = await ask('GET', addressFor(route));
      expect(answer.status, answer.text).to.equal(200);
    });

  for (const route of routes.filter(
    ({ method, path, upload }) => method !== 'get' && !upload && !/\/exports$/.test(path),
  ))
    it(`takes and answers as it says: ${routeName(route)}`, async () => {
      const sample = routeSamples[routeName(route)] ?? {};
      const target = targetOf(world(), face.ours, face.ours);
      const version = await sample.ifMatch?.(target);
      const headers: Record<string, string> = version === undefined ? {} : { 'If-Match': `"v${version}"` };
      const body = route.method === 'delete' ? undefined : await sample.body?.(target);
      const answer = await ask(route.method.toUpperCase(), addressFor(route), headers, body);
      expect(answer.status, answer.text).to.be.oneOf([200, 201, 204, 409, 412, 422]);
      expect(answer.status, answer.text).to.not.equal(differs);
    });

  function addressFor(route: Route): string {
    const target = targetOf(world(), face.ours, face.ours);
    const query = new URLSearchParams(routeSamples[routeName(route)]?.query?.(target))
      .toString()
      .replaceAll('+', '%20');
    return addressOf(route, face.ours) + (query ? `?${query}` : '');
  }

  async function ask(method: string, path: string, headers: Record<string, string> = {}, body?: object) {
    const answer = await fetch(proxy.address + path, {
      method,
      headers: {
        Accept: 'application/json',
        Authorization: `Bearer ${face.token}`,
        ...(body ? { 'Content-Type': 'application/json' } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  }

  describe('refuses with problem details', () => {
    const cases: readonly [number, string, () => ReturnType<typeof ask>][] = [
      [401, 'not_signed_in', () => ask('GET', '/api/v1/teams', { Authorization: 'Bearer wrong' })],
      [404, 'not_found', () => ask('GET', `/api/v1/cases/${face.theirs.caseId}`)],
      [
        409,
        'case_task_ended',
        async () => {
          const path = `/api/v1/cases/${face.ours.caseId}/tasks/${face.ours.taskId}`;
          await ask('PATCH', path, { 'If-Match': '"v1"' }, { state: 'done' });
          return ask('PATCH', path, { 'If-Match': '"v2"' }, { state: 'done' });
        },
      ],
      [
        412,
        'precondition_failed',
        () => ask('PATCH', `/api/v1/cases/${face.ours.caseId}`, { 'If-Match': '"v99"' }, { title: 'Late' }),
      ],
      [
        422,
        'bad_input',
        () => ask('POST', `/api/v1/cases/${face.ours.caseId}/notes`, {}, { text: '4111 1111 1111 1111' }),
      ],
    ];
    for (const [status, code, refuse] of cases)
      it(`${status} ${code}`, async () => {
        const answer = await refuse();
        expect(answer.status, answer.text).to.equal(status);
        expect(answer.headers.get('content-type')).to.contain('application/problem+json');
        const problem = JSON.parse(answer.text) as Record<string, unknown>;
        expect(problem).to.include({ status, type: `urn:moothall:problem:${String(problem['code'])}` });
        if (status !== 409) expect(problem['code']).to.equal(code);
        expect(problem).to.include.keys('title', 'detail', 'requestId');
      });

    it('403 not_allowed', async () => {
      const reader = await giveToken(world().kernel, face.ours.personId, ['cases.read']);
      const answer = await ask(
        'POST',
        `/api/v1/cases/${face.ours.caseId}/notes`,
        { Authorization: `Bearer ${reader}` },
        { text: 'x' },
      );
      expect(answer.status, answer.text).to.equal(403);
      expect(answer.headers.get('content-type')).to.contain('application/problem+json');
    });
  });

  it('would be caught if an answer differed from it', async () => {
    const changed = structuredClone(document);
    const path = changed.paths['/api/v1/teams'];
    const content = path?.['get']?.responses['200']?.content as Record<string, { schema: object }>;
    content['application/json'] = { schema: { type: 'object', required: ['elephants'] } };
    const strict = await openProxy(changed);
    strict.aimAt(face.http.address);
    const answer = await fetch(`${strict.address}/api/v1/teams`, {
      headers: { Accept: 'application/json', Authorization: `Bearer ${face.token}` },
    });
    expect(answer.status).to.equal(differs);
    expect(await answer.text()).to.contain('elephants');
    await strict.close();
  });
});
