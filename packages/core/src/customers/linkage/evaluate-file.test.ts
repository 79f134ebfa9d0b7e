import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { evaluateFile, type EvaluateOptions } from './evaluate-file.js';

const options: EvaluateOptions = { idColumn: 'rec_id', mapping: [], leastProbability: 0.1, threads: 1 };

const febrl = [
  'rec_id, given_name, surname, street_number, address_1, suburb, postcode, state, date_of_birth, soc_sec_id',
  'rec-1-org, michaela, neumann, 8, stanley street, winston hills, 4223, nsw, 19151111, 5304218',
  'rec-1-dup-0, michaela, nuemann, 8, stanley street, winston hils, 4223, nsw, 19151111, 5304218',
  'rec-2-org, courtney, painter, 12, pinkerton circuit, richlands, 4560, vic, 19161214, 4066625',
  'rec-3-org, charles, green, 38, salkauskas crescent, dapto, 4566, nsw, 19480930, 4365168',
  'rec-3-dup-0, green, charles, 38, salkauskas crescent, dapto, 4566, nsw, 19480930,',
];

describe('finding duplicates in a file', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'moothall-matching-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  function file(lines: readonly string[]): string {
    const name = path.join(folder, 'people.csv');
    writeFileSync(name, `${lines.join('\n')}\n`);
    return name;
  }

  async function refusal(lines: readonly string[], changed: Partial<EvaluateOptions> = {}): Promise<string> {
    try {
      await evaluateFile(file(lines), { ...options, ...changed });
    } catch (error) {
      expect((error as { code?: string }).code).to.equal('import_file_unreadable');
      return (error as Error).message;
    }
    throw new Error('the file was taken');
  }

  it('knows usual columns by their headings, and finds who is there twice', async () => {
    const evaluation = await evaluateFile(file(febrl), options);
    expect(evaluation.columns).to.include.keys(
      'forename',
      'house',
      'street',
      'town',
      'postcode',
      'date_of_birth',
      'identifier',
    );
    const found = [...evaluation.eachPair()].filter(({ probability }) => probability >= 0.5);
    expect(found.map(({ ids }) => ids)).to.have.deep.members([
      ['rec-1-org', 'rec-1-dup-0'],
      ['rec-3-org', 'rec-3-dup-0'],
    ]);
    expect(found.find(({ ids }) => ids[0] === 'rec-3-org')?.evidence).to.include('forename=swapped');
  });

  it('takes the columns that it is told, dates with the month first, and measures against the truth', async () => {
    const evaluation = await evaluateFile(
      file([
        'key,n,b,t,who',
        '1,Joan Prosser,12/31/1948,01632 960144,a',
        '2,"PROSSER, Joan",1948-12-31,+44 1632 960144,a',
        '3,Huw Prosser,11/30/1946,01632 960144,b',
        '4,Ann Hale,02/17/1961,,c',
      ]),
      {
        ...options,
        idColumn: 'key',
        truthColumn: 'who',
        mapping: [
          ['name', 'n'],
          ['dob', 'b'],
          ['phone', 't'],
        ],
      },
    );
    expect(evaluation.figures).to.include({ truePairs: 1, foundPairs: 1, precision: 1, recall: 1, f1: 1 });
  });

  it('takes a date in three columns, several of a surname, and NA where nothing is known', async () => {
    const evaluation = await evaluateFile(
      file([
        'fname_c1,fname_c2,lname_c1,lname_c2,by,bm,bd,rec_id,ent_id',
        'HEDWIG,NA,KRAMMEL,NA,1949,7,22,1,34',
        'HEDWIGG,NA,KRAMMEL,NA,1949,7,22,2,34',
        'ANSELM,VEIT,ROSSLER,NA,1968,12,3,3,51',
        'ANSELM,NA,ROSSLER,ZIERAU,1968,12,5,4,51',
        'UTE,NA,ROSSLER,NA,1971,2,27,5,90',
      ]),
      {
        ...options,
        truthColumn: 'ent_id',
        mapping: [
          ['forename', 'fname_c1'],
          ['middle_names', 'fname_c2'],
          ['surname', 'lname_c1'],
          ['surname', 'lname_c2'],
          ['date_of_birth', 'by'],
          ['date_of_birth', 'bm'],
          ['date_of_birth', 'bd'],
        ],
      },
    );
    expect(evaluation.figures).to.include({ truePairs: 2, foundPairs: 2, precision: 1, recall: 1 });
  });

  it('names the column that the file lacks, and those that it has', async () => {
    expect(await refusal(febrl, { idColumn: 'ref' })).to.match(/no column “ref”, which --id-column names.*“rec_id”/);
    expect(await refusal(febrl, { truthColumn: 'who' })).to.match(/no column “who”, which --truth names/);
    expect(await refusal(febrl, { mapping: [['surname', 'family']] })).to.match(
      /no column “family”, which --map names/,
    );
  });

  it('names a field that it does not know, those that it knows, and a mapping the wrong way round', async () => {
    expect(await refusal(febrl, { mapping: [['colour', 'state']] })).to.match(
      /no field “colour”.*forename, .*postcode/,
    );
    expect(await refusal(['a,mystery', '1,x'], { idColumn: 'a', mapping: [['mystery', 'surname']] })).to.match(
      /The field comes first: --map surname=mystery/,
    );
  });

  it('asks which column holds a name', async () => {
    expect(await refusal(['rec_id,x', '1,2'])).to.match(/No column is known to hold a name.*--map forename=COLUMN/);
  });

  it('refuses an id that stands twice or is missing, by line', async () => {
    expect(await refusal(['rec_id,surname', '1,Hale', '1,Hughes'])).to.match(/Lines 2 and 3 have one rec_id/);
    expect(await refusal(['rec_id,surname', '1,Hale', ',Hughes'])).to.match(/Line 3 has no rec_id/);
  });

  it('takes rows with missing cells, and finds nothing in an empty file', async () => {
    expect(await evaluateFile(file(['rec_id,surname,forename', '1,Hale', '2,Hughes,Ann']), options)).to.include({
      records: 2,
    });
    expect(await evaluateFile(file(['rec_id,surname']), options)).to.include({ records: 0, pairs: 0 });
  });
});
