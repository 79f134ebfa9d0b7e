import { expect } from 'chai';
import { z } from 'zod';
import { capabilities } from '#core/app/capabilities.js';
import { logCase } from '#core/cases/index.js';
import { restrictCase } from '#core/cases/commands/restrict-case.js';
import { createCustomer, endLink, linkAcross, openRestricted, restrictCustomer } from '#core/customers/index.js';
import { openEnquiry, startInteraction } from '#core/interactions/index.js';
import { systemActor } from '#core/kernel/actor.js';
import { MINUTE_MS } from '#core/kernel/clock.js';
import type { Params } from '#core/kernel/db/statement.js';
import { everyAuthority, type Scope } from '#core/kernel/scope.js';
import { latest } from '#core/kernel/timeline.js';
import { endAgreement } from '#core/partnerships/index.js';
import { giveToken } from '#core/testing/api-token.js';
import { aMissedBin } from '#core/testing/case-world.js';
import { anAdviser } from '#core/testing/contact-surroundings.js';
import { castlebridge, dunmere, onBothEngines, westmoor } from '#core/testing/harness.js';
import { addPerson, startHttp, type Browser, type TestHttp } from '#core/testing/http.js';
import { planOf } from '#core/testing/plans.js';
import { agreeingCouncils } from './agreements/councils.js';

const system = systemActor('sets up a test');
const allDay = { hours: { when: 'always' } } as const;
const sources = capabilities.flatMap(({ timelines = [] }) => timelines);

const ApiTimeline = z.object({
  items: z.array(z.object({ id: z.string(), kind: z.string(), authorityId: z.number(), text: z.string().nullable() })),
  nextCursor: z.string().nullable(),
  records: z.array(z.object({ customerId: z.string(), authorityId: z.number(), agreementId: z.string().nullable() })),
});

const Details = z.object({ agreement: z.string().optional() });

