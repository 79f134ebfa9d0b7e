import { expect } from 'chai';
import fc from 'fast-check';
import { createDirectoryIndex, removeListed, replaceListed, type DirectoryDocument } from './directory-index.js';
import { searchDirectory } from './search-directory.js';

const document = (name: string, does: string, more: Partial<DirectoryDocument> = {}): DirectoryDocument => ({
  ...{ id: name, kind: 'person', authorityId: 1, name, sortName: name.toLowerCase() },
  texts: [{ worth: 6, text: does }],
  ...more,
});

const everybody = [
  document('Janet Oakley', 'missed bins\nassisted collections\nDunmere'),
  document('William Prosser', 'blocked drains\nflooded roads\nDunmere'),
  document('Siân Vaughan', 'complaints'),
  document("Aoife O'Neil", 'blocked drains\nElmfold', { authorityId: 2 }),
  document('Will Mensah', 'school places'),
  document('Katherine van der Berg', 'potholes'),
  document('Drains and flooding', 'blocked drains', { kind: 'team' }),
  document('Dan Drain', 'council tax'),
];

describe('searching the directory', () => {
  const index = createDirectoryIndex();
  for (const each of everybody) replaceListed(index, each);
  const found = (words: string, more = {}) => searchDirectory(index, { words, limit: 10, ...more }).map(({ id }) => id);

  it('finds people by name, nickname, part of a name, and with a typing slip', () => {
    expect(found('janet oakley')).to.deep.equal(['Janet Oakley']);
    expect(found('bill prosser')).to.deep.equal(['William Prosser']);
    expect(found('jan oak')).to.deep.equal(['Janet Oakley']);
    expect(found('oaklye')).to.deep.equal(['Janet Oakley']);
    expect(found('sian vaughn')).to.deep.equal(['Siân Vaughan']);
    expect(found('o’neil')).to.deep.equal(["Aoife O'Neil"]);
    expect(found('kate vanderberg')).to.deep.equal(['Katherine van der Berg']);
    expect(found('v')).to.deep.equal(['Katherine van der Berg', 'Siân Vaughan']);
  });

  it('finds people by what they deal with and where, asked as a question', () => {
    expect(found('who deals with blocked drains in Dunmere now')).to.deep.equal(['William Prosser']);
    expect(found('pot holes')).to.deep.equal(['Katherine van der Berg']);
    expect(found('blocked drain')).to.include.members(['William Prosser', "Aoife O'Neil", 'Drains and flooding']);
  });

  it('puts a name before what somebody deals with, and who answers more words before both', () => {
    expect(found('drain')[0]).to.equal('Dan Drain');
    expect(found('blocked drains')).to.not.include('Dan Drain');
  });

  it('knows people whose name is a word that says nothing', () => {
    expect(found('will mensah')).to.deep.equal(['Will Mensah']);
    expect(found('will')).to.include.members(['Will Mensah', 'William Prosser']);
  });

  it('keeps to people, teams or a council when asked', () => {
    expect(found('blocked drains', { kind: 'team' })).to.deep.equal(['Drains and flooding']);
    expect(found('blocked drains', { authorityId: 2 })).to.deep.equal(["Aoife O'Neil"]);
  });

  it('answers the same whatever the order in which they came, and after others went', () => {
    const words = fc.constantFrom('drain', 'blocked drains', 'will', 'dunmere', 'prosser', 'o', 'jan');
    fc.assert(
      fc.property(fc.shuffledSubarray(everybody, { minLength: everybody.length }), words, (order, asked) => {
        const other = createDirectoryIndex();
        for (const each of order) replaceListed(other, each);
        replaceListed(other, document('Gone Tomorrow', 'blocked drains in Dunmere'));
        removeListed(other, 'Gone Tomorrow');
        replaceListed(other, everybody[0] as DirectoryDocument);
        const again = searchDirectory(other, { words: asked, limit: 10 }).map(({ id }) => id);
        expect(again).to.deep.equal(found(asked));
      }),
    );
  });

  it('answers nothing for words that nobody has', () => {
    expect(found('zzzz')).to.deep.equal([]);
    expect(found('')).to.deep.equal([]);
  });
});
