import { expect } from 'chai';
import fc from 'fast-check';
import {
  escapeBraces,
  fieldFaults,
  fillFields,
  mergeFields,
  type MergeField,
  type MergeValues,
} from './merge-fields.js';
import {
  chooseChannel,
  isSettled,
  messageLifecycle,
  slotOf,
  stateAfter,
  templateFor,
  templatesToSend,
  type Reach,
} from './rules.js';
import { messageChannels, messageStates, type MessageTemplate } from './types.js';

const names = Object.keys(mergeFields) as MergeField[];
const someValues = (of = fc.string()): fc.Arbitrary<MergeValues> =>
  fc.record(Object.fromEntries(names.map((name) => [name, of])));

describe('merge fields', () => {
  const values = Object.fromEntries(names.map((name) => [name, `<${name}>`])) as MergeValues;

  it('are filled wherever they stand, with blanks around their names', () => {
    expect(fillFields('{customer-name}: { reference } is {status}.', values)).to.equal(
      '<customer-name>: <reference> is <status>.',
    );
  });

  it('are named when nobody knows them, with those there are', () => {
    const [fault, ...others] = fieldFaults('Dear {forename}, {reference}', names);
    expect(others).to.deep.equal([]);
    expect(fault)
      .to.include('There is no field {forename} here.')
      .and.include('{customer-name}')
      .and.include('{due-date}');
  });

  it('say how a brace is written that is none', () => {
    expect(fieldFaults('Press } now', names)).to.deep.equal(['Write }} for a brace that is not part of a field']);
    expect(fieldFaults('Press }} and {{ now', names)).to.deep.equal([]);
    expect(fillFields('Press }} and {{ now', values)).to.equal('Press } and { now');
  });

  it('are filled once: what a customer is called is never read as a field', () => {
    fc.assert(
      fc.property(someValues(fc.string().map((text) => `{reference}${text}{`)), (odd) => {
        expect(fillFields('{customer-name}', odd)).to.equal(odd['customer-name']);
      }),
    );
  });

  it('leave any text as it is once its braces are doubled', () => {
    fc.assert(
      fc.property(fc.string(), someValues(), (text, some) => {
        expect(fieldFaults(escapeBraces(text), names)).to.deep.equal([]);
        expect(fillFields(escapeBraces(text), some)).to.equal(text);
      }),
    );
  });
});

describe('the channel of a message', () => {
  const all: Reach = { email: 'joan@example.example', text: '+447700900001', letter: '4 Quarry Lane' };

  it('is the one that the customer wants', () => {
    expect(chooseChannel(all, 'post')).to.equal('letter');
    expect(chooseChannel(all, 'text')).to.equal('text');
    expect(chooseChannel(all, 'in-person')).to.equal('email');
  });

  it('is a letter for somebody who wants email and has no address for it', () => {
    expect(chooseChannel({ letter: '4 Quarry Lane' }, 'email')).to.equal('letter');
  });

  it('always reaches them, and is one that there are words for', () => {
    const reach = fc.subarray([...messageChannels]);
    const wish = fc.constantFrom('email', 'text', 'post', 'phone', 'in-person', null);
    fc.assert(
      fc.property(reach, reach, wish, (reached, offered, wanted) => {
        const channel = chooseChannel(Object.fromEntries(reached.map((one) => [one, 'x'])), wanted, offered);
        const usable = reached.filter((one) => offered.includes(one));
        if (usable.length === 0) expect(channel).to.equal(undefined);
        else expect(usable).to.include(channel);
      }),
    );
  });
});

describe('a message’s life', () => {
  it('ends, from wherever it is, and never goes on from its end', () => {
    for (const state of messageStates) {
      const ways = messageLifecycle.filter(({ from }) => from === state);
      const isOver = ['printed', 'cancelled', 'delivered', 'dealt-with'].includes(state);
      if (isOver || ['sent', 'undelivered'].includes(state)) expect(isSettled(state), state).to.equal(true);
      else expect(isSettled(state), state).to.equal(false);
      if (isOver) expect(ways, state).to.deep.equal([]);
      else expect(ways.length, state).to.be.greaterThan(0);
    }
  });

  it('goes nowhere before it is confirmed', () => {
    expect(stateAfter('held', 'begin')).to.equal(undefined);
    expect(stateAfter('held', 'print')).to.equal(undefined);
    expect(stateAfter('held', 'confirm')).to.equal('waiting');
  });

  it('can’t be taken back or printed while it is on its way', () => {
    expect(stateAfter('sending', 'cancel')).to.equal(undefined);
    expect(stateAfter('sending', 'print')).to.equal(undefined);
  });
});

describe('the template for what happened', () => {
  const template = (changes: Partial<MessageTemplate>): MessageTemplate => ({
    ...{ id: 'a', authorityId: 1, key: 'a', name: 'Logged', serviceId: null, occasion: 'logged', status: null },
    ...{
      words: { en: { subject: 'S', body: 'B', text: null } },
      enabled: true,
      basedOn: null,
      updatedAt: 0,
      version: 1,
    },
    ...changes,
  });
  const logged = { serviceId: 'bins', occasion: 'logged', status: null } as const;

  it('is the service’s own, else the one for all', () => {
    const general = template({});
    const own = template({ id: 'b', serviceId: 'bins' });
    expect(templateFor([general, own], logged)).to.equal(own);
    expect(templateFor([general, own], { ...logged, serviceId: 'roads' })).to.equal(general);
  });

  it('is none that is switched off, or meant for another status', () => {
    expect(templateFor([template({ enabled: false })], logged)).to.equal(undefined);
    const asked = template({ occasion: 'status', status: 'waiting-for-customer' });
    expect(templateFor([asked], { ...logged, occasion: 'status', status: 'in-progress' })).to.equal(undefined);
  });

  it('is what the version of the service names, by its key, and then no other', () => {
    const general = template({});
    const own = template({ id: 'b', key: 'we-have-it', occasion: 'by-hand' });
    const rule = { event: 'logged', template: 'we-have-it', channel: 'text' } as const;
    expect(templatesToSend([general, own], [rule], logged)).to.deep.equal([{ template: own, channel: 'text' }]);
    expect(templatesToSend([general], [rule], logged)).to.deep.equal([]);
    expect(templatesToSend([general, own], [{ ...rule, event: 'closed' }], logged)).to.deep.equal([
      { template: general },
    ]);
    const onStatus = { event: 'status', template: 'we-have-it', channel: 'email' } as const;
    const moved = { ...logged, occasion: 'status', status: 'in-progress' } as const;
    expect(templatesToSend([own], [onStatus], moved)).to.have.length(1);
    expect(templatesToSend([own], [{ ...onStatus, status: 'done' }], moved)).to.deep.equal([]);
  });

  it('has one place each, and as many as are wanted by hand', () => {
    expect(slotOf(template({ id: 'a' }))).to.equal(slotOf(template({ id: 'b' })));
    expect(slotOf(template({ id: 'a', occasion: 'by-hand' }))).to.not.equal(
      slotOf(template({ id: 'b', occasion: 'by-hand' })),
    );
  });
});
