import { expect } from 'chai';
import fc from 'fast-check';
import { z } from 'zod';
import { sendMessage } from '../../correspondence/index.js';
import { createCustomer, mergeCustomers, restrictCustomer, unMergeCustomers } from '../../customers/index.js';
import { openEnquiry, startInteraction } from '../../interactions/index.js';
import { systemActor, type StaffActor } from '../../kernel/actor.js';
import { MINUTE_MS } from '../../kernel/clock.js';
import { hashSecret } from '../../kernel/http/tokens.js';
import { defineQuery } from '../../kernel/query.js';
import type { RouteContext } from '../../kernel/route.js';
import { everyAuthority } from '../../kernel/scope.js';
import { TimelineInput, type TimelineItem, type TimelineSource } from '../../kernel/timeline.js';
import { caseWork, caseWorld, type CaseWorld } from '../../testing/case-world.js';
import { giveToken } from '../../testing/api-token.js';
import { dunmere, onBothEngines, testNow } from '../../testing/harness.js';
import { addPerson, startHttp, type Browser, type TestHttp } from '../../testing/http.js';
import { readTimeline } from './read-timeline.js';

const system = systemActor('sets up a test');

describe('a timeline of several sources', () => {
  const anItem = fc.record({ source: fc.nat(2), at: fc.nat(6), id: fc.uuid() });

  it('shows every item once, the latest first, whatever the pages’ size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(anItem, { selector: ({ id }) => id }),
        fc.integer({ min: 1, max: 5 }),
        async (given, limit) => {
          const sources = [0, 1, 2].map((number) =>
            sourceOf(
              given.filter(({ source }) => source === number),
              number,
            ),
          );
          const shown: string[] = [];
          for (let cursor: string | undefined, page = 0; page <= given.length; page += 1) {
            const part = await readTimeline(anyReader, sources, {
              records: [{ customerId: '', authorityId: dunmere }],
              limit,
              cursor,
            });
            shown.push(...part.items.map(({ id }) => id));
            if (part.nextCursor === null) break;
            cursor = part.nextCursor;
          }
          expect(shown).to.deep.equal([...given].sort(latestFirst).map(({ id }) => id));
        },
      ),
    );
  });
});

type Placed = Pick<TimelineItem, 'id' | 'at'>;
const latestFirst = (one: Placed, other: Placed): number => other.at - one.at || (one.id < other.id ? 1 : -1);

/** A capability that knows of these. */
function sourceOf(items: readonly Placed[], number: number): TimelineSource {
  const query = defineQuery({
    name: `test.list-${number}`,
    permission: 'test.read',
    input: TimelineInput,
    run: (_context, { from, limit }) =>
      Promise.resolve(
        [...items]
          .sort(latestFirst)
          .filter((item) => item.id !== from.id && latestFirst(from, item) < 0)
          .slice(0, limit)
          .map((item) => ({ ...item, ...empty })),
      ),
  });
  return { kind: String(number), name: '', query };
}

const empty = { authorityId: 1, title: '', text: null, by: null, state: null, href: '' };
const anyReader = {
  visitor: { actor: system },
  read: (query: { run(context: unknown, input: unknown): Promise<unknown> }, input: unknown) => query.run({}, input),
} as unknown as RouteContext<unknown, unknown, unknown>;

const ApiPart = z.object({
  items: z.array(z.object({ kind: z.string(), id: z.string(), title: z.string(), state: z.string().nullable() })),
  nextCursor: z.string().nullable(),
});

