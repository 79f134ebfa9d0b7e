import { expect } from 'chai';
import { allJobs, allRoutes, capabilities } from '#core/app/capabilities.js';
import { getCase, listCasesOf, listQueue, openRestrictedCase, searchCases } from '#core/cases/index.js';
import { countQueueChanges, listForExport } from '#core/cases/list-queries.js';
import { countWork } from '#core/cases/queue/count-work.js';
import { listMessages } from '#core/correspondence/index.js';
import { listInteractionsOf } from '#core/interactions/index.js';
import { relayEvents } from '#core/jobs/index.js';
import type { AnyCommand, AnyQuery } from '#core/kernel/capability.js';
import { runCommand } from '#core/kernel/command.js';
import { runQuery } from '#core/kernel/query.js';
import type { TestWorld } from '#core/testing/harness.js';
import { onCopyOf } from '#core/testing/world-copies.js';
import { startHttp, type TestHttp } from '#core/testing/http.js';
import { seedSecret, type SecretWorld } from './restricted/secret.js';
import { askRoute, openClient, withoutQuestion, type Client } from './tenancy/ask-route.js';
import { commandSamples } from './tenancy/command-samples.js';
import { changedTables, digestTables } from './tenancy/digests.js';
import { querySamples } from './tenancy/query-samples.js';
import { answerOf, refusalOf, refusals } from './tenancy/refusals.js';
import { addressOf, routeName } from './tenancy/route-samples.js';
import { bothCouncils, type Seeded } from './tenancy/seed.js';
import { targetOf } from './tenancy/target.js';
import { tracesOf } from './tenancy/traces.js';

const queries: readonly AnyQuery[] = capabilities.flatMap((capability) => capability.queries);
const commands: readonly AnyCommand[] = capabilities.flatMap((capability) => capability.commands);
const routes = allRoutes().filter(({ face, path }) => face !== 'open' && path !== '/sign-out');

onCopyOf('a restricted case, for somebody of another team', bothCouncils, (world, both) => {
  let ours: Seeded;
  let at: SecretWorld;
  let countsBefore: unknown;
  const leaks = (answer: unknown): string[] => tracesOf({ ...ours, ...at.secret }, answer).filter(isSecret);
  /** What the case shares with ordinary ones is no secret. */
  const isSecret = (trace: string): boolean =>
    trace === at.secret.mark ||
    /^(case|ownCase|task|endedTask|file|batch|message|heldMessage|failedMessage)/.test(trace);
  before(async function () {
    this.timeout(60_000);
    ({ ours } = both());
    await runWaitingJobs(world());
    countsBefore = await countsFor(world(), ours);
    at = await seedSecret(world(), ours);
    await runWaitingJobs(world());
  });

  describe('a query', () => {
    for (const query of queries) {
      const sample = querySamples[query.name];
      if (!sample) continue;
      it(`shows nothing of it: ${query.name}`, async () => {
        for (const asked of [ours, at.asked]) {
          const input = await sample(targetOf(world(), at.outsider, asked));
          const answer = await answerOf(runQuery(world().kernel, at.outsider.actor, query, input));
          expect(leaks(answer), JSON.stringify(answer)).to.deep.equal([]);
        }
      });
    }

    it('counts nothing of it', async () => {
      expect(await countsFor(world(), at.outsider)).to.deep.equal(countsBefore);
    });

    it('finds it by no reference, word, place or contact', async () => {
      for (const [query, input] of searches(at)) {
        const answer: unknown = await runQuery(world().kernel, at.outsider.actor, query, input);
        expect(leaks(answer), `${query.name} ${JSON.stringify(input)}`).to.deep.equal([]);
      }
    });

    it('shows it to its team, so that this would be noticed', async () => {
      const shown = new Set<string>();
      for (const query of queries) {
        const sample = querySamples[query.name];
        if (!sample) continue;
        const input = await sample(targetOf(world(), at.member, at.asked));
        const answer = await answerOf(runQuery(world().kernel, at.member.actor, query, input));
        if (leaks(answer).length > 0) shown.add(query.name);
      }
      expect([...shown]).to.include.members(shownToItsTeam);
      for (const [query, input] of searches(at)) {
        const answer: unknown = await runQuery(world().kernel, at.member.actor, query, input);
        if (query !== countQueueChanges) expect(leaks(answer), query.name).to.not.deep.equal([]);
      }
    });
  });

  describe('a command', () => {
    for (const command of commands) {
      const sample = commandSamples[command.name];
      if (!sample) continue;
      it(`finds no such case: ${command.name}`, async () => {
        const input: unknown = await sample(targetOf(world(), at.outsider, at.asked));
        if (leaks(input).length === 0) return;
        const before = await digestTables(world(), ours);
        const error = await refusalOf(runCommand(world().kernel, at.outsider.actor, command, input));
        expect(refusals, `${command.name}: ${error?.code}`).to.include(error?.code);
        expect(leaks([error?.message, error?.faults, error?.facts])).to.deep.equal([]);
        expect(changedTables(before, await digestTables(world(), ours))).to.deep.equal([]);
      });
    }
  });

  describe('a route', () => {
    let http: TestHttp;
    let client: Client;
    before(async () => {
      http = await startHttp(world());
      client = await openClient(world(), http, at.outsider);
    });
    after(() => http.close());

    for (const route of routes.filter((each) => each.method === 'get'))
      it(`shows nothing of it: ${routeName(route)}`, async () => {
        const own = await askRoute(client, route, targetOf(world(), at.outsider, ours));
        expect(leaks(own.text), own.text).to.deep.equal([]);
        const answer = await askRoute(client, route, targetOf(world(), at.outsider, at.asked));
        if (leaks(addressOf(route, at.asked)).length > 0) expect(answer.status).to.equal(404);
        expect(leaks(withoutQuestion(answer.text, route, at.asked)), answer.text).to.deep.equal([]);
      });

    for (const route of routes.filter((each) => each.method !== 'get' && each.path.includes(':')))
      it(`changes nothing of it: ${routeName(route)}`, async () => {
        if (leaks(addressOf(route, at.asked)).length === 0) return;
        const before = await digestTables(world(), ours);
        const answer = await askRoute(client, route, targetOf(world(), at.outsider, at.asked));
        expect([403, 404]).to.include(answer.status);
        expect(leaks(withoutQuestion(answer.text, route, at.asked))).to.deep.equal([]);
        expect(changedTables(before, await digestTables(world(), ours))).to.deep.equal([]);
      });

    it('gives whoever logged it a receipt, and nothing else', async () => {
      const { secret, raiser } = at;
      const browser = await http.signIn(raiser.personId);
      const page = `/desk/cases/${secret.caseReference}`;
      const opened = await browser.get(page);
      expect([opened.status, opened.location]).to.deep.equal([303, `${page}/logged`]);
      const { text } = await browser.get(`${page}/logged`);
      expect(text).to.include('It was passed to the team that deals with it.').and.include(secret.caseReference);
      expect(text).to.not.include(secret.mark).and.not.include('Adult social care referral');
      const answer = await answerOf(world().read(raiser.actor, getCase, { reference: secret.caseReference }));
      expect(leaks(answer)).to.deep.equal([]);
      const contacts = await world().read(raiser.actor, listInteractionsOf, { customerId: ours.customerId });
      expect(leaks(contacts)).to.deep.equal([]);
    });
  });

  it('is known to the data protection officer by its reference alone, until they say why they open it', async () => {
    const { secret, officer } = at;
    const { items } = await world().read(officer.actor, listQueue, {});
    const found = items.find(({ id }) => id === secret.caseId);
    expect(found).to.deep.include({ title: 'Restricted case', participantName: null, customerId: null, veiled: true });
    expect(JSON.stringify(items)).to.not.include(secret.mark);
    for (const query of queries) {
      const sample = querySamples[query.name];
      if (!sample) continue;
      const input = await sample(targetOf(world(), officer, at.asked));
      const answer = await answerOf(runQuery(world().kernel, officer.actor, query, input), [
        ...refusals,
        'case_reason_needed',
      ]);
      expect(JSON.stringify(answer) ?? '', query.name).to.not.include(secret.mark);
    }
    await world().run(officer.actor, openRestrictedCase, { id: secret.caseId, reason: 'A complaint about it' });
    const opened = await world().read(officer.actor, getCase, { id: secret.caseId });
    expect(opened.participant.name).to.include(secret.mark);
  });
});

