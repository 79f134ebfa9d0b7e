import { expect } from 'chai';
import { bytes, faultsOf, fileFaultOf, fixture, valuesOf } from '../../kernel/import/testing.js';
import { customersCsv } from './customers-csv.js';
import type { CustomersOptions } from './customers-csv.js';
import { splitFullName } from './split-full-name.js';

const sample = (): ReturnType<typeof customersCsv.read> =>
  customersCsv.read(fixture(import.meta.url, 'customers.csv'), {});
const read = (text: string, options: CustomersOptions = {}): ReturnType<typeof customersCsv.read> =>
  customersCsv.read(bytes(text), options);

describe('importing customers', () => {
  it('finds what each column holds by its heading', async () => {
    expect((await valuesOf(sample()))[0]).to.deep.equal({
      kind: 'person',
      sourceKey: 'C-1',
      title: 'Ms',
      firstName: 'Nerys',
      lastName: 'Vale',
      bornOn: '1971-04-03',
      language: 'cy',
      preferredChannel: 'email',
      phones: ['07700 900001', '01632 960001', '01632 960002'],
      emails: ['nerys@dunmere.example'],
      address: { lines: ['1 Tanner Lane', 'Dunmere'], postcode: 'ZZ9 9ZZ', uprn: '999900000001' },
      identifiers: [{ register: 'council-tax', type: 'account', value: 'CT-1' }],
    });
  });

  it('takes a row that names an organisation alone for one', async () => {
    const rows = await valuesOf(sample());
    expect(rows.slice(1, 3).map((row) => [row.kind, row.organisationName])).to.deep.equal([
      ['organisation', 'Ley Players'],
      ['organisation', 'Dunmere Traders'],
    ]);
    expect(rows.at(-1)).to.include({
      kind: 'person',
      lastName: "O'Marsh",
      organisationName: 'Ley Players',
      title: '=cmd',
    });
  });

  it('names the row, the column and the fix, and repeats no personal data', async () => {
    const faults = await faultsOf(sample());
    expect(faults.map((fault) => fault.split(':')[0])).to.deep.equal([
      '5 last name',
      '6 date of birth',
      '7 date of death',
      '8 phone',
      '9 email',
      '10 postcode',
      '11 UPRN',
      '12 language',
      '13 preferred channel',
      '14 kind',
    ]);
    expect(faults.join(' ')).not.to.match(/Owen|Marsh|nowhere|mornings/);
  });

  it('follows a mapping before headings', async () => {
    const text = 'Who,Ring,Old number,Colour\nDr Ada Mary Byron,01632 960004,77,red\n';
    const mapping = {
      who: 'fullName',
      Ring: 'phones',
      'Old number': 'identifier:crm:legacy',
      COLOUR: 'ignore',
    } as const;
    expect(await valuesOf(read(text, { mapping }))).to.deep.equal([
      {
        kind: 'person',
        title: 'Dr',
        firstName: 'Ada',
        middleNames: 'Mary',
        lastName: 'Byron',
        phones: ['01632 960004'],
        emails: [],
        identifiers: [{ register: 'crm', type: 'legacy', value: '77' }],
      },
    ]);
  });

  it('refuses alerts, and says why', async () => {
    expect(await fileFaultOf(read('Surname,Warning text,Risk\nx,y,z\n'))).to.match(
      /^Alerts can’t be imported: each needs a reason, an approver and a review date.*“Warning text”, “Risk”/,
    );
    expect(await valuesOf(read('Surname,Risk\nVale,high\n', { mapping: { Risk: 'ignore' } }))).to.have.lengthOf(1);
  });

  it('lists everything that is amiss with the columns at once', async () => {
    const mapping = { Absent: 'title', Odd: 'nickname' } as never;
    const message = await fileFaultOf(read('Odd,Shoe size,Email,dob,Date of birth\n', { mapping }));
    expect(message).to.include('lacks: absent');
    expect(message).to.include('unknown targets: nickname');
    expect(message).to.include('“Shoe size”');
    expect(message).to.include('More than one column holds bornOn');
    expect(message).to.include('No column holds a name');
  });

  it('takes __proto__ for an unknown column', async () => {
    expect(await fileFaultOf(read('Surname,__proto__\nVale,x\n'))).to.include('“__proto__”');
  });

  it('keeps another country’s postcode as written', async () => {
    const [row] = await valuesOf(read('Surname,Postcode,Country\nVale,75001,France\n'));
    expect(row?.address).to.deep.equal({ lines: [], postcode: '75001', country: 'France' });
  });
});

describe('parting a full name', () => {
  for (const [whole, expected] of [
    ['Nerys Vale', { firstName: 'Nerys', lastName: 'Vale' }],
    ['Mr. Jan van der Berg', { title: 'Mr', firstName: 'Jan', lastName: 'van der Berg' }],
    ['Byron, Ada Mary', { firstName: 'Ada', middleNames: 'Mary', lastName: 'Byron' }],
    ['Vale, Mrs Nerys', { title: 'Mrs', firstName: 'Nerys', lastName: 'Vale' }],
    ['Rhiannon', { lastName: 'Rhiannon' }],
    ['Mrs Vale', { title: 'Mrs', lastName: 'Vale' }],
    ['Van Morris', { firstName: 'Van', lastName: 'Morris' }],
  ] as const) {
    it(`parts “${whole}”`, () => expect(splitFullName(whole)).to.deep.equal(expected));
  }
});
