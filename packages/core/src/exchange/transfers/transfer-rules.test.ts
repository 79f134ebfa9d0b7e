import { expect } from 'chai';
import fc from 'fast-check';
import { placeInOrder, restMs } from '../wire/ordering.js';
import { transferAfter, type TransferEvent, type TransferState } from './transfer-rules.js';

/** Two installations with a queue of messages each way; what they do and when messages come is arbitrary. */
type Act = 'withdraw' | 'accept' | 'decline' | 'carry-out' | 'carry-in';

interface Sides {
  out: TransferState;
  in: TransferState;
  readonly toReceiver: TransferEvent[];
  readonly toSender: TransferEvent[];
}

function play(acts: readonly Act[]): Sides {
  const sides: Sides = { out: 'offered', in: 'arriving', toReceiver: ['their-offer'], toSender: [] };
  for (const act of acts) step(sides, act);
  while (sides.toReceiver.length + sides.toSender.length > 0) {
    step(sides, 'carry-out');
    step(sides, 'carry-in');
  }
  return sides;
}

function step(sides: Sides, act: Act): void {
  if (act === 'withdraw') {
    const to = transferAfter({ direction: 'out', state: sides.out }, 'withdraw');
    if (to) [sides.out] = [to, sides.toReceiver.push('their-withdraw')];
  } else if (act === 'accept' || act === 'decline') {
    const to = transferAfter({ direction: 'in', state: sides.in }, act);
    if (to) [sides.in] = [to, sides.toSender.push(`their-${act}`)];
  } else if (act === 'carry-out') {
    const event = sides.toReceiver.shift();
    const to = event && transferAfter({ direction: 'in', state: sides.in }, event);
    if (to) sides.in = to;
    if (to === 'withdrawn') sides.toSender.push('their-withdrawn');
  } else {
    const event = sides.toSender.shift();
    sides.out = (event && transferAfter({ direction: 'out', state: sides.out }, event)) ?? sides.out;
  }
}

describe('a hand-over between installations', () => {
  it('ends the same on both sides, however withdrawal and answer cross on the way', () => {
    const acts = fc.array(fc.constantFrom<Act>('withdraw', 'accept', 'decline', 'carry-out', 'carry-in'), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(acts, (all) => {
        const sides = play(all);
        expect(sides.out).to.equal(sides.in);
      }),
    );
  });

  it('is withdrawn only before it is accepted or declined', () => {
    expect(play(['carry-out', 'accept', 'carry-in', 'withdraw']).out).to.equal('accepted');
    expect(play(['carry-out', 'decline', 'carry-in', 'withdraw']).out).to.equal('declined');
    expect(play(['carry-out', 'withdraw', 'accept']).out).to.equal('accepted');
    expect(play(['withdraw', 'carry-out', 'carry-out', 'accept']).in).to.equal('withdrawn');
  });
});

describe('messages of a hand-over', () => {
  const arrivals = fc.integer({ min: 1, max: 60 }).chain((count) => {
    const once = Array.from({ length: count }, (_, index) => index + 1);
    const again = fc.shuffledSubarray(once);
    return fc.tuple(
      fc.constant(count),
      again.chain((some) => fc.shuffledSubarray([...once, ...some], { minLength: count + some.length })),
    );
  });

  it('take effect once each and in order, however they arrive and however often', () => {
    fc.assert(
      fc.property(arrivals, ([count, sequences]) => {
        const applied: number[] = [];
        const held = new Set<number>();
        for (const sequence of sequences) {
          const place = placeInOrder(sequence, applied.length + 1);
          if (place === 'hold') held.add(sequence);
          if (place === 'apply') applied.push(sequence);
          while (held.delete(applied.length + 1)) applied.push(applied.length + 1);
        }
        expect(applied).to.deep.equal(Array.from({ length: count }, (_, index) => index + 1));
      }),
    );
  });

  it('are refused when ten thousand before them are missing', () => {
    expect(placeInOrder(10_001, 1)).to.equal('hold');
    expect(placeInOrder(10_002, 1)).to.equal('refuse');
  });

  it('are tried again after growing pauses of at most a quarter over ten minutes', () => {
    expect([1, 2, 3].map((failures) => restMs(failures, 0))).to.deep.equal([2000, 4000, 8000]);
    expect(restMs(500, 255)).to.be.lessThan(750_000);
  });
});