onBothEngines('a customer’s timeline', (world) => {
  let at: CaseWorld;
  let tom: StaffActor;
  let adviser: StaffActor;
  let http: TestHttp;
  let browser: Browser;
  let token: string;
  before(async () => {
    world().clock.set(testNow);
    at = await caseWorld(world());
    tom = await world().staff([...caseWork, 'correspondence.send', 'customers.read'], [dunmere], 'Tom Reyes');
    adviser = await world().staff(['interactions.handle', 'customers.read', 'services.read'], [dunmere], 'Priya Nair');
    http = await startHttp(world());
    const { personId } = await addPerson(world(), { roles: [['dunmere', 'officer']] });
    browser = await http.signIn(personId);
    token = await giveToken(world().kernel, personId);
  });
  after(() => http.close());

  const joan = async (changes: object = {}): Promise<string> => {
    const person = { authorityId: dunmere, firstName: 'Joan', lastName: 'Prosser', emails: ['joan@prosser.example'] };
    return (await world().run(system, createCustomer, { ...person, confirmedNew: true, ...changes })).id;
  };
  const contact = async (customerId: string, words: string): Promise<string> => {
    const about = { channel: 'telephone', authorityId: dunmere, customerId } as const;
    const { id } = await world().run(adviser, startInteraction, about);
    await world().run(adviser, openEnquiry, { interactionId: id, words });
    world().clock.advance(MINUTE_MS);
    return id;
  };
  const logged = async (customerId: string): Promise<{ id: string; reference: string }> => {
    const { id, reference } = await at.log({ customerId }, tom);
    world().clock.advance(MINUTE_MS);
    return { id, reference };
  };
  const write = async (caseId: string, subject: string): Promise<string> => {
    const message = { caseId, channel: 'email', subject, body: 'Done.' } as const;
    const { id } = await world().run(tom, sendMessage, message);
    world().clock.advance(MINUTE_MS);
    return id;
  };
  const timeline = async (id: string, query = '', as = token) => {
    const headers = { Accept: 'application/json', Authorization: `Bearer ${as}` };
    const answer = await http.browser().send(`/api/v1/customers/${id}/timeline${query}`, { headers });
    return { status: answer.status, part: ApiPart.safeParse(JSON.parse(answer.text)).data };
  };

  it('has contacts, cases and messages in one order, on the page and by the API, in pages', async () => {
    const customerId = await joan({ lastName: 'Ames' });
    const first = await contact(customerId, 'the bin was left');
    const { id: caseId, reference } = await logged(customerId);
    const message = await write(caseId, 'The crew comes back');
    const last = await contact(customerId, 'asks again');
    const { part } = await timeline(customerId);
    expect(part?.items.map(({ kind, id }) => [kind, id])).to.deep.equal([
      ['contact', last],
      ['message', message],
      ['case', caseId],
      ['contact', first],
    ]);
    const { text } = await browser.get(`/desk/customers/${customerId}`);
    const order = ['asks again', 'The crew comes back', `Email about ${reference}`, 'the bin was left'];
    expect(order.filter((words) => text.includes(words))).to.deep.equal(order);
    const half = await timeline(customerId, '?limit=3');
    const rest = await timeline(customerId, `?limit=3&cursor=${half.part?.nextCursor ?? ''}`);
    expect([half.part?.items.length, rest.part?.items.map(({ id }) => id), rest.part?.nextCursor]).to.deep.equal([
      3,
      [first],
      null,
    ]);
  });

  it('is narrowed to one kind, and says when there is nothing of it', async () => {
    const customerId = await joan({ lastName: 'Bell' });
    await contact(customerId, 'only this');
    expect((await timeline(customerId, '?kind=message')).part?.items).to.deep.equal([]);
    const page = await browser.get(`/desk/customers/${customerId}?show=message`);
    expect(page.text).to.include('Nothing of this kind is recorded yet.').and.not.include('only this');
    expect(page.text).to.match(/aria-current="page">\s*Messages/);
    expect((await browser.get(`/desk/customers/${customerId}?show=contact`)).text).to.include('only this');
  });

  it('goes on where the page ended', async () => {
    const customerId = await joan({ lastName: 'Cole' });
    for (let count = 0; count < 21; count += 1) await contact(customerId, `need ${count}.`);
    const { text } = await browser.get(`/desk/customers/${customerId}`);
    expect(text).to.include('need 1.').and.not.include('need 0.');
    const older = /href="([^"]*cursor=[^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect((await browser.get(older)).text)
      .to.include('need 0.')
      .and.not.include('need 1.');
  });

  it('refuses a kind and a cursor that it never gave', async () => {
    const customerId = await joan({ lastName: 'Dale' });
    expect((await timeline(customerId, '?kind=payments')).status).to.equal(400);
    expect((await timeline(customerId, '?cursor=abc')).status).to.equal(400);
  });

  it('leaves out what the reader may not read', async () => {
    const customerId = await joan({ lastName: 'Dunn' });
    const { id: caseId } = await logged(customerId);
    await write(caseId, 'Not for everybody');
    const { personId } = await addPerson(world(), { roles: [['dunmere', 'data-protection-officer']] });
    const officer = await http.signIn(personId);
    expect((await officer.get(`/desk/customers/${customerId}`)).text).to.include('Not for everybody');
    const { personId: abroad } = await addPerson(world(), { roles: [['castlebridge', 'officer']] });
    expect((await timeline(customerId, '', await giveToken(world().kernel, abroad))).status).to.equal(404);
    expect((await (await http.signIn(abroad)).get(`/desk/customers/${customerId}`)).status).to.equal(404);
    const narrow = await giveToken(world().kernel, personId);
    await world().kernel.db.write(everyAuthority, (db) =>
      db.update('api_tokens', { token_hash: hashSecret(narrow) }, { permissions: '["customers.read","cases.read"]' }),
    );
    const { part } = await timeline(customerId, '', narrow);
    expect(part?.items.map(({ kind }) => kind)).to.deep.equal(['case']);
  });

  it('of a restricted record opens to nobody who has not said why', async () => {
    const customerId = await joan({ lastName: 'Eaves' });
    await contact(customerId, 'in danger');
    const why = { restriction: 'safeguarding', reason: 'In danger' } as const;
    await world().run(system, restrictCustomer, { id: customerId, expectedVersion: 1, ...why });
    expect((await timeline(customerId)).status).to.equal(403);
  });

  it('follows a merge, messages and all, and comes back with the un-merge', async () => {
    const survivor = await joan({ lastName: 'Fell' });
    const merged = await joan({ lastName: 'Fell' });
    const { id: caseId } = await logged(merged);
    const message = await write(caseId, 'To the one who was merged');
    const merging = { reason: 'The same person' };
    const { id: mergeId } = await world().run(system, mergeCustomers, {
      ...{ survivorId: survivor, mergedId: merged, survivorVersion: 1, mergedVersion: 1 },
      ...merging,
    });
    expect((await timeline(survivor)).part?.items.map(({ id }) => id)).to.deep.equal([message, caseId]);
    expect((await timeline(merged)).part?.items.map(({ id }) => id)).to.deep.equal([message, caseId]);
    await world().run(system, unMergeCustomers, { mergeId, take: [], reason: 'Two people' });
    expect((await timeline(survivor)).part?.items).to.deep.equal([]);
    expect((await timeline(merged)).part?.items.map(({ id }) => id)).to.deep.equal([message, caseId]);
  });
});
