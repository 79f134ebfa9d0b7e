import { expect } from 'chai';
import type { Actor } from '../kernel/actor.js';
import { MINUTE_MS } from '../kernel/clock.js';
import { statement } from '../kernel/db/statement.js';
import { AppError } from '../kernel/errors.js';
import { everyAuthority } from '../kernel/scope.js';
import { systemActor } from '../kernel/actor.js';
import { findArticle } from '../knowledge/index.js';
import { dunmere, onBothEngines, westmoor } from '../testing/harness.js';
import { anAdviser, someSurroundings, type Surroundings } from './fixtures.js';
import {
  closeEnquiry,
  describeEnquiry,
  finishInteraction,
  getInteraction,
  identifyCustomer,
  insertPastInteractions,
  keepNotes,
  listInteractionsOf,
  listOpenInteractions,
  namePlace,
  openEnquiry,
  recordIdentityCheck,
  reopenInteraction,
  setAvoidable,
  startInteraction,
  todaysFigures,
} from './index.js';

type Staff = Actor & { kind: 'staff' };
const absent = '00000000-0000-7000-8000-000000000000';

function refusal(work: Promise<unknown>): Promise<{ code: string; fields: string[] }> {
  return work.then(
    () => ({ code: 'done', fields: [] }),
    (error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      return { code: error.code, fields: error.faults.map((fault) => fault.field) };
    },
  );
}
const codeOf = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;

onBothEngines('starting an interaction', (world) => {
  let at: Surroundings;
  let adviser: Staff;
  before(async () => {
    at = await someSurroundings(world());
    adviser = await anAdviser(world());
  });

  it('answers as the authority whose line was dialled, whatever else is said', async () => {
    const both = await anAdviser(world(), [dunmere, westmoor]);
    const started = await world().run(both, startInteraction, {
      channel: 'telephone',
      called: '01632 960100',
      caller: '01632 960144',
      authorityId: westmoor,
    });
    expect(started).to.include({ authorityId: dunmere, isNew: true });
    const found = await world().read(both, getInteraction, { id: started.id });
    expect(found).to.include({ caller: '+441632960144', adviserName: 'Priya Nair', state: 'open', version: 1 });
    expect(found.lineId).to.be.a('string');
  });

  it('answers as the adviser’s only authority, and asks when there are several', async () => {
    expect(await world().run(adviser, startInteraction, { channel: 'counter' })).to.include({ authorityId: dunmere });
    const both = await anAdviser(world(), [dunmere, westmoor]);
    const asked = await refusal(world().run(both, startInteraction, { channel: 'counter' }));
    expect(asked).to.deep.equal({ code: 'bad_input', fields: ['authorityId'] });
    const input = { channel: 'counter', authorityId: westmoor } as const;
    expect(await world().run(both, startInteraction, input)).to.include({ authorityId: westmoor });
  });

  it('is one interaction for one call, also when the call comes twice at once', async () => {
    const input = { channel: 'telephone', callId: 'call-77' } as const;
    const started = await Promise.all([1, 2, 3].map(() => world().run(adviser, startInteraction, input)));
    expect(new Set(started.map(({ id }) => id)).size).to.equal(1);
    expect(started.filter(({ isNew }) => isNew)).to.have.lengthOf(1);
  });

  it('keeps that a number was withheld, and leaves out what is no number', async () => {
    const callers = ['anonymous', 'sip:?'].map(async (caller) => {
      const { id } = await world().run(adviser, startInteraction, { channel: 'telephone', caller });
      return (await world().read(adviser, getInteraction, { id })).caller;
    });
    expect(await Promise.all(callers)).to.deep.equal(['withheld', null]);
  });

  it('records the customer as they are then', async () => {
    const { id } = await world().run(adviser, startInteraction, { channel: 'counter', customerId: at.customerId });
    const found = await world().read(adviser, getInteraction, { id });
    expect(found.participant).to.deep.include({ name: 'Joan Prosser', postcode: 'DM4 2LL' });
    expect(found.identityLevel).to.equal('none');
  });

  it('takes no customer of another authority, and no address that isn’t there', async () => {
    const both = await anAdviser(world(), [dunmere, westmoor]);
    const input = { channel: 'counter', authorityId: dunmere } as const;
    const stranger = world().run(both, startInteraction, { ...input, customerId: at.westmoorCustomerId });
    expect(await refusal(stranger)).to.deep.equal({ code: 'bad_input', fields: ['customerId'] });
    const nowhere = world().run(both, startInteraction, { ...input, placeId: absent });
    expect(await refusal(nowhere)).to.deep.equal({ code: 'bad_input', fields: ['placeId'] });
  });

  it('asks for the permission to take contacts, and for a person', async () => {
    const reader = await world().staff(['interactions.read'], [dunmere]);
    expect(await codeOf(world().run(reader, startInteraction, { channel: 'counter' }))).to.equal('not_allowed');
    const system = systemActor('nobody in particular');
    expect(await codeOf(world().run(system, startInteraction, { channel: 'counter' }))).to.equal('not_allowed');
  });
});

