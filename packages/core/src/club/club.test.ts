import { expect } from 'chai';
import { findGrants } from '../access/index.js';
import { everyAuthority } from '../kernel/scope.js';
import type { StaffActor } from '../kernel/actor.js';
import { castlebridge, dunmere, onBothEngines, partnership, westmoor } from '../testing/harness.js';
import { addPerson } from '../testing/http.js';
import { addRecord } from './commands/add-record.js';
import { changeRecord } from './commands/change-record.js';
import { moveRecord } from './commands/move-record.js';
import { getChair } from './committee/chair-queries.js';
import { permissions } from './permissions.js';
import { getRecord, listRecords } from './queries.js';
import type { PartName } from './record/kinds.js';
import { someFields } from './testing/records.js';

/** What a promise was refused with: its code, and its faults by field. */
async function refusal(work: Promise<unknown>) {
  const { code, faults } = await work.then(
    () => ({ code: 'done', faults: [] as { field: string }[] }),
    (error: { code: string; faults: { field: string }[] }) => error,
  );
  return [code, ...faults.map(({ field }) => field)];
}

onBothEngines('the joint committee’s records', (world) => {
  let governs: StaffActor;
  let reads: StaffActor;
  let council: StaffActor;
  const actorOf = async (slug: string, role: 'administrator' | 'officer'): Promise<StaffActor> => {
    const { personId } = await addPerson(world(), { roles: [[slug, role]] });
    const grants = await findGrants(world().kernel, permissions, personId);
    return { kind: 'staff', staffId: personId, name: `${role} of ${slug}`, via: 'session', grants };
  };
  const partnershipAdministrator = () => actorOf('partnership', 'administrator');
  before(async () => {
    governs = await partnershipAdministrator();
    reads = await actorOf('dunmere', 'officer');
    council = await actorOf('westmoor', 'administrator');
  });
  const add = async (part: PartName, fields: object, actor = governs) =>
    world().run(actor, addRecord, { part, fields: fields as Record<string, unknown> });
  const stateOf = async (part: PartName, id: string) =>
    (await world().read(reads, getRecord, { part, id })).record.state;

  it('are kept by the partnership’s administrators and read by every council’s staff', async () => {
    const { id } = await add('meetings', someFields.meeting);
    expect((await world().read(reads, getRecord, { part: 'meetings', id })).record.authorityId).to.equal(partnership);
    expect(await refusal(add('meetings', someFields.meeting, reads))).to.deep.equal(['not_allowed']);
    expect(await refusal(add('meetings', someFields.meeting, council))).to.deep.equal(['not_found']);
    const change = { part: 'meetings' as const, id, expectedVersion: 1, fields: someFields.meeting };
    expect(await refusal(world().run(council, changeRecord, change))).to.deep.equal(['not_found']);
    const adviser = await world().staff(['cases.read'], [dunmere]);
    expect(await refusal(world().read(adviser, listRecords, { part: 'meetings' }))).to.deep.equal(['not_allowed']);
  });

  it('may be a council’s own, which no other council sees', async () => {
    const own = {
      part: 'meetings' as const,
      authorityId: westmoor,
      fields: { ...someFields.meeting, title: 'Our own' },
    };
    const { id } = await world().run(council, addRecord, own);
    const { records } = await world().read(council, listRecords, { part: 'meetings' });
    expect(records.map((record) => record.id)).to.include(id);
    expect(await refusal(world().read(reads, getRecord, { part: 'meetings', id }))).to.deep.equal(['not_found']);
  });

  it('name what is wrong with a field', async () => {
    const member = someFields.members(dunmere);
    const wrong = [
      add('members', { ...member, name: '', councilId: 99 }),
      add('members', { ...member, councilId: 99 }),
      add('members', { ...member, toOn: '2025-05-19' }),
      add('members', { ...member, role: 'champion' }),
      add('members', { ...member, age: 50 }),
      add('chair-orders', { fromOn: '2024-05-01', councils: [dunmere, dunmere] }),
      add('business-cases', { ...someFields.businessCase, preferred: 'A third way' }),
    ];
    expect(await Promise.all(wrong.map(refusal))).to.deep.equal([
      ['bad_input', 'name'],
      ['bad_input', 'councilId'],
      ['bad_input', 'toOn'],
      ['bad_input', 'subject'],
      ['bad_input', 'age'],
      ['bad_input', 'councils'],
      ['bad_input', 'preferred'],
    ]);
  });

  it('say who chairs on a day, by the order and its exceptions, less what is withdrawn', async () => {
    await add('chair-orders', someFields.order([westmoor, dunmere, castlebridge]));
    const { id } = await add('chair-exceptions', someFields.exception(dunmere));
    const chairOn = async (on: string) => (await world().read(reads, getChair, { on })).chair?.councilId;
    expect([await chairOn('2026-10-31'), await chairOn('2026-11-16')]).to.deep.equal([castlebridge, dunmere]);
    const withdraw = { part: 'chair-exceptions' as const, id, expectedVersion: 1, event: 'withdraw' };
    expect(await refusal(world().run(governs, moveRecord, withdraw))).to.deep.equal(['bad_input', 'note']);
    await world().run(governs, moveRecord, { ...withdraw, note: 'They did not swap' });
    expect(await chairOn('2026-11-16')).to.equal(castlebridge);
  });

  it('let a decision take the place of one that holds, once, and never of itself', async () => {
    const { id: meetingId } = await add('meetings', someFields.meeting);
    const decision = someFields.decision(meetingId);
    const first = await add('decisions', decision);
    const later = { ...decision, title: 'Two telephone systems', effectiveOn: '2026-06-01', supersedesId: first.id };
    const second = await add('decisions', later);
    expect(await refusal(add('decisions', later))).to.deep.equal(['bad_input', 'supersedesId']);
    const circle = { ...decision, effectiveOn: '2026-06-01', supersedesId: second.id };
    const change = { part: 'decisions' as const, id: first.id, expectedVersion: 1, fields: circle };
    expect(await refusal(world().run(governs, changeRecord, change))).to.deep.equal(['bad_input', 'supersedesId']);
    const tied = add('decisions', { ...decision, votesFor: 2, votesAgainst: 2 });
    expect(await refusal(tied)).to.deep.equal(['bad_input', 'votesFor']);
    const counted = add('decisions', { ...decision, how: 'consensus' });
    expect(await refusal(counted)).to.deep.equal(['bad_input', 'how']);
  });

  it('lead a business case from draft to what the committee said, and keep who did what', async () => {
    const part = 'business-cases' as const;
    const { id } = await add(part, someFields.businessCase);
    const approve = { part, id, expectedVersion: 1, event: 'approve' };
    expect(await refusal(world().run(governs, moveRecord, approve))).to.deep.equal(['no_such_move']);
    const need = 'Each council pays more than together.';
    await world().run(governs, changeRecord, {
      part,
      id,
      expectedVersion: 1,
      fields: { ...someFields.businessCase, need },
    });
    await world().run(governs, moveRecord, { part, id, expectedVersion: 2, event: 'submit' });
    const change = { part, id, expectedVersion: 3, fields: someFields.businessCase };
    expect(await refusal(world().run(governs, changeRecord, change))).to.deep.equal(['record_settled']);
    await world().run(governs, moveRecord, { ...approve, expectedVersion: 3 });
    expect(await stateOf(part, id)).to.equal('approved');
    const { history } = await world().read(reads, getRecord, { part, id });
    expect(history.map(({ kind, name }) => [kind, name])).to.deep.equal(
      ['approve', 'submit', 'changed', 'added'].map((kind) => [kind, 'Test Person']),
    );
    expect(history[2]?.changes).to.deep.equal({ need: [someFields.businessCase.need, need] });
  });

  it('refuse a version that somebody else has changed, and leave an audit row for each step', async () => {
    const { id } = await add('members', someFields.members(dunmere));
    const fields = { ...someFields.members(dunmere), post: 'Deputy leader' };
    await world().run(governs, changeRecord, { part: 'members', id, expectedVersion: 1, fields });
    const stale = world().run(governs, changeRecord, { part: 'members', id, expectedVersion: 1, fields });
    expect(await refusal(stale)).to.deep.equal(['stale_version']);
    const db = world().kernel.db.read(everyAuthority);
    const rows = await db.rows<{ action: string; details: string }>(
      db.from('audit_entries').where({ subject_id: id }).orderBy('id').select('action', 'details'),
    );
    expect(rows.map(({ action }) => action)).to.deep.equal(['club.add-record', 'club.change-record']);
    expect(rows.map(({ details }) => details).join()).to.not.include('Thornbury');
  });

  it('believe a saving once somebody else has verified it from its evidence', async () => {
    const part = 'savings' as const;
    const { id } = await add(part, someFields.saving);
    const move = (expectedVersion: number, event: string, actor = governs, note?: string) =>
      refusal(world().run(actor, moveRecord, { part, id, expectedVersion, event, ...(note ? { note } : {}) }));
    expect(await move(1, 'verify')).to.deep.equal(['no_such_move']);
    expect(await move(1, 'evidence')).to.deep.equal(['no_evidence', 'event']);
    const editor = await partnershipAdministrator();
    const fields = { ...someFields.saving, evidence: 'Invoices of the year' };
    await world().run(editor, changeRecord, { part, id, expectedVersion: 1, fields });
    expect(await move(2, 'evidence')).to.deep.equal(['done']);
    for (const author of [governs, editor])
      expect(await move(3, 'verify', author)).to.deep.equal(['own_saving', 'event']);
    const verifier = await partnershipAdministrator();
    expect(await move(3, 'verify', verifier)).to.deep.equal(['done']);
    expect(await stateOf(part, id)).to.equal('verified');
    expect(await move(4, 'doubt', governs, 'An invoice is missing')).to.deep.equal(['done']);
    expect(await stateOf(part, id)).to.equal('claimed');
  });

  it('name what is wrong with a contract or a risk', async () => {
    const contract = someFields.contract([westmoor, dunmere]);
    const { id: ownerId } = await add('members', someFields.members(dunmere));
    const wrong = [
      add('contracts', { ...contract, endsOn: '2025-03-31' }),
      add('contracts', { ...contract, noticeOn: '2027-04-01' }),
      add('contracts', { ...contract, shares: [{ councilId: westmoor, parts: 0 }] }),
      add('contracts', someFields.contract([westmoor, westmoor])),
      add('contracts', someFields.contract([westmoor, partnership])),
      add('contracts', { ...contract, valuePence: 10.5 }),
      add('risks', { ...someFields.risk(ownerId), likelihood: 6 }),
      add('risks', someFields.risk(world().newId())),
    ];
    expect(await Promise.all(wrong.map(refusal))).to.deep.equal([
      ['bad_input', 'endsOn', 'noticeOn'],
      ['bad_input', 'noticeOn'],
      ['bad_input', 'shares'],
      ['bad_input', 'shares'],
      ['bad_input', 'shares'],
      ['bad_input', 'valuePence'],
      ['bad_input', 'likelihood'],
      ['bad_input', 'ownerId'],
    ]);
    await add('contracts', contract);
    await add('risks', someFields.risk(ownerId));
  });
});
