import { expect } from 'chai';
import fc from 'fast-check';
import {
  handoverEvents,
  handoverStates,
  ownerAfter,
  stateAfter,
  workingMinutesFor,
  type HandoverEvent,
  type HandoverState,
} from './handover-rules.js';

interface Offer {
  state: HandoverState;
  readonly receiver: string;
}

/** What people do to one case: offer it to somebody, or do something to the last offer. */
type Step = { readonly offerTo: string } | { readonly event: HandoverEvent };

const steps = fc.array(
  fc.oneof(
    fc.record({ offerTo: fc.constantFrom('Highways', 'Waste', 'Tom', 'Westmoor') }),
    fc.record({ event: fc.constantFrom(...handoverEvents) }),
  ),
  { maxLength: 40 },
);

/** Makes no second offer while one is open, and lets happen what the table of steps allows. */
function play(all: readonly Step[], after: (offers: readonly Offer[]) => void): Offer[] {
  const offers: Offer[] = [];
  for (const step of all) {
    const last = offers.at(-1);
    if ('offerTo' in step) {
      if (last?.state !== 'offered') offers.push({ state: 'offered', receiver: step.offerTo });
    } else if (last) last.state = stateAfter(last.state, step.event) ?? last.state;
    after(offers);
  }
  return offers;
}

describe('an offer to take something over', () => {
  it('ends once, as one of four ends, and nothing leads out of an end', () => {
    for (const state of handoverStates)
      for (const event of handoverEvents)
        expect(stateAfter(state, event) !== undefined, `${event} when ${state}`).to.equal(state === 'offered');
    expect(handoverEvents.map((event) => stateAfter('offered', event))).to.have.members([
      ...['accepted', 'declined', 'returned', 'withdrawn'],
    ]);
  });

  it('leaves exactly one owner at any time, who changes only when somebody accepts', () => {
    fc.assert(
      fc.property(steps, (all) => {
        let before = 'the giver';
        let accepted = 0;
        play(all, (offers) => {
          const owner = ownerAfter('the giver', offers);
          const nowAccepted = offers.filter(({ state }) => state === 'accepted').length;
          if (nowAccepted === accepted) expect(owner).to.equal(before);
          else expect(owner).to.equal(offers.at(-1)?.receiver);
          expect(offers.filter(({ state }) => state === 'offered')).to.have.length.at.most(1);
          [before, accepted] = [owner, nowAccepted];
        });
      }),
    );
  });

  it('has ended whenever the next one is made', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const offers = play(all, () => undefined);
        for (const { state } of offers.slice(0, -1)) expect(state).to.not.equal('offered');
      }),
    );
  });

  it('returns after its team’s time, else its council’s, else a working day', () => {
    const set = [
      { teamId: null, workingMinutes: 240 },
      { teamId: 'drains', workingMinutes: 60 },
    ];
    expect(workingMinutesFor('drains', set)).to.equal(60);
    expect(workingMinutesFor('parks', set)).to.equal(240);
    expect(workingMinutesFor(null, set)).to.equal(240);
    expect(workingMinutesFor('parks', [])).to.equal(480);
  });
});