onBothEngines('the timeline of somebody whom two councils know', (world) => {
  const councils = agreeingCouncils(world);
  let http: TestHttp;
  before(async () => {
    http = await startHttp(world());
  });
  after(() => http.close());

  const somebody = async (authorityId: number, lastName = 'Balogun') =>
    (await world().run(system, createCustomer, { authorityId, firstName: 'Folake', lastName, confirmedNew: true })).id;
  const contact = async (authorityId: number, customerId: string, words: string): Promise<string> => {
    const adviser = await anAdviser(world(), [authorityId]);
    const about = { channel: 'telephone', authorityId, customerId } as const;
    const { id } = await world().run(adviser, startInteraction, about);
    await world().run(adviser, openEnquiry, { interactionId: id, words });
    world().clock.advance(MINUTE_MS);
    return id;
  };
  const theirCase = async (customerId: string) => {
    const logged = await world().run(system, logCase, { ...aMissedBin(councils.at().missedBinId), customerId });
    world().clock.advance(MINUTE_MS);
    return logged.id;
  };

  /** Westmoor's record of somebody with one contact, and Dunmere's with a contact before and a case after it. */
  const linked = async (terms: object = allDay) => {
    const agreement = await councils.inForce(terms);
    const [customerId, otherId] = [await somebody(westmoor), await somebody(dunmere, 'Balogun-Ade')];
    const lawfulBasis = 'She asked us to';
    const link = { customerId, otherId, agreementId: agreement.id, lawfulBasis };
    const { id } = await world().run(system, linkAcross, link);
    const first = await contact(dunmere, otherId, 'the bin was left');
    const ours = await contact(westmoor, customerId, 'a pothole');
    const caseId = await theirCase(otherId);
    return { id, agreement, customerId, otherId, first, ours, caseId };
  };

  const timeline = async (customerId: string, query = '', who = councils.idOf('adviser')) => {
    const headers = { Accept: 'application/json', Authorization: `Bearer ${await giveToken(world().kernel, who)}` };
    const answer = await http.browser().send(`/api/v1/customers/${customerId}/timeline${query}`, { headers });
    return ApiTimeline.parse(JSON.parse(answer.text));
  };
  const idsIn = async (customerId: string, query = '') => (await timeline(customerId, query)).items.map(({ id }) => id);
  const browserOf = (personId: string): Promise<Browser> => http.signIn(personId);
  const auditOf = async (subjectId: string) => {
    await world().kernel.readAudit.flush();
    const db = world().kernel.db.read(everyAuthority);
    const about = { subject_id: subjectId, action: 'interactions.list-contact-items' };
    const rows = await db.rows<{ details: string }>(db.from('audit_entries').where(about).orderBy('id'));
    return rows.map(({ details }) => Details.parse(JSON.parse(details)).agreement ?? null);
  };

  it('has both councils’ entries in one order and marks each with its council, by the API and on the page', async () => {
    const { agreement, customerId, otherId, first, ours, caseId } = await linked();
    const { items, records } = await timeline(customerId);
    expect(items.map(({ id, authorityId }) => [id, authorityId])).to.deep.equal([
      [caseId, dunmere],
      [ours, westmoor],
      [first, dunmere],
    ]);
    expect(records).to.deep.equal([
      { customerId, authorityId: westmoor, agreementId: null },
      { customerId: otherId, authorityId: dunmere, agreementId: agreement.id },
    ]);
    const { text } = await (await browserOf(councils.idOf('adviser'))).get(`/desk/customers/${customerId}`);
    const shown = text.slice(text.indexOf('id="timeline"')).replace(/\s+/g, ' ');
    expect(shown).to.include('Entries of Westmoor County Council and Dunmere District Council');
    expect(shown).to.match(/a pothole.*<strong>Westmoor<\/strong> · .*the bin was left.*<strong>Dunmere<\/strong> · /);
  });

  it('goes on over both councils’ entries page by page, and is narrowed to one kind', async () => {
    const { customerId, first, ours, caseId } = await linked();
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const part: z.output<typeof ApiTimeline> = await timeline(customerId, `?limit=1${cursor && `&cursor=${cursor}`}`);
      seen.push(...part.items.map(({ id }) => id));
      cursor = part.nextCursor;
    }
    expect(seen).to.deep.equal([caseId, ours, first]);
    expect(await idsIn(customerId, '?kind=case')).to.deep.equal([caseId]);
  });

  it('is the own council’s alone for those whom no agreement lets read the other record', async () => {
    const { customerId, otherId, first, ours, caseId } = await linked();
    const { personId } = await addPerson(world(), { roles: [['dunmere', 'officer']] });
    const { items, records } = await timeline(otherId, '', personId);
    expect(items.map(({ id }) => id)).to.deep.equal([caseId, first]);
    expect(records).to.have.length(1);
    const { text } = await (await browserOf(personId)).get(`/desk/customers/${otherId}`);
    expect(text).to.not.include('a pothole').and.not.include('Entries of').and.not.include(customerId);
    expect(text).to.include('Its record is not shared with you');
    expect(text).to.not.include(ours);
  });

  it('names the agreement in the audit of each reading, also where roles at both councils let somebody read', async () => {
    const { agreement, customerId, first, ours } = await linked();
    await timeline(customerId);
    expect(await auditOf(first)).to.deep.equal([agreement.id]);
    expect(await auditOf(ours)).to.deep.equal([null]);
    const roles = [
      ['dunmere', 'officer'],
      ['westmoor', 'officer'],
    ] as const;
    const { personId } = await addPerson(world(), { roles });
    await timeline(customerId, '', personId);
    expect(await auditOf(first)).to.deep.equal([agreement.id, agreement.id]);
  });

  it('leaves out a restricted case', async () => {
    const { customerId, caseId, first, ours } = await linked();
    await world().run(system, restrictCase, { caseId, reason: 'safeguarding', expectedVersion: 1 });
    expect(await idsIn(customerId)).to.deep.equal([ours, first]);
  });

  it('leaves out what the agreement doesn’t share', async () => {
    const { customerId, first, ours } = await linked({ ...allDay, shares: ['customers'], fields: ['customer.ties'] });
    expect(await idsIn(customerId)).to.deep.equal([ours, first]);
  });

  it('ends with the link, and with the agreement', async () => {
    const one = await linked();
    await world().run(system, endLink, { id: one.id, customerId: one.customerId, reason: 'She asked us to stop' });
    expect(await idsIn(one.customerId)).to.deep.equal([one.ours]);
    const again = await world().run(system, linkAcross, {
      ...{ customerId: one.customerId, otherId: one.otherId },
      ...{ agreementId: one.agreement.id, lawfulBasis: 'She asked us again' },
    });
    expect(again.id).to.not.equal(one.id);
    expect(await idsIn(one.customerId)).to.have.length(3);
    await world().run(await councils.as('theirs'), endAgreement, { ...one.agreement, reason: 'Over' });
    expect(await idsIn(one.customerId)).to.deep.equal([one.ours]);
  });

  it('has nothing of a restricted record until whoever may open it has said why', async () => {
    const { customerId, otherId, ours } = await linked();
    const restricting = { id: otherId, expectedVersion: 1, restriction: 'safeguarding', reason: 'A test' } as const;
    await world().run(system, restrictCustomer, restricting);
    expect(await idsIn(customerId)).to.deep.equal([ours]);
    const roles = [
      ['dunmere', 'data-protection-officer'],
      ['westmoor', 'data-protection-officer'],
    ] as const;
    const { personId } = await addPerson(world(), { roles });
    const seen = async () => (await timeline(customerId, '', personId)).records.length;
    expect(await seen()).to.equal(1);
    const grants = new Map([
      ['customers.read-restricted', [{ authorityId: dunmere }]],
      ['customers.read', [{ authorityId: dunmere }]],
    ]);
    const officer = { kind: 'staff', staffId: personId, name: 'Officer', via: 'session', grants } as const;
    await world().run(officer, openRestricted, { id: otherId, reason: 'Looking into a complaint' });
    expect(await seen()).to.equal(2);
  });

  it('asks no more of the database for somebody without links than before, and each source once for each record', async () => {
    const alone = await somebody(westmoor);
    const { customerId } = await linked();
    const asked = async (id: string): Promise<number> => (await statementsFor(() => timeline(id))).length;
    const [without, withOne] = [await asked(alone), await asked(customerId)];
    const links = (await statementsFor(() => timeline(alone))).filter(({ sql }) => sql.includes('customer_links'));
    expect(links).to.have.length(1);
    expect(withOne).to.be.at.most(2 * without + 6);
  });

  it('is read by indexes alone, for readers of two councils too', async () => {
    const { customerId } = await linked();
    const scope: Scope = { authorityIds: [westmoor, dunmere, castlebridge], grants: [] };
    for (const { query } of sources) {
      const statements = await statementsFor(() =>
        world().read(system, query, { customerId, from: latest, limit: 21 }),
      );
      expect(statements, query.name).to.not.be.empty;
      for (const { sql, params } of statements) {
        const plan = await planOf(world(), { sql }, params, scope);
        expect(plan, `${query.name}\n${sql}`).to.not.match(whole);
      }
    }
  });

  /** What is asked of the database meanwhile. */
  async function statementsFor(work: () => Promise<unknown>): Promise<{ sql: string; params: Params }[]> {
    const asked: { sql: string; params: Params }[] = [];
    const { db } = world().kernel;
    const read = db.read.bind(db);
    const noting = <R extends ReturnType<typeof read>>(reads: R): R =>
      new Proxy(reads, {
        get(target, name) {
          if (name === 'within') return (next: Scope) => noting(target.within(next));
          const value: unknown = Reflect.get(target, name);
          if (typeof value !== 'function') return value;
          return (...given: unknown[]) => {
            const [statement, params] = given as [{ sql: string }, Params];
            if (name === 'all' || name === 'first') asked.push({ sql: statement.sql, params });
            return (value as (...all: unknown[]) => unknown).apply(target, given);
          };
        },
      });
    Object.assign(db, { read: (scope: Scope) => noting(read(scope)) });
    try {
      await work();
    } finally {
      Object.assign(db, { read });
    }
    return asked;
  }
});

/** A record table read from end to end. */
const whole =
  /SCAN (?!m?\b(?:json_each|subquery))(?:cases|interactions|messages|payments|handovers|call_backs|enquiries|case_subscribers|[ceimpohb])\b(?! USING)|Seq Scan on (?:cases|interactions|messages|payments|handovers|call_backs|enquiries|case_subscribers)/;