onBothEngines('an interaction under way', (world) => {
  let at: Surroundings;
  let adviser: Staff;
  const start = (customerId?: string) =>
    world().run(adviser, startInteraction, { channel: 'telephone', ...(customerId ? { customerId } : {}) });
  const read = (id: string) => world().read(adviser, getInteraction, { id });
  before(async () => {
    at = await someSurroundings(world());
    adviser = await anAdviser(world());
  });

  it('reaches a level by a check, keeps its questions, and loses it when another customer is named', async () => {
    const { id } = await start(at.customerId);
    const check = { id, expectedVersion: 1, level: 'basic', passed: true } as const;
    const checked = await world().run(adviser, recordIdentityCheck, { ...check, questions: ['name', 'address'] });
    expect(checked).to.include({ identityLevel: 'basic', version: 2 });
    const found = await read(id);
    expect(found.identityChecks[0]).to.deep.include({ questions: ['name', 'address'], checkedBy: 'Priya Nair' });
    await world().run(adviser, identifyCustomer, { id, expectedVersion: 2, customerId: null });
    expect(await read(id)).to.deep.include({ identityLevel: 'none', customerId: null, participant: {}, version: 3 });
  });

  it('takes back the level when a later check fails', async () => {
    const { id } = await start(at.customerId);
    const full = (expectedVersion: number, passed: boolean) =>
      world().run(adviser, recordIdentityCheck, {
        ...{ id, expectedVersion, level: 'full', passed },
        questions: ['name', 'address', 'date-of-birth'],
      });
    expect((await full(1, true)).identityLevel).to.equal('full');
    expect((await full(2, false)).identityLevel).to.equal('none');
  });

  it('refuses a check with too few questions, or of nobody', async () => {
    const { id } = await start(at.customerId);
    const full = { id, expectedVersion: 1, level: 'full', questions: ['name', 'address'], passed: true } as const;
    const few = world().run(adviser, recordIdentityCheck, { ...full, questions: [...full.questions] });
    expect(await refusal(few)).to.deep.equal({ code: 'bad_input', fields: ['questions'] });
    const nobody = await start();
    const check = { id: nobody.id, expectedVersion: 1, level: 'basic', passed: true } as const;
    const ofNobody = world().run(adviser, recordIdentityCheck, { ...check, questions: ['name', 'address'] });
    expect(await refusal(ofNobody)).to.deep.equal({ code: 'bad_input', fields: ['level'] });
  });

  it('keeps notes, the property and why it could have been avoided', async () => {
    const { id } = await start();
    await world().run(adviser, keepNotes, { id, expectedVersion: 1, notes: 'Green bin at the gate' });
    await world().run(adviser, setAvoidable, { id, expectedVersion: 2, reason: 'chasing-progress' });
    expect(await read(id)).to.include({ notes: 'Green bin at the gate', avoidable: 'chasing-progress', version: 3 });
    await world().run(adviser, setAvoidable, { id, expectedVersion: 3, reason: 'no' });
    expect((await read(id)).avoidable).to.equal(null);
    const nowhere = world().run(adviser, namePlace, { id, expectedVersion: 4, placeId: absent });
    expect(await refusal(nowhere)).to.deep.equal({ code: 'bad_input', fields: ['placeId'] });
  });

  it('lets one of two people who change it at once know that the other was first', async () => {
    const { id } = await start();
    const notes = ['one', 'two'].map((text) =>
      codeOf(world().run(adviser, keepNotes, { id, expectedVersion: 1, notes: text })),
    );
    expect((await Promise.all(notes)).sort()).to.deep.equal(['done', 'stale_version']);
    expect((await read(id)).version).to.equal(2);
  });

  it('is a colleague’s to read and nobody else’s to change', async () => {
    const { id } = await start();
    const colleague = await anAdviser(world(), [dunmere], 'Sam Ellery');
    expect((await world().read(colleague, getInteraction, { id })).adviserName).to.equal('Priya Nair');
    const change = world().run(colleague, keepNotes, { id, expectedVersion: 1, notes: 'Mine now' });
    expect(await codeOf(change)).to.equal('interaction_of_another');
    expect((await read(id)).notes).to.equal(null);
  });

  it('is not there for another authority', async () => {
    const { id } = await start();
    const neighbour = await anAdviser(world(), [westmoor]);
    expect(await codeOf(world().read(neighbour, getInteraction, { id }))).to.equal('not_found');
    const codes = await Promise.all(
      [
        world().run(neighbour, keepNotes, { id, expectedVersion: 1, notes: 'x' }),
        world().run(neighbour, finishInteraction, { id, expectedVersion: 1 }),
        world().run(neighbour, openEnquiry, { interactionId: id }),
        world().run(neighbour, identifyCustomer, { id, expectedVersion: 1, customerId: null }),
        world().run(neighbour, setAvoidable, { id, expectedVersion: 1, reason: 'no' }),
      ].map(codeOf),
    );
    expect(new Set(codes)).to.deep.equal(new Set(['not_found']));
    expect(await read(id)).to.include({ state: 'open', version: 1 });
  });

  it('stands among the adviser’s open contacts until it is finished', async () => {
    const other = await anAdviser(world());
    const { id } = await world().run(other, startInteraction, { channel: 'email' });
    const open = async () => (await world().read(other, listOpenInteractions, {})).map((one) => one.id);
    expect(await open()).to.deep.equal([id]);
    await world().run(other, finishInteraction, { id, expectedVersion: 1 });
    expect(await open()).to.deep.equal([]);
  });
});

