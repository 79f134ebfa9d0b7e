import { expect } from 'chai';
import fc from 'fast-check';
import { PRIORITIES } from '../services/index.js';
import { inUrgency, urgencies, urgencyOf } from './rules.js';
import type { DoneCallBack, DoneCase, DoneContact, Work } from './types.js';

const done = {
  ...{ authorityId: 3, agreementId: 'a', agreementTitle: 'Nights', providerId: 2, personName: 'Priya Nair' },
  ...{ acknowledgedAt: null, acknowledgedBy: null },
};
const aContact = (id: string, more: Partial<DoneContact> = {}): DoneContact => ({
  ...{ ...done, id, kind: 'interaction', subjectId: id, at: 0, channel: 'telephone', isOpen: false, enquiries: [] },
  ...more,
});
const aCase = (id: string, more: Partial<NonNullable<DoneCase['logged']>> = {}): DoneCase => ({
  ...{ ...done, id, kind: 'case', subjectId: id, at: 0 },
  logged: { reference: id, title: 'Missed bin', priority: 'normal', isClosed: false, dueAt: null, ...more },
});
const aCall = (id: string, more: Partial<DoneCallBack> = {}): DoneCallBack => ({
  ...{ ...done, id, kind: 'call-back', subjectId: id, at: 0, fromAt: 100, untilAt: 150, caller: 'Waste' },
  ...{ state: 'promised', missedAt: null },
  ...more,
});
const answered = { words: 'My bin', outcome: 'resolved', passedTo: null } as const;

describe('the order of the morning’s list', () => {
  it('puts first what can’t wait, then who waits, then what was promised, soonest first, then what is done', () => {
    const list: Work[] = [
      aContact('answered', { enquiries: [answered] }),
      aCase('closed', { isClosed: true, priority: 'urgent' }),
      aCase('some-day'),
      aCase('later', { dueAt: 200 }),
      aCase('sooner', { dueAt: 100 }),
      aCall('to-call'),
      aCall('not-called', { missedAt: 150 }),
      aCall('called', { state: 'spoken', missedAt: 150, at: 9 }),
      aContact('going-on', { isOpen: true, at: 5 }),
      aContact('passed', { enquiries: [answered, { ...answered, outcome: 'passed', passedTo: 'Waste' }] }),
      aCase('urgent', { priority: 'urgent' }),
    ];
    const expected = [
      ...['not-called', 'urgent', 'passed', 'going-on', 'sooner', 'to-call', 'later', 'some-day'],
      ...['called', 'answered', 'closed'],
    ];
    expect(inUrgency(list).map(({ id }) => id)).to.deep.equal(expected);
  });

  it('shows restricted cases among the urgent, since nobody else is told how they stand', () => {
    expect(urgencyOf({ ...aCase('secret'), logged: null })).to.equal('urgent');
  });

  it('names each contact and case once, whatever the order they came in, and never a less urgent one first', () => {
    const outcome = fc.constantFrom('resolved', 'logged', 'passed', 'abandoned', null);
    const contact = fc
      .record({ isOpen: fc.boolean(), at: fc.nat(50), outcome })
      .map(({ outcome: became, ...more }) => aContact('', { ...more, enquiries: [{ ...answered, outcome: became }] }));
    const logged = fc
      .record({
        priority: fc.constantFrom(...PRIORITIES),
        isClosed: fc.boolean(),
        dueAt: fc.option(fc.nat(50)),
      })
      .map((more) => aCase('', more));
    const lists = fc
      .array(fc.oneof(contact, logged), { maxLength: 30 })
      .map((list) => list.map((work, index): Work => ({ ...work, id: String(index).padStart(2, '0') })));
    fc.assert(
      fc.property(lists, fc.infiniteStream(fc.nat()), (list, numbers) => {
        const shuffled = list
          .map((work) => [numbers.next().value ?? 0, work] as const)
          .sort(([one], [other]) => one - other)
          .map(([, work]) => work);
        const ordered = inUrgency(shuffled);
        expect(ordered).to.deep.equal(inUrgency(list));
        expect(ordered.map(({ id }) => id).sort()).to.deep.equal(list.map(({ id }) => id));
        const ranks = ordered.map((work) => urgencies.indexOf(urgencyOf(work)));
        expect(ranks).to.deep.equal([...ranks].sort((one, other) => one - other));
      }),
    );
  });
});
