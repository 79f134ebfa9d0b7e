import { expect } from 'chai';
import type { DirectoryEntry, EntryChange, EntryContent } from './entries/entry-types.js';
import { changedLines, changesPage } from './changes-views.js';

describe('a correction that waits for an editor', () => {
  it('shows of several lines those that are taken out or put in', () => {
    expect(changedLines('bins\nbulky waste', 'bins\nfly-tipping')).to.deep.equal({
      before: 'bulky waste',
      after: 'fly-tipping',
    });
    expect(changedLines('bins', 'bins\nfly-tipping')).to.deep.equal({ before: '', after: 'fly-tipping' });
    expect(changedLines('bins\nfly-tipping', 'bins')).to.deep.equal({ before: 'fly-tipping', after: 'The rest stays' });
    expect(changedLines('', 'bins')).to.deep.equal({ before: 'Empty', after: 'bins' });
    expect(changedLines('bins', '')).to.deep.equal({ before: 'bins', after: 'Empty' });
  });

  it('shows telephone numbers as people read them out', () => {
    const content = (telephone: string): EntryContent => ({
      ...{ jobTitle: '', telephone, responsibilities: [], lgsl: [], covers: [], basedAt: '', languages: [] },
      ...{ hours: { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] } },
      ...{ managerId: null, deputyId: null },
    });
    const change = { fields: ['telephone'], content: content('01632 960177'), subject: { kind: 'person', id: 'p' } };
    const waiting = [
      {
        change: {
          id: 'c',
          subjectName: '',
          writtenAt: 0,
          version: 1,
          baseVersion: 1,
          ...change,
        } as unknown as EntryChange,
        entry: { version: 1, content: content('+441632960127') } as unknown as DirectoryEntry,
      },
    ];
    const page = changesPage({ waiting, people: new Map(), now: 0, csrfToken: '' });
    expect(page.waiting[0]?.parts).to.deep.equal([
      { label: 'Telephone', before: '01632 960127', after: '01632 960177' },
    ]);
  });
});
