import { expect } from 'chai';
import { restrictCase } from '../cases/index.js';
import { createCustomer, restrictCustomer } from '../customers/index.js';
import { forgetOldEvents, relayEvents } from '../jobs/index.js';
import type { StaffActor } from '../kernel/actor.js';
import { DAY_MS } from '../kernel/clock.js';
import { writeCursor } from '../kernel/cursor.js';
import { writeEvent } from '../kernel/records-repository.js';
import { everyAuthority, type AuthorityId } from '../kernel/scope.js';
import { caseWork, caseWorld, type CaseWorld } from '../testing/case-world.js';
import { codeOf, errorOf } from '../testing/expectations.js';
import { castlebridge, dunmere, onBothEngines, partnership } from '../testing/harness.js';
import { readFeed, type Feed } from './index.js';

onBothEngines('the event feed', (world) => {
  let reader: StaffActor;
  let cases: CaseWorld;
  before(async () => {
    cases = await caseWorld(world());
    reader = await world().staff(['events.read'], [dunmere]);
  });

  const relay = async (): Promise<void> => {
    while ((await relayEvents(world().kernel, [])) > 0);
  };
  const read = async (input: object = {}, actor: StaffActor = reader): Promise<Feed> => {
    await relay();
    return await world().read(actor, readFeed, input);
  };
  const now = async (): Promise<string> => (await read({ after: 'now' })).nextCursor;
  const subjects = ({ items }: Feed): string[] => items.map(({ subject }) => subject.id);
  const tell = (id: string, subjectId: string, authorityId: AuthorityId = dunmere): Promise<void> => {
    const { kernel, clock } = world();
    const event = { authorityId, topic: 'article.published', subjectId, payload: { key: 'opening-hours' } };
    return kernel.db.write(everyAuthority, (db) => writeEvent(db, id, clock.now(), event));
  };

  it('gives what happened, in order and once, by ids and references alone', async () => {
    const after = await now();
    const first = await cases.log();
    const second = await cases.log();
    const feed = await read({ after, kind: 'case.logged,case.assigned' });
    expect(feed.items.map(({ kind, subject, data }) => ({ kind, subject, data }))).to.deep.equal(
      [first, second].map(({ id, reference }) => ({
        kind: 'case.logged',
        subject: { kind: 'case', id },
        data: { reference, serviceKey: 'missed-bin', teamId: cases.teamId },
      })),
    );
    expect(feed.hasMore).to.equal(false);
    expect((await read({ after: feed.nextCursor })).items).to.deep.equal([]);
  });

  it('gives a page of the size that is asked for, and goes on after it', async () => {
    const after = await now();
    const ids = [world().newId(), world().newId(), world().newId()];
    for (const id of ids) await tell(id, id);
    const first = await read({ after, limit: 2 });
    expect(subjects(first)).to.deep.equal(ids.slice(0, 2));
    expect(first.hasMore).to.equal(true);
    const rest = await read({ after: first.nextCursor, limit: 2 });
    expect(subjects(rest)).to.deep.equal(ids.slice(2));
    expect(rest.hasMore).to.equal(false);
  });

  it('never skips an event that is committed late, though its id is lower than one that was read', async () => {
    const { kernel, clock } = world();
    const after = await now();
    const [early, late] = [world().newId(), world().newId()];
    expect(early < late).to.equal(true);
    const inTurn = kernel.db.engine === 'sqlite';
    let commit = (): void => undefined;
    const held = new Promise<void>((resolve) => (commit = resolve));
    // PostgreSQL: its id is taken first, its transaction ends last. SQLite writes one after another.
    const slow = async (): Promise<void> => {
      const event = { authorityId: dunmere, topic: 'article.published', subjectId: early, payload: { key: 'a' } };
      await kernel.db.write(everyAuthority, async (db) => {
        await writeEvent(db, early, clock.now(), event);
        if (!inTurn) await held;
      });
    };
    const slower = inTurn ? undefined : slow();
    await tell(late, late);
    const before = await read({ after });
    expect(subjects(before)).to.deep.equal([late]);
    commit();
    await (slower ?? slow());
    const then = await read({ after: before.nextCursor });
    expect(subjects(then)).to.deep.equal([early]);
    // What a cursor of ids would have done.
    expect(then.items.filter(({ id }) => id > (before.items.at(-1)?.id ?? ''))).to.deep.equal([]);
  });

  it('gives no number twice, were there two sequencers', async () => {
    const { kernel } = world();
    await tell(world().newId(), world().newId());
    await relay();
    const again = kernel.db.write(everyAuthority, (db) =>
      db.update('outbox_events', { authority_id: dunmere, topic: 'case.logged' }, { seq: 1 }),
    );
    const ended = again.then(
      () => 'kept',
      () => 'refused',
    );
    expect(await ended).to.equal('refused');
  });

  it('tells nobody of another council’s events, and is for those who may', async () => {
    const after = await now();
    const [theirs, shared] = [world().newId(), world().newId()];
    await tell(theirs, theirs, castlebridge);
    await tell(shared, shared, partnership);
    expect(subjects(await read({ after }))).to.not.include(theirs);
    const other = await world().staff(['events.read'], [castlebridge, partnership]);
    expect(subjects(await read({ after }, other))).to.deep.equal([theirs, shared]);
    const without = await world().staff(caseWork, [dunmere]);
    expect(await codeOf(read({}, without))).to.equal('not_allowed');
  });

  it('leaves out a case that is for its team alone, for whoever is in no such team', async () => {
    const after = await now();
    const { id } = await cases.log();
    const leader = await world().staff([...caseWork, 'cases.restrict'], [dunmere]);
    await world().run(leader, restrictCase, { caseId: id, reason: 'safeguarding', expectedVersion: 1 });
    expect(subjects(await read({ after }))).to.not.include(id);
    const member = { ...cases.officer, grants: new Map([...cases.officer.grants, ...reader.grants]) };
    expect(subjects(await read({ after }, member))).to.include(id);
  });

  it('leaves out customers whose record is restricted', async () => {
    const after = await now();
    const clerk = await world().staff(['customers.read', 'customers.create', 'customers.restrict'], [dunmere]);
    const made = async (firstName: string): Promise<string> => {
      const input = { authorityId: dunmere, firstName, lastName: 'Bray', confirmedNew: true };
      return (await world().run(clerk, createCustomer, input)).id;
    };
    const [open, kept] = [await made('Ines'), await made('Tomas')];
    const restriction = { restriction: 'safeguarding', reason: 'An order was seen', expectedVersion: 1 } as const;
    await world().run(clerk, restrictCustomer, { id: kept, ...restriction });
    const seen = subjects(await read({ after, kind: 'customer.created,customer.changed' }));
    expect(seen).to.include(open).and.not.include(kept);
  });

  it('names the kinds there are when it is asked for another', async () => {
    const error = await errorOf(read({ kind: 'case.logged,case.lost' }));
    expect(error.code).to.equal('bad_input');
    expect(error.faults[0]?.field).to.equal('kind.1');
    expect(error.faults[0]?.message).to.include('case.resolved');
    expect(await codeOf(read({ after: 'yesterday' }))).to.equal('malformed_request');
  });

  it('says what to do with a cursor from which something is gone, and goes on from one from which nothing is', async () => {
    const { kernel, clock } = world();
    const early = await now();
    const first = world().newId();
    await tell(first, first);
    const upToDate = await now();
    clock.advance(8 * DAY_MS + 1);
    const later = world().newId();
    await tell(later, later);
    await relay();
    await forgetOldEvents(kernel.db, clock.now());
    const error = await errorOf(read({ after: early }));
    expect([error.code, error.status]).to.deep.equal(['cursor_gone', 410]);
    expect(error.message).to.include('after=now');
    expect(subjects(await read({ after: upToDate }))).to.deep.equal([later]);
    expect(subjects(await read())).to.deep.equal([later]);
  });

  it('finds out a cursor of a database that was restored since from an older copy', async () => {
    const cursor = JSON.parse(Buffer.from(await now(), 'base64url').toString()) as [number, string];
    expect(await codeOf(read({ after: writeCursor([cursor[0] + 10, cursor[1]]) }))).to.equal('cursor_gone');
    expect(await codeOf(read({ after: writeCursor([cursor[0], world().newId()]) }))).to.equal('cursor_gone');
  });
});
