import { expect } from 'chai';
import { bytes, faultsOf, fileFaultOf, fixture, valuesOf, withReferenceFile } from '../../kernel/import/testing.js';
import { bankHolidays } from './bank-holidays.js';

const read = (): ReturnType<typeof bankHolidays.read> =>
  bankHolidays.read(fixture(import.meta.url, 'bank-holidays.json'), {});

describe('importing bank holidays', () => {
  it('reads the events of each division', async () => {
    expect(await valuesOf(read())).to.deep.equal([
      { division: 'england-and-wales', on: '2027-01-01', title: 'New Year’s Day' },
      { division: 'england-and-wales', on: '2027-03-26', title: 'Good Friday' },
      { division: 'scotland', on: '2027-01-04', title: '2nd January' },
    ]);
  });

  it('names the line of an event that can’t be used', async () => {
    expect(await faultsOf(read())).to.deep.equal([
      '13 date: Write the date as a day that exists, as 2027-05-03 or 03/05/2027.',
      '14 title: Enter the title.',
      '15 : Give each event a “title” and a “date”, both as text.',
    ]);
  });

  it('gives rows in the order of the file, so that reading can go on after a line', async () => {
    const text =
      '{"scotland":{"events":[\n{"title":"A","date":"2027-01-04"}]},\n"england-and-wales":{"events":[\n{"title":"B","date":"2027-01-01"}]},"northern-ireland":{"events":[]}}';
    expect((await valuesOf(bankHolidays.read(bytes(text), {}))).map((holiday) => holiday.title)).to.deep.equal([
      'A',
      'B',
    ]);
    expect(await valuesOf(bankHolidays.read(bytes(text), { afterLine: 2 }))).to.have.lengthOf(1);
  });

  it('refuses a file that was cut short, and one that lacks a division', async () => {
    expect(await fileFaultOf(bankHolidays.read(bytes('{"england-and-wales": {"events": [{"ti'), {}))).to.include(
      'JSON',
    );
    expect(await fileFaultOf(bankHolidays.read(bytes('{"england-and-wales": {"events": []}}'), {}))).to.include(
      'scotland',
    );
  });

  it(
    'reads ten years of holidays as GOV.UK publishes them',
    withReferenceFile('bankhols/bank-holidays.json', async (open) => {
      const holidays = await valuesOf(bankHolidays.read(open(), {}));
      const count = (division: string): number => holidays.filter((holiday) => holiday.division === division).length;
      expect([count('england-and-wales'), count('scotland'), count('northern-ireland')]).to.deep.equal([83, 94, 103]);
      expect(holidays).to.deep.include({ division: 'scotland', on: '2026-06-15', title: 'World Cup bank holiday' });
    }),
  );

  it(
    'refuses the source from which GOV.UK makes its file',
    withReferenceFile('bankhols/govuk_bank-holidays_source.json', async (open) => {
      expect(await fileFaultOf(bankHolidays.read(open(), {}))).to.include('no “events” for england-and-wales');
    }),
  );
});
