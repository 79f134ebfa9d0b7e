import { expect } from 'chai';
import { splitText } from '../../web/text-parts.js';
import { fieldFaults, fillFields } from '../merge-fields.js';
import { answerWords } from './answer-words.js';

const values = { 'customer-name': 'Joan {Jo} Prosser', council: 'Dunmere District Council' };
const short = { title: 'Missed bin – when to report it', summary: 'It’s {2} days “at most” – no more.' };

describe('the words that an answer begins with', () => {
  it('are in the marks of a text message’s alphabet, and of print in an email', () => {
    const { text, body, subject } = answerWords(short, values, 'en');
    expect(fillFields(text, {})).to.equal('Dunmere District Council: It\'s {2} days "at most" - no more.');
    expect(splitText(text).alphabet).to.equal('gsm');
    expect(fillFields(body, {})).to.include('Dear Joan {Jo} Prosser,\n\nIt’s {2} days “at most” – no more.\n\nDunmere');
    expect(subject).to.equal(short.title);
  });

  it('name no field, whatever braces stand in them', () => {
    const { text, body, subject } = answerWords({ ...short, title: '{reference}' }, values, 'cy');
    for (const words of [text, body, subject]) expect(fieldFaults(words, [])).to.deep.equal([]);
    expect(body).to.match(/^Annwyl /);
  });
});