onBothEngines('enquiries', (world) => {
  let at: Surroundings;
  let adviser: Staff;
  const read = (id: string) => world().read(adviser, getInteraction, { id });
  const begin = async (words = 'bin not emptied') => {
    const { id } = await world().run(adviser, startInteraction, { channel: 'telephone' });
    const enquiry = await world().run(adviser, openEnquiry, { interactionId: id, words });
    return { id, enquiryId: enquiry.id };
  };
  before(async () => {
    at = await someSurroundings(world());
    adviser = await anAdviser(world());
  });

  it('credits the article that resolved it, once', async () => {
    const { id, enquiryId } = await begin();
    const tally = async () =>
      (await findArticle(world().kernel.db.read(everyAuthority), at.articleId))?.tally ?? { used: -1, resolved: -1 };
    const before = await tally();
    const close = { enquiryId, outcome: 'resolved', articleId: at.articleId } as const;
    const codes = await Promise.all([1, 2].map(() => codeOf(world().run(adviser, closeEnquiry, close))));
    expect(codes.sort()).to.deep.equal(['done', 'enquiry_closed']);
    expect(await tally()).to.deep.equal({ used: before.used + 1, resolved: before.resolved + 1 });
    expect((await read(id)).enquiries[0]).to.include({ outcome: 'resolved', articleId: at.articleId });
  });

  it('counts an article that led to a case as used, not as the answer', async () => {
    const { enquiryId } = await begin();
    const tally = async () => (await findArticle(world().kernel.db.read(everyAuthority), at.articleId))?.tally;
    const before = (await tally()) ?? { used: 0, resolved: 0 };
    const close = { enquiryId, outcome: 'logged', articleId: at.articleId, caseId: absent } as const;
    await world().run(adviser, closeEnquiry, close);
    expect(await tally()).to.deep.equal({ used: before.used + 1, resolved: before.resolved });
  });

  it('asks for the case of a logged one and for the team of one passed on', async () => {
    const { enquiryId } = await begin();
    const fieldOf = async (input: object) =>
      (await refusal(world().run(adviser, closeEnquiry, { enquiryId, ...input } as never))).fields[0];
    expect(await fieldOf({ outcome: 'logged' })).to.equal('caseId');
    expect(await fieldOf({ outcome: 'passed' })).to.equal('passedToTeamId');
    expect(await fieldOf({ outcome: 'passed', passedToTeamId: at.westmoorTeamId })).to.equal('passedToTeamId');
    expect(await fieldOf({ outcome: 'resolved', articleId: absent })).to.equal('articleId');
    expect(await fieldOf({ outcome: 'resolved', serviceId: at.potholeId })).to.equal('serviceId');
    expect(await fieldOf({ outcome: 'solved' })).to.equal('outcome');
    const note = 'Wants a call after five';
    await world().run(adviser, closeEnquiry, { enquiryId, outcome: 'passed', passedToTeamId: at.teamId, note });
  });

  it('moves to the authority whose service it is about, out of a narrower reader’s sight', async () => {
    const both = await anAdviser(world(), [dunmere, westmoor]);
    const { id } = await world().run(both, startInteraction, { channel: 'telephone', authorityId: dunmere });
    const opened = await world().run(both, openEnquiry, { interactionId: id, words: 'hole in the road' });
    expect(opened.authorityId).to.equal(dunmere);
    const described = await world().run(both, describeEnquiry, {
      id: opened.id,
      expectedVersion: 1,
      serviceId: at.potholeId,
    });
    expect(described).to.deep.equal({ id: opened.id, authorityId: westmoor, version: 2 });
    const whole = await world().read(both, getInteraction, { id });
    expect(whole.enquiries).to.have.lengthOf(1);
    expect(whole.enquiries[0]).to.include({ words: 'hole in the road', interactionAuthorityId: dunmere });
    expect((await read(id)).enquiries).to.deep.equal([]);
    const back = { id: opened.id, expectedVersion: 2, serviceId: null };
    expect(await world().run(both, describeEnquiry, back)).to.include({ authorityId: dunmere });
  });

  it('is described by one of two who do so at once', async () => {
    const { enquiryId } = await begin();
    const codes = ['a', 'b'].map((words) =>
      codeOf(world().run(adviser, describeEnquiry, { id: enquiryId, expectedVersion: 1, words })),
    );
    expect((await Promise.all(codes)).sort()).to.deep.equal(['done', 'stale_version']);
  });

  it('is not there for another authority', async () => {
    const { id, enquiryId } = await begin();
    const neighbour = await anAdviser(world(), [westmoor]);
    const close = world().run(neighbour, closeEnquiry, { enquiryId, outcome: 'abandoned' });
    expect(await codeOf(close)).to.equal('not_found');
    const describe = world().run(neighbour, describeEnquiry, { id: enquiryId, expectedVersion: 1, words: 'x' });
    expect(await codeOf(describe)).to.equal('not_found');
    expect((await read(id)).enquiries[0]).to.include({ outcome: null, version: 1 });
  });

  it('says what was closed and how in the audit and to other capabilities, without the customer’s words', async () => {
    const { enquiryId } = await begin('my neighbour Owen Pritchard');
    await world().run(adviser, closeEnquiry, { enquiryId, outcome: 'resolved' });
    const db = world().kernel.db.read(everyAuthority);
    const audit = statement<{ id: string }, { action: string; details: string }>(
      'select action, details from @audit_entries where subject_id = :id order by id',
    );
    const events = statement<{ id: string }, { topic: string; payload: string }>(
      'select topic, payload from @outbox_events where subject_id = :id',
    );
    const rows = await db.all(audit, { id: enquiryId });
    expect(rows.map((row) => row.action)).to.deep.equal(['interactions.open-enquiry', 'interactions.close-enquiry']);
    const [event] = await db.all(events, { id: enquiryId });
    expect(event?.topic).to.equal('enquiry.closed');
    expect(JSON.parse(event?.payload ?? '{}')).to.include({ outcome: 'resolved', firstContactResolution: true });
    expect(JSON.stringify([rows, event])).to.not.include('Owen');
  });
});

