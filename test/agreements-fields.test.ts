import { expect } from 'chai';
import { z } from 'zod';
import { allRoutes, capabilities } from '#core/app/capabilities.js';
import { searchCustomers } from '#core/customers/index.js';
import type { StaffActor } from '#core/kernel/actor.js';
import type { AnyCommand, AnyQuery } from '#core/kernel/capability.js';
import { defineCommand, runCommand } from '#core/kernel/command.js';
import { sharedFields, type SharedField, type SharedRows } from '#core/kernel/db/shared-fields.js';
import type { RetentionClass } from '#core/kernel/db/tables.js';
import { tables } from '#core/migrations/index.js';
import { notFound } from '#core/kernel/errors.js';
import { runQuery } from '#core/kernel/query.js';
import { permissionsGiven } from '#core/partnerships/given-permissions.js';
import { abilities, sharedParts } from '#core/partnerships/types.js';
import { everyAuthority } from '#core/kernel/scope.js';
import type { TestWorld } from '#core/testing/harness.js';
import { onCopyOf } from '#core/testing/world-copies.js';
import { startHttp, type TestHttp } from '#core/testing/http.js';
import { fieldsIn, markFields } from './agreements/field-marks.js';
import { notByField } from './agreements/not-by-field.js';
import { askRoute, openClient, type Client } from './tenancy/ask-route.js';
import { commandSamples } from './tenancy/command-samples.js';
import { querySamples } from './tenancy/query-samples.js';
import { answerOf, refusals } from './tenancy/refusals.js';
import { routeName } from './tenancy/route-samples.js';
import { bothCouncils, type Seeded } from './tenancy/seed.js';
import { targetOf } from './tenancy/target.js';

/** What somebody asked of a service desk for themself is theirs to read, whatever is hidden of others. */
const isOfOthers = ({ permission }: { readonly permission?: string }): boolean => permission !== 'cases.ask';
const queries: readonly AnyQuery[] = capabilities.flatMap((capability) => capability.queries).filter(isOfOthers);
const commands: readonly AnyCommand[] = capabilities.flatMap((capability) => capability.commands);
const pages = allRoutes()
  .filter(({ face, method }) => face !== 'open' && method === 'get')
  .filter(isOfOthers);

/** The same person, who sees those fields alone. */
function seeing({ actor, authorityId }: Seeded, fields: readonly SharedField[]): StaffActor {
  const grants = [...actor.grants].map(([permission, held]) => {
    const part = held.map((grant) => (grant.authorityId === authorityId ? { ...grant, fields } : grant));
    return [permission, part] as const;
  });
  return { ...actor, grants: new Map(grants) };
}

describe('what agreements share field by field', () => {
  it('is every personal column of customers, contacts and cases, but those that stay for a reason', () => {
    const records: readonly RetentionClass[] = ['customer-record', 'contact', 'case', 'restricted-case'];
    const left = [...tables.values()]
      .filter(({ retention, sharedRows = [] }) => records.includes(retention) && !sharedRows.some(isWhole))
      .flatMap(({ name, columns }) =>
        Object.entries(columns)
          .filter(([, { tag, sharedAs, keysSharedAs }]) => tag !== 'none' && !sharedAs && !keysSharedAs)
          .map(([column]) => `${name}.${column}`),
      )
      .filter((column) => !column.startsWith('contact_points.')); // postal ones under one field, the others under another
    expect(left.sort()).to.deep.equal(Object.keys(notByField).sort());
  });
});

const isWhole = ({ where }: SharedRows): boolean => where === undefined;

