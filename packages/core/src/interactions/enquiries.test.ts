import { expect } from 'chai';
import { statement } from '../kernel/db/statement.js';
import { everyAuthority } from '../kernel/scope.js';
import { findArticle } from '../knowledge/index.js';
import { dunmere, onBothEngines, westmoor } from '../testing/harness.js';
import { anAdviser, someSurroundings, type Surroundings } from '../testing/contact-surroundings.js';
import { closeEnquiry, describeEnquiry, getInteraction, openEnquiry, startInteraction } from './index.js';
import { absent, codeOf, refusal, type Staff } from './testing/refusals.js';

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