onBothEngines('finishing an interaction', (world) => {
  let at: Surroundings;
  let adviser: Staff;
  const start = (customerId?: string) =>
    world().run(adviser, startInteraction, { channel: 'telephone', ...(customerId ? { customerId } : {}) });
  const read = (id: string) => world().read(adviser, getInteraction, { id });
  before(async () => {
    at = await someSurroundings(world());
    adviser = await anAdviser(world());
  });

  it('asks how open enquiries ended, and abandons them when told so', async () => {
    const { id } = await start();
    await world().run(adviser, openEnquiry, { interactionId: id, words: 'parking' });
    expect(await codeOf(world().run(adviser, finishInteraction, { id, expectedVersion: 1 }))).to.equal(
      'enquiries_open',
    );
    expect((await read(id)).state).to.equal('open');
    const input = { id, expectedVersion: 1, notes: 'Rang off', openEnquiries: 'abandon' } as const;
    await world().run(adviser, finishInteraction, { ...input, avoidable: 'wrong-department' });
    const found = await read(id);
    expect(found).to.include({ state: 'finished', notes: 'Rang off', avoidable: 'wrong-department', version: 2 });
    expect(found.endedAt).to.equal(world().clock.now());
    expect(found.enquiries.map(({ outcome }) => outcome)).to.deep.equal(['abandoned']);
  });

  it('leaves nothing to change', async () => {
    const { id } = await start();
    const { id: enquiryId } = await world().run(adviser, openEnquiry, { interactionId: id });
    await world().run(adviser, finishInteraction, { id, expectedVersion: 1, openEnquiries: 'abandon' });
    const codes = await Promise.all(
      [
        world().run(adviser, finishInteraction, { id, expectedVersion: 2 }),
        world().run(adviser, openEnquiry, { interactionId: id }),
        world().run(adviser, keepNotes, { id, expectedVersion: 2, notes: 'x' }),
        world().run(adviser, closeEnquiry, { enquiryId, outcome: 'resolved' }),
      ].map(codeOf),
    );
    expect(new Set(codes)).to.deep.equal(new Set(['interaction_finished']));
  });

  it('never leaves an open enquiry behind when one is opened at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id } = await start();
      await Promise.all([
        codeOf(world().run(adviser, openEnquiry, { interactionId: id, words: 'quick one' })),
        codeOf(world().run(adviser, finishInteraction, { id, expectedVersion: 1 })),
      ]);
      const found = await read(id);
      const open = found.enquiries.filter(({ outcome }) => outcome === null);
      expect(found.state === 'finished' && open.length > 0, 'finished with an open enquiry').to.equal(false);
    }
  });

  it('can be taken back within a quarter of an hour, by the adviser who did it', async () => {
    const { id } = await start(at.customerId);
    const check = { id, expectedVersion: 1, level: 'basic', passed: true } as const;
    await world().run(adviser, recordIdentityCheck, { ...check, questions: ['name', 'address'] });
    await world().run(adviser, finishInteraction, { id, expectedVersion: 2 });
    const colleague = await anAdviser(world(), [dunmere], 'Sam Ellery');
    const input = { id, expectedVersion: 3 };
    expect(await codeOf(world().run(colleague, reopenInteraction, input))).to.equal('interaction_of_another');
    world().clock.advance(15 * MINUTE_MS);
    await world().run(adviser, reopenInteraction, input);
    expect(await read(id)).to.include({ state: 'open', endedAt: null, identityLevel: 'none', version: 4 });
    await world().run(adviser, finishInteraction, { id, expectedVersion: 4 });
    world().clock.advance(15 * MINUTE_MS + 1);
    const late = world().run(adviser, reopenInteraction, { id, expectedVersion: 5 });
    expect(await codeOf(late)).to.equal('too_late_to_reopen');
  });
});

