import { expect } from 'chai';
import { randomBytes } from 'node:crypto';
import { allRoutes } from '#core/app/capabilities.js';
import { insertToken } from '#core/identity/tokens-repository.js';
import { hashSecret } from '#core/kernel/http/tokens.js';
import type { Route } from '#core/kernel/route.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { onBothEngines, type TestWorld } from '#core/testing/harness.js';
import { startHttp, type Answer, type Browser, type TestHttp } from '#core/testing/http.js';
import { changedTables, digestTables } from './tenancy/digests.js';
import { addressOf, routeName, routeSamples } from './tenancy/route-samples.js';
import { seedBoth, type Seeded } from './tenancy/seed.js';
import { targetOf } from './tenancy/target.js';
import { tracesOf } from './tenancy/traces.js';

/** Signing in and out are nobody's yet; they show no council's records and have tests of their own. */
const routes = allRoutes().filter(({ face, path }) => face !== 'open' && path !== '/sign-out');
/** Addresses of what councils share: the gazetteer, keys of services that several may use, and who works where. */
const sharedAddresses = /\/places\/:id|\/services\/:key$|\/admin\/staff\/:id/;

describe('routes for two authorities', () => {
  it('have a sample each, and none is left of a route that is gone', () => {
    expect(Object.keys(routeSamples).sort()).to.deep.equal(routes.map(routeName).sort());
  });
});

onBothEngines('routes for two authorities', (world) => {
  let ours: Seeded;
  let theirs: Seeded;
  let http: TestHttp;
  let client: Client;
  before(async function () {
    this.timeout(30_000);
    ({ ours, theirs } = await seedBoth(world()));
    http = await startHttp(world());
    client = await openClient(world(), http, ours);
  });
  after(() => http.close());

  for (const route of routes.filter((each) => each.method === 'get')) {
    it(`shows our people what is ours, and nothing of the other: ${routeName(route)}`, async () => {
      const own = await ask(world(), client, route, ours, ours);
      expect(own.status, own.text.slice(0, 300)).to.equal(200);
      expect(tracesOf(theirs, own.text), own.text).to.deep.equal([]);
    });

    if (!route.path.includes(':')) continue;
    it(`has nothing at the other’s address: ${routeName(route)}`, async () => {
      const answer = await ask(world(), client, route, ours, theirs);
      if (!sharedAddresses.test(route.path)) expect(answer.status).to.equal(404);
      expect(tracesOf(theirs, withoutQuestion(answer.text, route, theirs))).to.deep.equal([]);
    });
  }

  for (const route of routes.filter((each) => each.method !== 'get')) {
    it(`leaves the other’s records alone: ${routeName(route)}`, async () => {
      const before = await digestTables(world(), theirs);
      const answer = await ask(world(), client, route, ours, theirs);
      if (route.path.includes(':') && !sharedAddresses.test(route.path)) expect(answer.status).to.equal(404);
      expect(answer.status).to.be.lessThan(500);
      expect(tracesOf(theirs, withoutQuestion(answer.text, route, theirs))).to.deep.equal([]);
      expect(changedTables(before, await digestTables(world(), theirs))).to.deep.equal([]);
    });
  }

  describe('whose samples are right', () => {
    for (const route of routes.filter((each) => each.method !== 'get' && each.path.includes(':'))) {
      it(`finds our own record: ${routeName(route)}`, async () => {
        const answer = await ask(world(), client, route, ours, ours);
        expect([200, 201, 204, 303, 409, 412, 422], answer.text.slice(0, 500)).to.include(answer.status);
      });
    }
  });
});

interface Client {
  /** A session of its own for every request, because some of them end sessions. */
  readonly signIn: () => Promise<Browser>;
  readonly token: string;
}

async function openClient(world: TestWorld, http: TestHttp, { personId }: Seeded): Promise<Client> {
  const token = randomBytes(24).toString('base64url');
  const createdAt = world.clock.now();
  const about = { id: world.newId(), personId, name: 'Test', createdAt, expiresAt: createdAt + 86_400_000 };
  await world.kernel.db.write(everyAuthority, (db) => insertToken(db, { ...about, tokenHash: hashSecret(token) }));
  return { signIn: () => http.signIn(personId), token };
}

async function ask(world: TestWorld, client: Client, route: Route, me: Seeded, of: Seeded): Promise<Answer> {
  const sample = routeSamples[routeName(route)] ?? {};
  const target = targetOf(world, me, of);
  const query = new URLSearchParams(sample.query?.(target)).toString();
  const path = addressOf(route, of) + (query ? `?${query}` : '');
  const body = (await sample.body?.(target)) ?? {};
  const browser = await client.signIn();
  if (route.face === 'api') {
    const version = await sample.ifMatch?.(target);
    const headers = {
      Accept: 'application/json',
      Authorization: `Bearer ${client.token}`,
      ...(version === undefined ? {} : { 'If-Match': `"v${version}"` }),
    };
    const content = sample.upload ? { files } : hasBody(route) ? { json: body } : {};
    return await browser.send(path, { method: route.method.toUpperCase(), headers, ...content });
  }
  if (route.method === 'get') return await browser.get(path);
  const fields = Object.entries(body).map(([name, value]) => [name, Array.isArray(value) ? value : String(value)]);
  return await browser.post(
    path,
    Object.fromEntries(fields) as Record<string, string | string[]>,
    sample.upload && files,
  );
}

const hasBody = ({ method }: Route): boolean => method !== 'get' && method !== 'delete';

const files = [{ field: 'file', name: 'a.txt', bytes: Buffer.from('A letter') }];

/** The page may repeat what was asked for: the address itself gives nothing away. */
function withoutQuestion(text: string, route: Route, of: Seeded): string {
  const address = addressOf(route, of);
  const repeated = routeSamples[routeName(route)]?.repeats?.(of) ?? [];
  return [encodeURIComponent(address), address, ...repeated].reduce((left, asked) => left.replaceAll(asked, ''), text);
}
