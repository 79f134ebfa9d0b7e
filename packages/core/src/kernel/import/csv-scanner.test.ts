import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { MAX_FIELD_CHARACTERS, openCsvScanner } from './csv-scanner.js';
import type { CsvRecord } from './csv-scanner.js';

function scan(text: string, size = text.length, delimiter: ',' | ';' | '\t' = ','): CsvRecord[] {
  const scanner = openCsvScanner(delimiter);
  const records: CsvRecord[] = [];
  for (let at = 0; at < text.length; at += Math.max(1, size)) records.push(...scanner.push(text.slice(at, at + size)));
  return [...records, ...scanner.end()];
}

const cell = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', ';', '\n', '\r\n', ' ', '\t', '=', '1') });
const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 });

describe('the CSV scanner', () => {
  it('reads back whatever a CSV writer writes, from chunks of any size', () => {
    fc.assert(
      fc.property(
        table,
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
        fc.nat(9),
        (rows, delimiter, end, size) => {
          const text = stringify(rows, { delimiter, record_delimiter: end, quoted: true });
          const read = scan(text, size + 1, delimiter as ',').map((record) => record.fields);
          expect(read).to.deep.equal(rows);
        },
      ),
    );
  });

  it('agrees with csv-parse on text with as few quotation marks as possible', () => {
    fc.assert(
      fc.property(table, fc.nat(9), (rows, size) => {
        const text = stringify(rows, { quoted_match: /[\r\s]/ });
        const expected = parse(text, { relax_column_count: true, record_delimiter: '\n' });
        expect(scan(text, size + 1).map((record) => [...record.fields])).to.deep.equal(expected);
      }),
    );
  });

  it('gives the line on which each record begins', () => {
    const lines = scan('a,b\n\n1,"x\ny"\r\n\r\n2,"p\r\nq"\n3,4').map((record) => record.line);
    expect(lines).to.deep.equal([1, 3, 6, 8]);
  });

  it('reads lines that end with a carriage return alone', () => {
    expect(scan('a,b\r1,2\r', 2).map((record) => record.fields)).to.deep.equal([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  for (const size of [1, 3, 1000]) {
    it(`names a broken quotation and goes on below it, from chunks of ${size}`, () => {
      const records = scan('a,b\n1,"x"y,3\n2,ok\n3,"also ok"\n', size);
      expect(records[1]).to.include({ line: 2 });
      expect(records[1]?.fault).to.include('closing quotation mark');
      expect(records.slice(2).map((record) => record.fields[0])).to.deep.equal(['2', '3']);
    });

    it(`loses one record to a quotation mark that is never closed, from chunks of ${size}`, () => {
      const records = scan('a,b\n1,"x\n2,ok\n3,ok\n', size);
      expect(records.map((record) => record.line)).to.deep.equal([1, 2, 3, 4]);
      expect(records[1]?.fault).to.include('never closed');
    });
  }

  it('keeps a quotation mark inside a plain cell', () => {
    expect(scan('pipe,5" wide\n')[0]?.fields).to.deep.equal(['pipe', '5" wide']);
  });

  it('leaves formulas as they are', () => {
    expect(scan('=1+1,+44,-2,@x\n')[0]?.fields).to.deep.equal(['=1+1', '+44', '-2', '@x']);
  });

  it('says that the last record has no line break after it', () => {
    expect(scan('a,b\n1,2').map((record) => record.unterminated)).to.deep.equal([undefined, true]);
  });

  it('refuses a cell of more than 1 MB and reads on', () => {
    const records = scan(`a\n"${'x'.repeat(MAX_FIELD_CHARACTERS + 1)}"\nb\n`, 65_536);
    expect(records.map((record) => record.fault ?? record.fields[0])).to.deep.equal([
      'a',
      'A cell is longer than 1 MB. Shorten it, or close its quotation marks.',
      'b',
    ]);
  });
});