onBothEngines('what interactions tell', (world) => {
  let at: Surroundings;
  before(async () => {
    at = await someSurroundings(world());
  });

  it('counts an adviser’s day: contacts, what was resolved there and then, what was logged', async () => {
    const adviser = await anAdviser(world());
    for (const [outcome, caseId] of [['resolved'], ['resolved', absent], ['logged', absent], ['abandoned']] as const) {
      const { id } = await world().run(adviser, startInteraction, { channel: 'telephone' });
      const enquiry = await world().run(adviser, openEnquiry, { interactionId: id });
      await world().run(adviser, closeEnquiry, { enquiryId: enquiry.id, outcome, ...(caseId ? { caseId } : {}) });
    }
    await world().run(adviser, startInteraction, { channel: 'telephone' });
    expect(await world().read(adviser, todaysFigures, {})).to.deep.equal({
      contacts: 5,
      enquiries: 4,
      resolvedAtFirstContact: 1,
      logged: 1,
      passed: 0,
    });
  });

  it('pages through a customer’s contacts, imported ones among them, latest first', async () => {
    const adviser = await anAdviser(world());
    const { customerId } = at;
    const common = { authorityId: dunmere, channel: 'letter', adviserId: null, lineId: null, caller: null } as const;
    const rest = { callId: null, customerId, participant: { name: 'Joan' }, placeId: null, aboutCaseId: null } as const;
    const past = ['one', 'two', 'three'].map((sourceKey) => ({
      ...{ ...common, ...rest, id: world().newId(), sourceKey, startedAt: 1000, endedAt: 2000, identityLevel: 'none' },
      ...{ avoidable: null, notes: `Letter ${sourceKey}`, identityChecks: [] },
      enquiries: [
        {
          ...{ id: world().newId(), authorityId: dunmere, words: 'tree', serviceId: null, articleId: null },
          ...{ outcome: 'resolved', caseId: null, passedToTeamId: null, note: null, openedAt: 1000, closedAt: 2000 },
        },
      ],
    }));
    await world().kernel.db.write(everyAuthority, (db) => insertPastInteractions(db, past as never));
    await world().run(adviser, startInteraction, { channel: 'telephone', customerId });
    const first = await world().read(adviser, listInteractionsOf, { customerId, limit: 3 });
    expect(first.items.map(({ channel }) => channel)).to.deep.equal(['telephone', 'letter', 'letter']);
    expect(first.items[1]?.enquiries[0]).to.include({ outcome: 'resolved', words: 'tree' });
    const next = await world().read(adviser, listInteractionsOf, { customerId, limit: 3, cursor: first.nextCursor! });
    expect(next.items).to.have.lengthOf(1);
    expect(next.nextCursor).to.equal(null);
    const neighbour = await anAdviser(world(), [westmoor]);
    expect((await world().read(neighbour, listInteractionsOf, { customerId })).items).to.deep.equal([]);
    const odd = world().read(adviser, listInteractionsOf, { customerId, cursor: 'x' });
    expect(await refusal(odd)).to.deep.equal({ code: 'bad_input', fields: ['cursor'] });
  });

  it('asks for the permission to read', async () => {
    const nobody = await world().staff(['directory.read'], [dunmere]);
    expect(await codeOf(world().read(nobody, getInteraction, { id: absent }))).to.equal('not_allowed');
    expect(await codeOf(world().read(nobody, listOpenInteractions, {}))).to.equal('not_allowed');
    expect(await codeOf(world().read(nobody, todaysFigures, {}))).to.equal('not_allowed');
    const input = { customerId: at.customerId };
    expect(await codeOf(world().read(nobody, listInteractionsOf, input))).to.equal('not_allowed');
  });
});
