import { isPattern, matchesPattern } from './matches-pattern.js';
import { expect } from 'chai';
import fc from 'fast-check';
import { localDate } from '../../kernel/local-date.js';
import { aQuestion } from '../fixtures.js';
import { parseAnswer } from './parse-answer.js';
import { Question } from './question-types.js';

const today = localDate('2026-11-24');

/** The value, or the message, or undefined for nothing given. */
function read(question: Record<string, unknown>, raw: unknown): unknown {
  const parsed = parseAnswer(Question.parse(aQuestion({ key: 'thing', ...question })), raw, today);
  return parsed && ('value' in parsed ? parsed.value : parsed.message);
}

describe('text answers', () => {
  it('keeps emoji, joined families and right-to-left text as they are', () => {
    for (const text of ['🗑️ full', '👩‍👩‍👧', 'סל אשפה', 'سلة \u200Fالقمامة', 'Ŵy']) expect(read({}, text)).to.equal(text);
  });

  it('refuses null bytes, control characters and broken Unicode', () => {
    const message = 'The thing has a character that can’t be kept: delete what was pasted and type it again';
    for (const text of ['a\u0000b', 'a\u0007b', 'a\uD83Db']) expect(read({}, text)).to.equal(message);
  });

  it('counts characters and not bytes, and says how many there are', () => {
    expect(read({ maxLength: 3 }, '🗑🗑🗑')).to.equal('🗑🗑🗑');
    expect(read({ maxLength: 3 }, 'four')).to.equal('The thing must be 3 characters or fewer; it has 4');
  });

  it('keeps line ends in long text only', () => {
    expect(read({ type: 'long-text' }, ' one\r\ntwo ')).to.equal('one\ntwo');
    expect(read({}, 'one\ntwo')).to.equal('The thing must be on one line');
  });

  it('takes no text of which a pattern can’t say in time whether it is one', () => {
    expect(matchesPattern('(a|a)*b', 'a'.repeat(60), { withinMs: 20 })).to.equal(false);
    expect(matchesPattern('(((((a{0,1000}){1000}){1000}){1000}){1000})*b', 'a')).to.equal(false);
    expect(['(a|a)*b', '('].map(isPattern)).to.deep.equal([true, false]);
  });

  it('shows the help of its pattern, which must match the whole', () => {
    const plate = { pattern: '[A-Z]{2}\\d{2} ?[A-Z]{3}', patternHelp: 'Enter the registration, like AB12 CDE' };
    expect(read(plate, 'AB12 CDE')).to.equal('AB12 CDE');
    expect(read(plate, 'xx AB12 CDE')).to.equal('Enter the registration, like AB12 CDE');
  });

  it('takes nothing but space as nothing', () => {
    for (const raw of ['', '  \n', null, undefined, [], { day: '', month: '' }])
      expect(read({}, raw)).to.equal(undefined);
  });

  it('refuses a list or an object', () => {
    expect(read({}, ['a', 'b'])).to.equal('The thing must be text');
    expect(read({}, { a: 'b' })).to.equal('The thing must be text');
  });
});

describe('numbers and money', () => {
  it('reads numbers as people type them', () => {
    expect(read({ type: 'number' }, ' 1,200 ')).to.equal(1200);
    expect(read({ type: 'number', decimals: 1 }, '2.5')).to.equal(2.5);
  });

  it('refuses what isn’t a whole number, or is out of bounds', () => {
    for (const raw of ['two', '1e3', '2.5', 'Infinity', '0x10', NaN, true]) {
      expect(read({ type: 'number' }, raw)).to.equal('The thing must be a whole number, like 3');
    }
    expect(read({ type: 'number', min: 1, max: 6 }, '7')).to.equal('The thing must be between 1 and 6');
    expect(read({ type: 'number', min: 1 }, '0')).to.equal('The thing must be 1 or more');
    expect(read({ type: 'number', max: 6 }, '7')).to.equal('The thing must be 6 or less');
  });

  it('reads pounds as whole pence, to the penny', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (pence) => {
        const typed = `£${Math.floor(pence / 100)}.${String(pence % 100).padStart(2, '0')}`;
        expect(read({ type: 'money' }, typed)).to.equal(pence);
        expect(read({ type: 'money' }, pence)).to.equal(pence);
      }),
    );
  });

  it('says the bounds of money in pounds', () => {
    expect(read({ type: 'money', min: 100 }, '0.99')).to.equal('The thing must be £1 or more');
    expect(read({ type: 'money' }, '12.5.0')).to.equal('The thing must be an amount in pounds and pence, like 12.50');
    expect(read({ type: 'money' }, 12.5)).to.equal('The thing must be an amount in pounds and pence, like 12.50');
  });
});

describe('choices', () => {
  const options = ['red', 'green', 'blue'].map((value) => ({ value, label: value.toUpperCase() }));

  it('takes only what is on the list', () => {
    expect(read({ type: 'choice', options }, 'red')).to.equal('red');
    expect(read({ type: 'choice', options }, 'RED')).to.equal('Choose the thing from the list');
    expect(read({ type: 'choices', options }, ['red', 'pink'])).to.equal('Choose the thing from the list');
  });

  it('takes one or several, once each, in the form’s order', () => {
    expect(read({ type: 'choices', options }, 'blue')).to.deep.equal(['blue']);
    expect(read({ type: 'choices', options }, ['blue', 'red', 'blue', ''])).to.deep.equal(['red', 'blue']);
  });

  it('says how many can be chosen', () => {
    expect(read({ type: 'choices', options, max: 1 }, ['red', 'blue'])).to.equal('The thing can have 1 choice at most');
  });

  it('reads yes and no', () => {
    const question = { type: 'yes-no', called: 'whether it smells' };
    expect([read(question, 'yes'), read(question, false)]).to.deep.equal([true, false]);
    expect(read(question, 'maybe')).to.equal('Say whether it smells: yes or no');
  });
});

