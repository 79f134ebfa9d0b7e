import { expect } from 'chai';
import { addPerson } from '../testing/http.js';
import { onBothEngines } from '../testing/harness.js';
import { addNote } from './commands/add-note.js';
import { possibleNames } from './mentions.js';
import { caseWorld, type CaseWorld } from './testing/case-world.js';
import { eventsOf } from './testing/expectations.js';

describe('the names that a note may mention', () => {
  for (const [text, names] of [
    ['@Tom Reyes has it', ['Tom Reyes', 'Tom Reyes has', 'Tom Reyes has it']],
    ['Ask @Siân O’Hara-Lee.', ['Siân O’Hara-Lee']],
    ['Write to tom@reyes.example today', []],
    ['@Tom', []],
  ] as const)
    it(`of ${JSON.stringify(text)} are ${JSON.stringify(names)}`, () => {
      expect(possibleNames(text)).to.deep.equal(names);
    });
});

onBothEngines('a note that mentions a colleague', (world) => {
  let at: CaseWorld;
  before(async () => {
    at = await caseWorld(world());
  });
  const mentioned = async (text: string, visibility: 'internal' | 'customer' = 'internal') => {
    const { id } = await at.log();
    await world().run(at.officer, addNote, { caseId: id, text, visibility });
    const event = (await eventsOf(world(), id)).find(({ topic }) => topic === 'case.mentioned');
    return (event?.payload as { tell: string[] } | undefined)?.tell ?? [];
  };

  it('tells them by their name in any spelling, if they work for the authority', async () => {
    const { personId } = await addPerson(world(), { name: 'Siân Prosser', roles: [['dunmere', 'officer']] });
    await addPerson(world(), { name: 'Owen Elsewhere', roles: [['castlebridge', 'officer']] });
    expect(await mentioned('@sian prosser, and @Owen Elsewhere: look at this')).to.deep.equal([personId]);
    expect(await mentioned('Thanks, @Siân Prosser.')).to.deep.equal([personId]);
    expect(await mentioned('@Nobody Atall')).to.deep.equal([]);
  });

  it('tells nobody of a note that the customer may read', async () => {
    await addPerson(world(), { name: 'Mei Lin', roles: [['dunmere', 'officer']] });
    expect(await mentioned('@Mei Lin will call you', 'customer')).to.deep.equal([]);
  });
});
