import { expect } from 'chai';
import fc from 'fast-check';
import {
  formatTelephone,
  formatTelephoneByPlan,
  readTelephone,
  telephoneSuffix,
  toE164,
  toE164ByPlan,
} from './telephone.js';

describe('telephone numbers', () => {
  const spellings: readonly (readonly [string, readonly string[]])[] = [
    [
      '+441632960144',
      [
        '01632960144',
        '01632 960144',
        '(01632) 960 144',
        '01632.960.144',
        '01632-960-144',
        '01632/960144',
        '0044 1632 960144',
        '00441632960144',
        '+44 1632 960144',
        '+44 (0)1632 960144',
        '+44(0) 1632 960144',
        '+4401632960144',
        'tel:+441632960144',
        ' 01632 960144 ext 12',
        '01632 960144 x12',
        '01632–960–144',
        '０１６３２ ９６０１４４',
        '01632\u00a0960144',
      ],
    ],
    ['+447700900123', ['07700 900123', '07700900123', '+447700900123']],
    ['+442079460018', ['020 7946 0018', '(0207) 946 0018']],
    ['+353209123456', ['+353 20 912 3456', '00353 20 912 3456']],
  ];
  for (const [e164, texts] of spellings) {
    for (const text of texts) it(`reads ${text} as ${e164}`, () => expect(toE164(text)).to.equal(e164));
  }

  for (const text of [
    '',
    '12',
    '0800 CALL NOW',
    'joan',
    '01632 96014',
    '0412 345 6789',
    '01632 960144 or 960145',
    '+',
    '١٢٣',
  ]) {
    it(`reads no number in "${text}"`, () => expect(readTelephone(text)).to.equal(undefined));
  }

  it('reads the number or the word in a SIP address, and no number in a mail address', () => {
    const number = { kind: 'number', e164: '+441632960144' };
    expect(readTelephone('sip:+441632960144@pbx.example;user=phone')).to.deep.equal(number);
    expect(readTelephone('"Joan" <sips:01632960144@pbx.example>')).to.deep.equal(number);
    expect(readTelephone('sip:anonymous@anonymous.invalid')).to.deep.equal({ kind: 'withheld' });
    expect(readTelephone('01632960144@pbx.example')).to.equal(undefined);
  });

  for (const text of [
    'withheld',
    'Anonymous',
    'UNAVAILABLE',
    'number withheld',
    'No Caller ID',
    'anonymous@anonymous.invalid',
  ]) {
    it(`takes "${text}" as withheld`, () => expect(readTelephone(text)).to.deep.equal({ kind: 'withheld' }));
  }

  it('reads plain British numbers as the numbering plan does, however they are spaced', () => {
    const digit = fc.constantFrom(...'0123456789');
    const lead = fc.constantFrom('0', '+44', '0044', '+44 (0)', '+440', '');
    const number = fc.array(fc.tuple(digit, fc.constantFrom('', '', '', ' ', '-', '.')), {
      minLength: 8,
      maxLength: 11,
    });
    fc.assert(
      fc.property(lead, number, (start, digits) => {
        const text = start + digits.map(([one, sign]) => one + sign).join('');
        expect(toE164(text)).to.equal(toE164ByPlan(text));
      }),
      { numRuns: 3_000 },
    );
  });

  it('reads back what it writes', () => {
    const number = fc.integer({ min: 0, max: 999 }).map((last) => `+441632960${String(last).padStart(3, '0')}`);
    fc.assert(fc.property(number, (e164) => toE164(formatTelephone(e164)) === e164));
  });

  it('writes British numbers as Britons do and others in full', () => {
    expect(formatTelephone('+441632960144')).to.equal('01632 960144');
    expect(formatTelephone('+442079460018')).to.equal('020 7946 0018');
    expect(formatTelephone('+447700900123')).to.equal('07700 900123');
    expect(formatTelephone('+353209123456')).to.equal('+353 20 912 3456');
    expect(formatTelephone('extension 12')).to.equal('extension 12');
  });

  it('is written as the numbering plans have it, for every British number', () => {
    const national = fc.tuple(
      fc.constantFrom('1', '2', '3', '5', '7', '8', '9'),
      fc.integer({ min: 0, max: 999_999_999 }),
    );
    const number = national.map(([first, rest]) => `+44${first}${String(rest).padStart(9, '0')}`);
    fc.assert(fc.property(number, (e164) => formatTelephone(e164) === formatTelephoneByPlan(e164)));
    for (const e164 of [
      '+441697722222',
      '+441697333333',
      '+441524222222',
      '+441132345678',
      '+448001111111',
      '+445012345678',
    ])
      for (const last of ['0', '5']) {
        const neighbour = e164.slice(0, -1) + last;
        expect(formatTelephone(neighbour)).to.equal(formatTelephoneByPlan(neighbour));
      }
  });

  it('keeps the last six digits for numbers quoted without an area code', () => {
    expect(telephoneSuffix('01632 960144')).to.equal('960144');
    expect(telephoneSuffix('96014')).to.equal(undefined);
  });

  it('never fails, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const read = readTelephone(text);
        if (read?.kind === 'number') expect(read.e164).to.match(/^\+\d{5,15}$/);
      }),
    );
  });
});
