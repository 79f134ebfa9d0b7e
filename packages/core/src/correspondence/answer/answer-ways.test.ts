import { expect } from 'chai';
import type { ContactPoint } from '../../customers/index.js';
import { answerWays, readAddress } from './answer-ways.js';

const mobile = '+447700900144';
const point = (id: string, kind: ContactPoint['kind'], value: string): ContactPoint => ({
  ...{ id, kind, value, customerId: 'c', postcode: null, placeId: null, label: null },
  ...{ preferred: false, verifiedOn: null, failingSince: null },
});
const contactPoints = [
  point('landline', 'telephone', '+441632960144'),
  point('mail', 'email', 'joan@prosser.example'),
  point('mobile', 'telephone', mobile),
  point('home', 'postal', '4 Quarry Lane'),
];
const checked = { caller: null, participant: {}, identityLevel: 'basic' } as const;
const shown = { isHidden: false };

describe('where an answer can go', () => {
  const keys = (wish: 'email' | 'text' | 'post' | null) =>
    answerWays({ contactPoints, preferredChannel: wish }, checked, shown).map(({ contactPointId }) => contactPointId);

  it('is what takes messages, the way that the customer asked for first, else by text', () => {
    expect(keys('email')).to.deep.equal(['mail', 'mobile']);
    expect(keys('text')).to.deep.equal(['mobile', 'mail']);
    expect(keys(null)).to.deep.equal(['mobile', 'mail']);
    expect(keys('post'), 'nearest to a letter').to.deep.equal(['mail', 'mobile']);
  });

  it('shows nothing of the record before identity is checked, but the number that calls', () => {
    const addresses = (caller: string | null, isHidden = false) =>
      answerWays(
        { contactPoints, preferredChannel: null },
        { ...checked, caller, identityLevel: 'none' },
        { isHidden },
      );
    expect(addresses(null).map(({ address }) => address)).to.deep.equal([null, null]);
    expect(addresses(mobile).map(({ address }) => address)).to.deep.equal([mobile, null]);
    expect(
      addresses(mobile, true).map(({ address }) => address),
      'restricted',
    ).to.deep.equal([null, null]);
  });

  it('offers a mobile number that calls and is on no record, and no landline or withheld one', () => {
    const record = { contactPoints, preferredChannel: null };
    const sources = (caller: string) => answerWays(record, { ...checked, caller }, shown).map(({ source }) => source);
    expect(sources('+447700900999')).to.deep.equal(['record', 'caller', 'record']);
    expect(sources('+441632960999')).to.deep.equal(['record', 'record']);
    expect(sources('withheld')).to.deep.equal(['record', 'record']);
  });

  it('takes what somebody without a record told, once', () => {
    const participant = { email: 'ossie@vane.example', telephone: '07700 900456' };
    const told = answerWays(undefined, { ...checked, participant, caller: '+447700900456' }, shown);
    expect(told.map(({ address, source }) => [address, source])).to.deep.equal([
      ['+447700900456', 'caller'],
      ['ossie@vane.example', 'told'],
    ]);
  });
});

describe('readAddress', () => {
  it('reads a mobile number in any spelling, and a mail address', () => {
    for (const typed of ['07700 900001', '+44 (0)7700-900001', ' 0044 7700 900001 '])
      expect(readAddress(typed)).to.deep.equal({ channel: 'text', address: '+447700900001' });
    expect(readAddress(' joan@prosser.example ')).to.deep.equal({ channel: 'email', address: 'joan@prosser.example' });
  });

  it('says what to do about anything else', () => {
    const fault = (typed: string) => {
      const read = readAddress(typed);
      return read.channel === null ? read.fault : 'read';
    };
    expect(fault(' ')).to.equal('Enter a mobile number or an email address');
    expect(fault('joan@')).to.equal('Enter an email address, such as name@post.example');
    expect(fault('the usual one')).to.equal('Enter a mobile number, such as 07700 900001, or an email address');
    expect(fault('01632 960144')).to.include('begins with 07: 01632 960144 takes no text messages');
    expect(fault('07600 900001'), 'a pager').to.not.equal('read');
  });
});
