import { expect } from 'chai';
import { namedColumns, optional, required } from './columns.js';
import { readCsvTable } from './csv-table.js';
import { bytes, collect, faultsOf, fileFaultOf, valuesOf } from './testing.js';

const columns = { name: required('Name'), note: optional('Note', 'Remark') };
const plan = namedColumns(columns, 'refuse', (cells, line) => ({ ...cells, line }));
const read = (
  text: string,
  options = {},
): ReturnType<typeof readCsvTable<{ name: string; note: string; line: number }>> =>
  readCsvTable(bytes(text, 5), options, plan);

describe('a CSV file with headings', () => {
  for (const [name, delimiter] of [
    ['commas', ','],
    ['semicolons', ';'],
    ['tabs', '\t'],
  ] as const) {
    it(`finds that the columns are parted by ${name}`, async () => {
      const text = `"a,b;c\td"${delimiter}NAME\n1${delimiter}x\n`.replace('"a,b;c\td"', 'remark');
      expect(await valuesOf(read(text))).to.deep.equal([{ name: 'x', note: '1', line: 2 }]);
    });
  }

  it('accepts other spellings of a heading, empty columns at the end and a byte order mark', async () => {
    expect(await valuesOf(read('\ufeff name ,REMARK,,\n x , y ,,\n'))).to.deep.equal([
      { name: 'x', note: 'y', line: 2 },
    ]);
  });

  it('says everything that is amiss with the headings at once', async () => {
    expect(await fileFaultOf(read('Note,Remark,Colour\n'))).to.equal(
      'The file has no column “Name”. The file has more than one column “Note”. The file has columns that aren’t expected: “Colour”. The first line needs “Name”. It may have “Note”.',
    );
  });

  it('says what an empty file lacks', async () => {
    expect(await fileFaultOf(read(''))).to.include('empty');
  });

  it('reads headings alone as no rows', async () => {
    expect(await collect(read('Name'))).to.deep.equal([]);
  });

  it('takes a heading such as __proto__ as any other unknown one', async () => {
    expect(await fileFaultOf(read('Name,__proto__\nx,y\n'))).to.include('“__proto__”');
    const lenient = namedColumns(columns, 'ignore', (cells) => cells);
    const rows = await valuesOf(readCsvTable(bytes('Name,__proto__,constructor\nx,y,z\n'), {}, lenient));
    expect(rows).to.deep.equal([{ name: 'x', note: '' }]);
    expect(({} as Record<string, unknown>)['y']).to.equal(undefined);
  });

  it('refuses a row whose cells don’t fit the headings, and goes on', async () => {
    const text = 'Name,Note\nx\ny,1,2\nz,3\n,,\n';
    expect(await faultsOf(read(text))).to.deep.equal([
      '2 : This row has 1 cells; the headings have 2. Check its commas and quotation marks.',
      '3 : This row has 3 cells; the headings have 2. Check its commas and quotation marks.',
    ]);
    expect(await valuesOf(read(text))).to.deep.equal([{ name: 'z', note: '3', line: 4 }]);
  });

  it('says that the file may have been cut short in its last row', async () => {
    const [fault] = await faultsOf(read('Name,Note\nx,1\ny'));
    expect(fault).to.match(/^3 .*cut short\.$/);
  });

  it('goes on after the line where it stopped', async () => {
    expect((await valuesOf(read('Name\na\n"b\nc"\nd\n', { afterLine: 3 }))).map((row) => row.line)).to.deep.equal([5]);
  });
});
