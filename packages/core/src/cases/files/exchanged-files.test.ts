import { expect } from 'chai';
import type { CaseEventData } from '../types.js';
import { exchangedFiles, fileWords } from './exchanged-files.js';

const council = 'Brayford';
const event = (data: CaseEventData, body: string | null = null) => ({ body, data: { council, ...data } });
const going = event({ fileId: 'f1', name: 'kerb.jpg', exchanged: 'going', exchangeId: 'x1', transferId: 't1' });
const standing = (transfer: NonNullable<CaseEventData['transfer']>): CaseEventData => ({ transfer, transferId: 't1' });

describe('files between installations on a case’s page', () => {
  it('say of a file of ours where it is going, by how the hand-over stands', () => {
    const told = (elsewhere: CaseEventData) => exchangedFiles([going], elsewhere).more.get('f1');
    expect(told(standing('offered'))).to.equal('goes to Brayford once they take the case over');
    expect(told(standing('accepted'))).to.equal('on its way to Brayford');
    expect(told(standing('declined'))).to.equal(undefined);
    expect(told({ transfer: 'offered', transferId: 't2' })).to.equal(undefined);
  });

  it('say what became of it last', () => {
    const refused = event({ ...going.data, exchanged: 'refused-there' }, 'It is larger than 10 MB');
    const again = event({ ...going.data, exchangeId: 'x2', exchanged: 'gone' });
    expect(exchangedFiles([going, refused], standing('accepted')).more.get('f1')).to.equal(
      'refused by Brayford: It is larger than 10 MB',
    );
    expect(exchangedFiles([going, refused, again], standing('accepted')).more.get('f1')).to.equal(
      'arrived at Brayford',
    );
  });

  it('list what is still to come, or was refused here, until it is a file of the case', () => {
    const coming = event({ name: 'bags.jpg', exchanged: 'coming', exchangeId: 'x3' });
    const rows = (...events: ReturnType<typeof event>[]) => exchangedFiles(events, standing('accepted')).coming;
    expect(rows(coming)).to.deep.equal([{ name: 'bags.jpg', about: 'On its way from Brayford' }]);
    expect(rows(coming, event({ ...coming.data, exchanged: 'refused-here' }, 'What came is not it'))).to.deep.equal([
      { name: 'bags.jpg', about: 'Refused; Brayford is told: What came is not it' },
    ]);
    expect(rows(coming, event({ ...coming.data, fileId: 'f2', exchanged: 'come' }))).to.deep.equal([]);
  });

  it('have words in the timeline', () => {
    expect(fileWords({ done: 'added' })).to.equal('File added');
    expect(fileWords({ exchanged: 'come', council })).to.equal('File from Brayford');
  });
});
