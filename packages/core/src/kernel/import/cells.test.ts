import { expect } from 'chai';
import {
  dateCell,
  emailCell,
  instantCell,
  listCell,
  optionalDecimalCell,
  postcodeCell,
  wholeNumberCell,
} from './cells.js';
import { RowFault } from './row-reader.js';

const at = (text: string): string => new Date(instantCell(text, 'time')).toISOString();

describe('cells of an imported file', () => {
  it('reads dates as the standard or Britain writes them', () => {
    expect(dateCell('2027-05-03', 'date')).to.equal('2027-05-03');
    expect(dateCell('3/5/2027', 'date')).to.equal('2027-05-03');
    expect(dateCell('29.02.2028', 'date')).to.equal('2028-02-29');
  });

  for (const text of ['29/02/2027', '2027-13-01', '05/03/27', '46143', 'May 3', '']) {
    it(`refuses “${text}” as a date`, () => {
      expect(() => dateCell(text, 'date')).to.throw(RowFault, 'Write the date as a day that exists');
    });
  }

  it('reads times as London clocks show them', () => {
    expect(at('2026-07-01 09:30')).to.equal('2026-07-01T08:30:00.000Z');
    expect(at('01/12/2026 9:30:15')).to.equal('2026-12-01T09:30:15.000Z');
    expect(at('2026-12-01')).to.equal('2026-12-01T00:00:00.000Z');
    expect(at('2026-07-01T09:30:00.25Z')).to.equal('2026-07-01T09:30:00.250Z');
  });

  it('asks for the offset of a time in the autumn hour that comes twice, and takes it', () => {
    expect(() => at('2026-10-25 01:30')).to.throw(
      RowFault,
      'Add its offset: +01:00 for the first, +00:00 for the second',
    );
    expect(at('2026-10-25T01:30+01:00')).to.equal('2026-10-25T00:30:00.000Z');
    expect(at('2026-10-25T01:30+00:00')).to.equal('2026-10-25T01:30:00.000Z');
  });

  it('refuses a time in the spring hour that never comes', () => {
    expect(() => at('29/03/2026 01:30')).to.throw(RowFault, 'clocks went forward');
    expect(at('2026-03-29T01:30Z')).to.equal('2026-03-29T01:30:00.000Z');
  });

  it('refuses times and offsets that no clock shows', () => {
    expect(() => at('2026-07-01 24:00')).to.throw(RowFault, 'between 00:00 and 23:59');
    expect(() => at('2026-07-01 09:00+19:00')).to.throw(RowFault, 'offset');
  });

  it('writes postcodes in one form', () => {
    expect(postcodeCell(' ab1  2ab', 'postcode')).to.equal('AB1 2AB');
    expect(postcodeCell('w1a1aa', 'postcode')).to.equal('W1A 1AA');
    expect(() => postcodeCell('AB1 2AC', 'postcode')).to.throw(RowFault, 'postcode');
  });

  it('reads numbers strictly', () => {
    expect(wholeNumberCell('0042', 'count')).to.equal(42);
    expect(optionalDecimalCell('-3.5', 'longitude')).to.equal(-3.5);
    for (const text of ['1e3', '0x10', ' 1', 'NaN', '1,000']) {
      expect(() => wholeNumberCell(text, 'count')).to.throw(RowFault);
      expect(() => optionalDecimalCell(text, 'longitude')).to.throw(RowFault);
    }
  });

  it('never repeats what a cell holds', () => {
    for (const parse of [dateCell, instantCell, emailCell, postcodeCell, wholeNumberCell]) {
      expect(() => parse('Zebedee', 'field'))
        .to.throw(RowFault)
        .property('message')
        .not.include('Zebedee');
    }
  });

  it('parts a list at semicolons and bars', () => {
    expect(listCell('a; b |c;')).to.deep.equal(['a', 'b', 'c']);
  });
});