onCopyOf('fields that an agreement leaves out', bothCouncils, (world, both) => {
  let ours: Seeded;
  before(async function () {
    this.timeout(60_000);
    ({ ours } = both());
    await markFields(world(), ours.authorityId);
  });

  const said = async (query: AnyQuery, actor: StaffActor): Promise<SharedField[]> => {
    const input = await querySamples[query.name]?.(targetOf(world(), ours, ours));
    return fieldsIn(await answerOf(runQuery(world().kernel, actor, query, input)));
  };

  it('are in no answer of any query, and the others are', async () => {
    const seen = new Set<SharedField>();
    for (const query of queries) {
      expect(await said(query, seeing(ours, [])), query.name).to.deep.equal([]);
      for (const field of await said(query, seeing(ours, sharedFields))) seen.add(field);
    }
    expect([...seen].sort()).to.deep.equal([...sharedFields].sort());
  });

  it('are hidden one by one', async () => {
    for (const field of sharedFields) {
      const others = sharedFields.filter((one) => one !== field);
      for (const query of queries.filter(({ name }) => telling.includes(name)))
        expect(await said(query, seeing(ours, others)), query.name).not.to.include(field);
    }
  });

  it('are in no answer of any command, nor in its refusal', async () => {
    for (const command of commands) {
      const sample = commandSamples[command.name];
      if (!sample || !given.includes(command.permission) || ofTheWorker.includes(command.name)) continue;
      const answer = await tried(command, seeing(ours, []), await sample(targetOf(world(), ours, ours)));
      expect(fieldsIn(answer), command.name).to.deep.equal([]);
    }
  });

  /** What a command answers, or why it is refused; nothing of it is kept. */
  async function tried(command: AnyCommand, actor: StaffActor, input: unknown): Promise<unknown> {
    let answer: unknown;
    const trial = defineCommand({
      name: 'test.try',
      permission: command.permission,
      input: z.unknown(),
      run: async (context) => {
        answer = await context.call(command, input);
        throw notFound();
      },
    });
    const refusal = await answerOf(runCommand(world().kernel, actor, trial, {}), [...refusals, 'likely_duplicate']);
    return [answer, refusal];
  }

  it('find nobody, though a name still does', async () => {
    const found = async (text: string, fields: readonly SharedField[]): Promise<number> =>
      (await runQuery(world().kernel, seeing(ours, fields), searchCustomers, { text })).items.length;
    for (const text of ['01632 960144', 'DM4 2LL', `joan@${ours.mark.toLowerCase()}.example`, `${ours.mark}-0144`])
      expect([text, await found(text, []), (await found(text, sharedFields)) > 0]).to.deep.equal([text, 0, true]);
    expect(await found(`Joan Prosser ${ours.mark}`, [])).to.be.greaterThan(0);
  });

  describe('on pages and in the API', () => {
    let http: TestHttp;
    let client: Client;
    before(async () => {
      http = await startHttp(world());
      client = await openClient(world(), http, ours);
    });
    after(() => http.close());

    /** Every page and answer that says something of a field, and those that answer at all. */
    const ask = async (asked: typeof pages) => {
      const telling: { readonly page: string; readonly field: SharedField }[] = [];
      const there: string[] = [];
      for (const each of asked) {
        const page = routeName(each);
        const { status, text } = await askRoute(client, each, targetOf(world(), ours, ours));
        expect(status, `${page} ${text.slice(0, 300)}`).to.be.lessThan(500);
        if (status === 200) there.push(page);
        for (const field of fieldsIn(text)) telling.push({ page, field });
      }
      return { telling, there };
    };

    it('are nowhere, and on the records before', async function () {
      this.timeout(60_000);
      const before = await ask(pages.filter((page) => tellingPages.includes(routeName(page))));
      expect(new Set(before.telling.map(({ field }) => field))).to.have.lengthOf(sharedFields.length);
      await giveByAgreement(world(), ours);
      const after = await ask(pages);
      expect(after.telling).to.deep.equal([]);
      expect(after.there).to.include.members(tellingPages);
    });
  });
});

/** In place of roles, what they give comes by grants that share no field. */
async function giveByAgreement({ kernel, newId }: TestWorld, { actor, authorityId, personId }: Seeded): Promise<void> {
  const given = [...actor.grants].flatMap(([permission, held]) =>
    held.map((grant) => ({ permission, authority_id: grant.authorityId })),
  );
  const about = { services: 'null', hours: 'null', from_at: 0, to_at: null, person_id: personId };
  await kernel.db.write(everyAuthority, async (db) => {
    await db.remove('role_assignments', { person_id: personId, authority_id: authorityId });
    for (const grant of given) {
      const fields = grant.authority_id === authorityId ? '[]' : 'null';
      await db.insert('grants', { id: newId(), ...grant, ...about, fields });
    }
  });
}

/** Together these say something of every field. */
const tellingPages = [
  'GET /desk/customers/:id/consents',
  'GET /desk/customers/:id',
  'GET /desk/cases/:reference',
  'GET /api/v1/customers/:id',
];

/** Run by the worker alone, for itself. */
const ofTheWorker = ['correspondence.record-delivery', 'correspondence.record-outcome'];

/** All that an agreement may give. */
const given = permissionsGiven({ shares: sharedParts, abilities });

const telling = ['customers.get-customer', 'cases.get-case-page', 'alerts.list-alerts-on', 'customers.list-consents'];
