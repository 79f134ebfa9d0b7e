import { expect } from 'chai';
import fc from 'fast-check';
import { identifierName, registerKey, registerWords } from './register-words.js';

describe('The words of another register', () => {
  it('name a number as people do', () => {
    expect(identifierName({ register: 'council-tax', type: 'account' })).to.equal('Council tax account');
    expect(identifierName({ register: 'company-number', type: 'account' })).to.equal('Company number');
    expect(identifierName({ register: 'blue-badge', type: 'badge' })).to.equal('Blue badge');
  });

  it('are read however they are typed', () => {
    expect(registerKey(' Council  Tax')).to.equal('council-tax');
    expect(registerKey('council-tax')).to.equal('council-tax');
    expect(registerKey(' – ')).to.equal('');
  });

  it('lead back to the key that they came from', () => {
    const keys = fc.array(fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/), { minLength: 1, maxLength: 4 });
    fc.assert(fc.property(keys, (parts) => registerKey(registerWords(parts.join('-'))) === parts.join('-')));
  });
});
