import { expect } from 'chai';
import fc from 'fast-check';
import { mergeChanges } from './merge-changes.js';

type Fields = { title: string; lastName: string; needs: string[] };
const base: Fields = { title: 'Ms', lastName: 'Prosser', needs: [] };

describe('merging two edits of one record', () => {
  it('writes what only the later editor changed', () => {
    const now = { ...base, title: 'Dr' };
    expect(mergeChanges(now, base, { lastName: 'Vale' })).to.deep.equal({ changes: { lastName: 'Vale' }, clashes: [] });
  });

  it('needs nothing where both changed alike', () => {
    const now = { ...base, lastName: 'Vale' };
    expect(mergeChanges(now, base, { lastName: 'Vale' })).to.deep.equal({ changes: {}, clashes: [] });
  });

  it('clashes where both changed apart, lists included', () => {
    const now = { ...base, lastName: 'Marsh', needs: ['bsl'] };
    const { changes, clashes } = mergeChanges(now, base, { lastName: 'Vale', needs: ['braille'], title: 'Dr' });
    expect(clashes).to.deep.equal(['lastName', 'needs']);
    expect(changes).to.deep.equal({ title: 'Dr' });
  });

  it('clashes where the editor doesn’t say what they began from', () => {
    expect(mergeChanges({ ...base, title: 'Dr' }, {}, { lastName: 'Vale' }).clashes).to.deep.equal(['lastName']);
  });

  it('never overwrites what the editor had not seen', () => {
    const value = fc.constantFrom('a', 'b', 'c');
    const record = fc.record({ title: value, lastName: value });
    fc.assert(
      fc.property(record, record, record, (began, now, wanted) => {
        const { changes, clashes } = mergeChanges(now, began, wanted);
        for (const field of ['title', 'lastName'] as const) {
          if (field in changes) expect(now[field]).to.equal(began[field]);
          const result = changes[field] ?? now[field];
          if (!clashes.includes(field)) expect(result).to.equal(wanted[field]);
        }
      }),
    );
  });
});
