import { expect } from 'chai';
import { checkConfig } from '../kernel/config.js';
import { unknownCouncils } from './unknown-councils.js';

describe('councils that the configuration names', () => {
  const authorities = [
    { slug: 'dunmere', kind: 'authority' },
    { slug: 'westmoor', kind: 'partnership' },
  ] as const;
  const faultsOf = (settings: object): string[] =>
    unknownCouncils(checkConfig('/srv', settings, { key: Buffer.alloc(32).toString('base64') }), authorities);
  const files = { from: '2026-11-01' };

  it('are all told that aren’t here, each with its place', () => {
    const income = { councils: { dunmere: files, atlantis: files, westmoor: files } };
    expect(faultsOf({ scim: { lyonesse: {} }, income })).to.deep.equal([
      'moothall.yaml: scim.lyonesse: no council here has the address lyonesse',
      'moothall.yaml: income.councils.atlantis: no council here has the address atlantis',
      'moothall.yaml: income.councils.westmoor: no council here has the address westmoor',
    ]);
  });

  it('are none where each is here', () => {
    expect(faultsOf({ scim: { westmoor: {} }, income: { councils: { dunmere: files } } })).to.deep.equal([]);
    expect(faultsOf({})).to.deep.equal([]);
  });
});
