import { expect } from 'chai';
import type { Route } from '#core/kernel/route.js';
import { everyAuthority } from '#core/kernel/scope.js';
import type { TestWorld } from '#core/testing/harness.js';
import { startHttp, type Answer, type TestHttp } from '#core/testing/http.js';
import { onCopyOf } from '#core/testing/world-copies.js';
import { askRoute, openClient, type Client } from '../tenancy/ask-route.js';
import { changedTables, digestTables } from '../tenancy/digests.js';
import { routeName, routeSamples, type RouteSample } from '../tenancy/route-samples.js';
import type { Seeded } from '../tenancy/seed.js';
import { targetOf, whereOf, type RowKey, type Target } from '../tenancy/target.js';
import { editable, edits, saidBy, told, versioned } from './edit-routes.js';
import { needNoVersion } from './need-no-version.js';

/** What asking alone writes: when the session or the token was last used, and who was shown what. */
const ofAsking = ['sessions', 'api_tokens', 'audit_entries'];

describe('every edit', () => {
  it('names the version that it builds on, or says why it needs none', () => {
    const known = edits.map(routeName);
    expect(
      Object.keys(needNoVersion).filter((name) => !known.includes(name)),
      'of a route that is gone',
    ).to.be.empty;
    const silent = versioned.filter((route) => !namesVersion(routeSamples[routeName(route)]));
    expect(silent.map(routeName), 'neither a version in its sample nor a reason').to.be.empty;
  });
});

onCopyOf('an edit of what somebody else changed meanwhile', editable, (world, council) => {
  let at: Seeded;
  let http: TestHttp;
  let client: Client;
  before(async function () {
    this.timeout(30_000);
    at = council();
    http = await startHttp(world());
    client = await openClient(world(), http, at);
  });
  after(() => http.close());

  for (const route of versioned)
    it(`is refused, and loses nothing: ${routeName(route)}`, async () => {
      const overtaken = await aheadOf(world(), at, route);
      const before = await digestTables(world(), at);
      const answer = await askRoute(client, route, overtaken);
      expectRefusal(route, answer);
      const changed = changedTables(before, await digestTables(world(), at));
      expect(changed.filter((table) => !ofAsking.includes(table))).to.deep.equal([]);
      if (route.face === 'desk' && answer.status === 409) await expectTyped(route, overtaken, answer);
    });
});

/** Whether the sample asks for the version that a row has. */
function namesVersion(sample: RouteSample | undefined): boolean {
  return /ersion/.test(`${String(sample?.ifMatch)} ${String(sample?.body)}`);
}

/** Versions as somebody read them, before a colleague saved each of these records once more. */
async function aheadOf(world: TestWorld, at: Seeded, route: Route): Promise<Target> {
  const target = targetOf(world, at, at);
  const seen = new Map<string, number>();
  const keyOf = (table: string, row: RowKey): string => `${table} ${JSON.stringify(whereOf(row))}`;
  const read = async (table: string, row: RowKey): Promise<number> => {
    const version = await target.version(table, row);
    seen.set(keyOf(table, row), version);
    await world.kernel.db.write(everyAuthority, (db) => db.update(table, whereOf(row), { version: version + 1 }));
    return version;
  };
  const sample = routeSamples[routeName(route)];
  await sample?.ifMatch?.({ ...target, version: read });
  await sample?.body?.({ ...target, version: read });
  expect(seen.size, 'records whose version the sample names').to.be.above(0);
  return {
    ...target,
    version: (table, row) => Promise.resolve(seen.get(keyOf(table, row)) ?? target.version(table, row)),
  };
}

/** The API says 412; a page says 409 and what to do, or leads back to the record and says why. */
function expectRefusal({ face }: Route, answer: Answer): void {
  const { status, text } = answer;
  if (face === 'api') expect(status, text).to.be.oneOf([409, 412]);
  else if (status === 303) expect(saidBy(answer)).to.match(told);
  else {
    expect(status, text).to.equal(409);
    expect(text).to.match(told);
  }
}

/** What was written in words stands on the page that refuses it. */
async function expectTyped(route: Route, target: Target, { text }: Answer): Promise<void> {
  const body = (await routeSamples[routeName(route)]?.body?.(target)) ?? {};
  const typed = Object.entries(body).filter(([name]) => !/^(base|yours)/.test(name));
  for (const [name, value] of typed)
    if (typeof value === 'string' && value.includes(' ')) expect(text, `what was typed as ${name}`).to.include(value);
}
