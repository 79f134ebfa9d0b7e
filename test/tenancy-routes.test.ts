import { expect } from 'chai';
import { allRoutes } from '#core/app/capabilities.js';
import { onCopyOf } from '#core/testing/world-copies.js';
import { startHttp, type TestHttp } from '#core/testing/http.js';
import { askRoute, openClient, withoutQuestion, type Client } from './tenancy/ask-route.js';
import { changedTables, digestTables } from './tenancy/digests.js';
import { routeName, routeSamples } from './tenancy/route-samples.js';
import { bothCouncils, type Seeded } from './tenancy/seed.js';
import { isShared } from './tenancy/shared-addresses.js';
import { targetOf } from './tenancy/target.js';
import { tracesOf } from './tenancy/traces.js';

/** Signing in and out are nobody's yet; they show no council's records and have tests of their own. */
const routes = allRoutes().filter(({ face, path }) => face !== 'open' && path !== '/sign-out');

describe('routes for two authorities', () => {
  it('have a sample each, and none is left of a route that is gone', () => {
    expect(Object.keys(routeSamples).sort()).to.deep.equal(routes.map(routeName).sort());
  });
});

onCopyOf('routes for two authorities', bothCouncils, (world, both) => {
  let ours: Seeded;
  let theirs: Seeded;
  let http: TestHttp;
  let client: Client;
  before(async function () {
    this.timeout(30_000);
    ({ ours, theirs } = both());
    http = await startHttp(world());
    client = await openClient(world(), http, ours);
  });
  after(() => http.close());

  for (const route of routes.filter((each) => each.method === 'get')) {
    it(`shows our people what is ours, and nothing of the other: ${routeName(route)}`, async () => {
      const own = await askRoute(client, route, targetOf(world(), ours, ours));
      expect(own.status, own.text.slice(0, 300)).to.equal(200);
      expect(tracesOf(theirs, own.text, route.path), own.text).to.deep.equal([]);
    });

    if (!route.path.includes(':')) continue;
    it(`has nothing at the other’s address: ${routeName(route)}`, async () => {
      const answer = await askRoute(client, route, targetOf(world(), ours, theirs));
      if (!isShared(route)) expect(answer.status).to.equal(404);
      expect(tracesOf(theirs, withoutQuestion(answer.text, route, theirs), route.path)).to.deep.equal([]);
    });
  }

  for (const route of routes.filter((each) => each.method !== 'get')) {
    it(`leaves the other’s records alone: ${routeName(route)}`, async () => {
      const before = await digestTables(world(), theirs);
      const answer = await askRoute(client, route, targetOf(world(), ours, theirs));
      if (route.path.includes(':') && !isShared(route)) expect(answer.status).to.equal(404);
      expect(answer.status).to.be.lessThan(500);
      expect(tracesOf(theirs, withoutQuestion(answer.text, route, theirs), route.path)).to.deep.equal([]);
      expect(changedTables(before, await digestTables(world(), theirs))).to.deep.equal([]);
    });
  }

  describe('whose samples are right', () => {
    for (const route of routes.filter((each) => each.method !== 'get' && each.path.includes(':'))) {
      it(`finds our own record: ${routeName(route)}`, async () => {
        const answer = await askRoute(client, route, targetOf(world(), ours, ours));
        expect([200, 201, 204, 303, 409, 412, 422], answer.text.slice(0, 500)).to.include(answer.status);
      });
    }
  });
});
