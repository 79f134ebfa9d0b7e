import { expect } from 'chai';
import { codeOf } from '../../testing/expectations.js';
import { readFilter } from './scim-filter.js';

const attributes = ['userName', 'externalId', 'emails'] as const;
const read = (text?: string) => readFilter(text, attributes);

describe('a filter of SCIM', () => {
  it('compares attributes by eq, sw and co, joined by and, in any case', () => {
    expect(read()).to.deep.equal([]);
    expect(read('userName eq "helen.tranter@dunmere.example"')).to.deep.equal([
      { attribute: 'userName', operator: 'eq', value: 'helen.tranter@dunmere.example' },
    ]);
    expect(read('USERNAME Sw "h" AND emails.value co "and x" and externalid EQ "7"')).to.deep.equal([
      { attribute: 'userName', operator: 'sw', value: 'h' },
      { attribute: 'emails', operator: 'co', value: 'and x' },
      { attribute: 'externalId', operator: 'eq', value: '7' },
    ]);
  });

  it('takes the forms in which Entra ID writes names of attributes', () => {
    const one = (text: string) => read(text)[0];
    expect(one('emails[type eq "work"].value eq "a@b.example"')).to.include({
      attribute: 'emails',
      value: 'a@b.example',
    });
    expect(one('urn:ietf:params:scim:schemas:core:2.0:User:userName eq "a"')).to.include({ attribute: 'userName' });
    expect(one('externalId eq "a \\"b\\" \\u00e9"')).to.include({ value: 'a "b" é' });
  });

  it('says what it takes to whoever sends another', async () => {
    const others = [
      ...['userName', 'userName eq', 'userName eq helen', 'userName pr', 'userName gt "a"', 'password eq "a"'],
      ...['userName eq ""', 'userName eq "a" or userName eq "b"', 'not (userName eq "a")', 'userName eq "a" and'],
      ...['userName eq "a" userName eq "b"', 'userName eq "\\q"'],
      Array(4).fill('userName co "a"').join(' and '),
    ];
    for (const text of others)
      expect(await codeOf(Promise.resolve().then(() => read(text))), text).to.equal('scim_invalid');
  });
});
