import { expect } from 'chai';
import { allRoutes } from '#core/app/capabilities.js';
import { roles, type Role } from '#core/kernel/permissions.js';
import type { Route } from '#core/kernel/route.js';
import { onCopyOf } from '#core/testing/world-copies.js';
import { addPerson, startHttp, type TestHttp } from '#core/testing/http.js';
import { expectedOf, mayThere, outcomeOf } from './matrix/expected.js';
import { partners, relations, type Relation } from './matrix/relations.js';
import { isRelease } from './release-run.js';
import { askRoute, openClient, withoutQuestion, type Client } from './tenancy/ask-route.js';
import { changedTables, digestTables } from './tenancy/digests.js';
import { routeName } from './tenancy/route-samples.js';
import { bothCouncils, type Seeded } from './tenancy/seed.js';
import { targetOf } from './tenancy/target.js';
import { tracesOf } from './tenancy/traces.js';

const routes = allRoutes().filter(({ face, path }) => face !== 'open' && path !== '/sign-out');
const reads = routes.filter(({ method }) => method === 'get');
const writes = routes.filter(({ method }) => method !== 'get');

/** Those that a role asks: all before a release, in `npm test` every seventh, another seventh in each relation. */
function askedBy(role: Role, relation: Relation, all: readonly Route[]): readonly Route[] {
  const turn = roles.indexOf(role) + relations.indexOf(relation);
  return all.filter((_, place) => isRelease || place % roles.length === turn % roles.length);
}

for (const relation of relations)
  onCopyOf(`every route, for ${relation}`, bothCouncils, (world, both) => {
    let http: TestHttp;
    let of: Seeded;
    let me: Seeded;
    const clients = new Map<Role, Client>();
    before(async function () {
      this.timeout(60_000);
      const { ours, theirs } = both();
      of = ours;
      me = relation === 'their own council' ? ours : theirs;
      http = await startHttp(world());
      for (const role of roles) {
        const { personId } = await addPerson(world(), { name: 'Somebody', roles: [[me.slug, role]] });
        clients.set(role, await openClient(world(), http, { personId }));
      }
      await partners(world).become(relation);
    });
    after(() => http.close());
    /** That somebody was let to see something is noted, even where they may not change it then. */
    const sees = relation === 'a partner in the agreed hours';

    /** What is otherwise than it should be. */
    const faultsIn = async (role: Role, route: Route): Promise<readonly string[]> => {
      const { status, text } = await askRoute(clients.get(role)!, route, targetOf(world(), me, of));
      const expected = expectedOf(route, role, relation);
      const isAsExpected = expected.some((outcome) => outcome === outcomeOf(status));
      const isOpen = mayThere(route, role, relation);
      const traces = isOpen ? [] : tracesOf(of, withoutQuestion(text, route, of), route.path);
      return [
        ...(isAsExpected ? [] : [`${routeName(route)}: ${status} instead of ${expected.join(' or ')}`]),
        ...traces.map((trace) => `${routeName(route)} shows ${trace}`),
      ];
    };
    const faultsOf = async (role: Role, all: readonly Route[]): Promise<readonly string[]> => {
      const faults: string[] = [];
      for (const route of all) faults.push(...(await faultsIn(role, route)));
      return faults;
    };

    for (const role of roles) {
      it(`shows a person in the role of ${role} what they may see, and nothing else`, async function () {
        this.timeout(120_000);
        expect(await faultsOf(role, askedBy(role, relation, reads))).to.deep.equal([]);
      });

      it(`changes nothing for ${role} that they may not change`, async function () {
        this.timeout(120_000);
        const refused = askedBy(role, relation, writes).filter((route) => !mayThere(route, role, relation));
        const before = await digestTables(world(), of);
        expect(await faultsOf(role, refused)).to.deep.equal([]);
        const changed = changedTables(before, await digestTables(world(), of));
        expect(changed.filter((table) => !(sees && table === 'audit_entries'))).to.deep.equal([]);
      });
    }

    if (!sees) return;

    it('changes what the agreement lets them change', async function () {
      this.timeout(120_000);
      const faults: string[] = [];
      for (const route of writes) {
        const role = roles.find((each) => mayThere(route, each, relation));
        if (role !== undefined) faults.push(...(await faultsIn(role, route)));
      }
      expect(faults).to.deep.equal([]);
    });
  });
