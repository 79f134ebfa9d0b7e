import { expect } from 'chai';
import { bytes, faultsOf, fileFaultOf, fixture, valuesOf } from '../../kernel/import/testing.js';
import { staffCsv } from './staff-csv.js';

const sample = (): ReturnType<typeof staffCsv.read> => staffCsv.read(fixture(import.meta.url, 'staff.csv'), {});

describe('importing staff', () => {
  it('reads people, their roles and their employer', async () => {
    expect(await valuesOf(sample())).to.deep.equal([
      {
        name: 'Ffion Hale',
        email: 'ffion.hale@dunmere.example',
        phone: '01632 960010',
        jobTitle: 'Adviser',
        team: 'Contact centre',
        authority: 'dunmere',
        roles: ['adviser', 'team-leader'],
        managerEmail: 'owen.marsh@dunmere.example',
        responsibilities: [],
      },
      {
        name: 'Owen Marsh',
        email: 'owen.marsh@dunmere.example',
        authority: 'dunmere',
        roles: [],
        employer: 'Ley Services',
        responsibilities: [],
      },
    ]);
  });

  it('names the row, the column and the fix', async () => {
    expect(await faultsOf(sample())).to.deep.equal([
      '4 name: Enter the name.',
      '5 email: Write the email as name@example.org.',
      '6 authority: Enter the authority.',
      '7 manager email: Name somebody else as manager: nobody manages themselves.',
      '8 roles: Write the roles in letters, digits and hyphens.',
    ]);
  });

  it('says which columns it needs', async () => {
    expect(await fileFaultOf(staffCsv.read(bytes('Name,Salary\n'), {}))).to.equal(
      'The file has no column “email”, “authority”. The file has columns that aren’t expected: “Salary”. The first line needs “name”, “email”, “authority”. It may have “phone”, “job title”, “team”, “roles”, “manager email”, “employer”, “responsibilities”.',
    );
  });
});