describe('dates and times', () => {
  it('reads a date in three boxes, written, or as ISO', () => {
    for (const raw of [
      { day: '7', month: '3', year: '2026' },
      { day: 7, month: 3, year: 2026 },
      '7 March 2026',
      '2026-03-07',
    ]) {
      expect(read({ type: 'date' }, raw)).to.equal('2026-03-07');
    }
  });

  it('refuses days that don’t exist, and says what is missing', () => {
    const wrong = 'The thing must be a real date, like 27 3 2026';
    for (const raw of ['2026-02-29', { day: '31', month: '4', year: '2026' }, 'tomorrow', 3, ['1']]) {
      expect(read({ type: 'date' }, raw)).to.equal(wrong);
    }
    expect(read({ type: 'date' }, { day: '1', month: '', year: '2026' })).to.equal('The thing must include a month');
    expect(read({ type: 'date' }, { day: '1', month: '2', year: '26' })).to.equal(
      'The thing must have a year with 4 digits, like 2026',
    );
  });

  it('counts today as past and as future', () => {
    expect(read({ type: 'date', within: 'past' }, today)).to.equal(today);
    expect(read({ type: 'date', within: 'future' }, today)).to.equal(today);
    expect(read({ type: 'date', within: 'past' }, '2026-11-25')).to.equal('The thing must be today or in the past');
    expect(read({ type: 'date', within: 'future' }, '2026-11-23')).to.equal('The thing must be today or in the future');
  });

  it('reads times by either clock', () => {
    expect(['5pm', '17:00', '12:05am', 'midday'].map((raw) => read({ type: 'time' }, raw))).to.deep.equal([
      '17:00',
      '17:00',
      '00:05',
      '12:00',
    ]);
    for (const raw of ['25:00', '5', '13pm', 5]) {
      expect(read({ type: 'time' }, raw)).to.equal('The thing must be a time, like 5:30pm or 17:30');
    }
  });
});

describe('ways to reach people', () => {
  it('reads a telephone number in any British writing, and its extension', () => {
    for (const raw of ['01632 960001', '(01632) 960-001', '+44 1632 960001', '0044 1632 960001']) {
      expect(read({ type: 'telephone', personal: 'personal' }, raw)).to.equal('+441632960001');
    }
    const extended = '+441632960001;ext=12';
    expect(read({ type: 'telephone' }, '01632 960001 ext 12')).to.equal(extended);
    expect(read({ type: 'telephone' }, extended)).to.equal(extended);
  });

  it('refuses what can’t be rung or mailed', () => {
    for (const raw of ['960001', 'ring me', '0']) {
      expect(read({ type: 'telephone' }, raw)).to.equal(
        'The thing must be a telephone number with its area code, like 01632 960001',
      );
    }
    for (const raw of ['a@b', 'a b@post.example', '@post.example', 'a@@post.example', 'a@post..example']) {
      expect(read({ type: 'email' }, raw)).to.equal('The thing must be an email address, like name@post.example');
    }
    expect(read({ type: 'email' }, " O'Neil+bins@Post.example ")).to.equal("O'Neil+bins@Post.example");
  });
});

describe('places and files', () => {
  it('reads an address from the list, or typed by hand', () => {
    const raw = { uprn: '009999000123', text: '1 Mill Lane, Dunmere', postcode: 'zz99 9zz' };
    expect(read({ type: 'address' }, raw)).to.deep.equal({
      uprn: '9999000123',
      text: '1 Mill Lane, Dunmere',
      postcode: 'ZZ99 9ZZ',
    });
    expect(read({ type: 'address' }, '1 Mill Lane')).to.deep.equal({ text: '1 Mill Lane' });
  });

  it('refuses an address with a broken UPRN, postcode or field', () => {
    expect(read({ type: 'address' }, { text: 'x', uprn: '12a' })).to.equal(
      'The thing must have a UPRN of up to 12 digits',
    );
    expect(read({ type: 'address' }, { text: 'x', postcode: 'ZZ' })).to.equal(
      'The thing must have a full postcode, like AB1 2CD',
    );
    expect(read({ type: 'address' }, { text: 'x', owner: 'y' })).to.contain('must be an address');
    expect(read({ type: 'address' }, { postcode: 'AB1 2CD' })).to.equal('The thing must include the house and street');
  });

  it('keeps a coordinate as it was given', () => {
    expect(read({ type: 'point' }, { lat: '52.123456789', long: '-1.9', description: '' })).to.deep.equal({
      lat: 52.123456789,
      long: -1.9,
    });
    expect(read({ type: 'point' }, 'by the bus stop')).to.deep.equal({ description: 'by the bus stop' });
  });

  it('refuses half a coordinate, and one abroad', () => {
    expect(read({ type: 'point' }, { lat: '52.1' })).to.contain('must have both a latitude and a longitude');
    expect(read({ type: 'point' }, { lat: -1.9, long: 52.1 })).to.equal(
      'The thing must be a place in the United Kingdom',
    );
  });

  it('takes the ids of uploaded files, and no paths', () => {
    expect(read({ type: 'file' }, ['a1', 'a1', 'b2'])).to.deep.equal(['a1', 'b2']);
    expect(read({ type: 'file' }, ['../../etc/passwd'])).to.contain('must be files that were uploaded first');
    expect(read({ type: 'file', max: 1 }, ['a', 'b'])).to.equal('The thing can have 1 at most: remove 1');
  });
});