/** Queries that must show its team the case: the test of the test. */
const shownToItsTeam = [
  'cases.get-case',
  'cases.get-case-file',
  'cases.get-case-page',
  'cases.get-case-to-edit',
  'cases.get-case-to-print',
  'cases.list-cases-of',
  'cases.list-chosen-cases',
  'cases.list-for-export',
  'cases.list-my-work',
  'cases.list-queue',
  'correspondence.get-message',
  'correspondence.list-case-messages',
  'correspondence.list-messages',
  'correspondence.get-mail',
  'events.read-feed',
  'interactions.list-interactions-of',
];

/** What one would type and follow to find it. */
function searches({ secret, asked }: SecretWorld): readonly (readonly [AnyQuery, object])[] {
  const { caseReference, mark } = secret;
  return [
    [searchCases, { text: caseReference }],
    [searchCases, { text: caseReference.slice(0, 7) }],
    [listQueue, {}],
    [listQueue, { q: mark }],
    [listQueue, { q: caseReference }],
    [listQueue, { service: 'adult-care-referral' }],
    [listForExport, {}],
    [listCasesOf, { customerId: asked.customerId }],
    [listCasesOf, { customerId: asked.carerId }],
    [listCasesOf, { placeId: asked.placeId }],
    [countQueueChanges, { since: 0, team: asked.teamId }],
  ];
}

/** What the pages count for somebody. */
async function countsFor(world: TestWorld, { actor }: Seeded): Promise<unknown> {
  const { counts } = await world.read(actor, listQueue, {});
  const changes = await world.read(actor, countQueueChanges, { since: 0 });
  const { queue } = await world.read(actor, countWork, {});
  const messages = (await world.read(actor, listMessages, {})).counts;
  const { mine: _own, ...others } = counts;
  return { counts: others, changes, queue, messages };
}

/** Tells people, and does what else follows, of all that happened so far. */
async function runWaitingJobs(world: TestWorld): Promise<void> {
  const db = world.kernel.db.read({ authorityIds: 'all', grants: [] });
  const events = await db.rows<{
    id: string;
    authority_id: number;
    topic: string;
    subject_id: string;
    payload: string;
  }>(db.from('outbox_events').select('id', 'authority_id', 'topic', 'subject_id', 'payload').orderBy('id'));
  for (const { id, authority_id: authorityId, topic, subject_id: subjectId, payload } of events)
    for (const job of allJobs().filter(({ topics = [] }) => topics.includes(topic)))
      await job.run(world.kernel, { id, authorityId, topic, subjectId, payload: JSON.parse(payload) as unknown });
  while ((await relayEvents(world.kernel, [])) > 0);
}
