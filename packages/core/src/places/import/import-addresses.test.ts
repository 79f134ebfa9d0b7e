import { expect } from 'chai';
import { statement } from '../../kernel/db/statement.js';
import { isError } from '../../kernel/errors.js';
import type { ImportFile } from '../../kernel/import/import-file.js';
import { fixturePath, temporaryFile, withReferencePath } from '../../kernel/import/testing.js';
import { everyAuthority } from '../../kernel/scope.js';
import { castlebridge, dunmere, onBothEngines, partnership, westmoor, type TestWorld } from '../../testing/harness.js';
import {
  findPlaceByUprn,
  getPlace,
  importAddressBaseCore,
  importAddressBasePlus,
  importAddressBasePremium,
  importLlpg,
  listPlaceAuthorities,
  searchPlaces,
  type Place,
} from '../index.js';

const told = (file: string, more: Partial<ImportFile> = {}): ImportFile => ({ file, startedBy: 'test', ...more });
const fixtureNamed = (name: string): ImportFile => told(fixturePath(import.meta.url, name));

async function stored(world: TestWorld, uprn: string): Promise<Place> {
  const place = await findPlaceByUprn(world.kernel.db.read(everyAuthority), uprn);
  if (!place) throw new Error(`no place has UPRN ${uprn}`);
  return place;
}

async function found(world: TestWorld, text: string): Promise<string[]> {
  const reader = await world.staff(['places.read']);
  return (await world.read(reader, searchPlaces, { text })).items.map(({ line }) => line);
}

/** Makes Dunmere the council with these codes, as the national list has it. */
async function listDunmere(world: TestWorld): Promise<void> {
  await world.kernel.db.write(everyAuthority, async (db) => {
    await db.update('authorities', { id: dunmere }, { gss_code: 'E07999901' });
    const codes = { gss_code: 'E07999901', local_custodian_code: '9901' };
    await db.insert('gss_authorities', {
      ...codes,
      name: 'Dunmere',
      slug: 'dunmere',
      tier: 'district',
      nation: 'england',
    });
  });
  world.clock.advance(60_000);
}

/** A row of AddressBase Core. */
function core(uprn: number, number: number | string, change: 'I' | 'U' | 'D', street = 'Long Street'): string {
  const line = `"${number} ${street}, Dunmere, ZZ9 9ZZ"`;
  const cells = [uprn, '', '', 9990001, '', 'RD04', '400000.00', '300000.00', '', '', 1, '2026-02-10', line];
  return [
    ...cells,
    '',
    '',
    '',
    '',
    number,
    street,
    '',
    'Dunmere',
    'Dunmere',
    '',
    'ZZ9 9ZZ',
    '',
    'E07999901',
    change,
  ].join();
}

onBothEngines('loading addresses of one row each', (world) => {
  before(() => listDunmere(world()));

  it('keeps each address with its council and county, and lists the rows that it can’t use', async () => {
    const report = await importAddressBaseCore(world().kernel, fixtureNamed('core.csv'));
    expect(report).to.include({ read: 5, written: 2, unchanged: 1, refused: 2, placesWritten: 2 });
    expect(report.faults.map(({ line }) => line)).to.deep.equal([5, 6]);
    const place = await stored(world(), '999900000001');
    expect(place).to.include({ state: 'current', custodianCode: '9901', town: 'DUNMERE', classification: 'RD04' });
    const areas = await listPlaceAuthorities(world().kernel.db.read(everyAuthority), place.id);
    expect(areas).to.deep.equal([westmoor, dunmere]);
    expect(await found(world(), '26 tanner lane')).to.have.length(1);
  });

  it('changes nothing when it is run again', async () => {
    const before = await stored(world(), '999900000001');
    const report = await importAddressBaseCore(world().kernel, fixtureNamed('core.csv'));
    expect(report).to.include({ written: 0, unchanged: 3, refused: 2, placesWritten: 0 });
    expect(await stored(world(), '999900000001')).to.deep.equal(before);
  });

  it('applies inserts, updates and deletions in the order of the file', async () => {
    const file = temporaryFile([
      core(999900001001, 1, 'I', 'First Street'),
      core(999900001002, 2, 'I', 'First Street'),
      core(999900001001, 1, 'U', 'Second Street'),
      core(999900001002, 2, 'D', 'First Street'),
      core(999900001003, 3, 'D', 'First Street'),
      core(999900001003, 3, 'I', 'First Street'),
    ]);
    await importAddressBaseCore(world().kernel, told(file));
    expect((await stored(world(), '999900001001')).street).to.equal('Second Street');
    expect((await stored(world(), '999900001002')).state).to.equal('historic');
    expect((await stored(world(), '999900001003')).state).to.equal('current');
    expect(await found(world(), 'first street')).to.deep.equal(['3 First Street, Dunmere, ZZ9 9ZZ']);
    expect(await found(world(), '1 second street')).to.have.length(1);
  });

  it('keeps a deleted place under its id, and brings it back when a later file has it again', async () => {
    const insert = temporaryFile([core(999900001100, 8, 'I')]);
    await importAddressBaseCore(world().kernel, told(insert));
    const { id } = await stored(world(), '999900001100');
    await importAddressBaseCore(world().kernel, told(temporaryFile([core(999900001100, 8, 'D')])));
    expect((await getPlace(world().kernel.db.read(everyAuthority), id)).state).to.equal('historic');
    await importAddressBaseCore(world().kernel, told(insert));
    expect(await stored(world(), '999900001100')).to.include({ id, state: 'current' });
  });

  it('goes on where it was cut off', async () => {
    const rows = Array.from({ length: 4500 }, (_, at) => core(999900100000 + at, at + 1, 'I'));
    const file = temporaryFile(rows);
    let batches = 0;
    const cutOff = told(file, {
      rowsAtOnce: 2000,
      onProgress: () => {
        batches += 1;
        if (batches === 2) throw new Error('the power went');
      },
    });
    await importAddressBaseCore(world().kernel, cutOff).then(
      () => expect.fail('the import was not cut off'),
      (error: Error) => expect(error.message).to.equal('the power went'),
    );
    const report = await importAddressBaseCore(world().kernel, told(file));
    expect(report).to.include({ resumedAfterLine: 4000, read: 500, written: 500 });
    expect(await stored(world(), '999900104499')).to.include({ number: '4500' });
    const sum = statement<Record<string, never>, { rows_read: number; state: string }>(
      `select rows_read, state from import_runs where rows_read >= 4500 order by id desc`,
    );
    expect(await world().kernel.db.read(everyAuthority).first(sum, {})).to.include({
      rows_read: 4500,
      state: 'finished',
    });
  }).timeout(20_000);

  it('puts an address of an unknown council into the area of the authority that imports it', async () => {
    const file = temporaryFile([core(999900001200, 9, 'I').replace('E07999901', 'E07999999')]);
    await importAddressBaseCore(world().kernel, told(file, { authorityId: castlebridge }));
    const { id } = await stored(world(), '999900001200');
    expect(await listPlaceAuthorities(world().kernel.db.read(everyAuthority), id)).to.deep.equal([castlebridge]);
  });

  it('links earlier addresses to a council that joins later', async () => {
    const file = temporaryFile([core(999900001300, 10, 'I').replace('E07999901', 'E06999904')]);
    await world().kernel.db.write(everyAuthority, async (db) => {
      const codes = { gss_code: 'E06999904', local_custodian_code: '9904' };
      await db.insert('gss_authorities', { ...codes, name: 'C', slug: 'c', tier: 'unitary', nation: 'england' });
    });
    await importAddressBaseCore(world().kernel, told(file));
    const { id } = await stored(world(), '999900001300');
    const areas = (): Promise<number[]> => listPlaceAuthorities(world().kernel.db.read(everyAuthority), id);
    expect(await areas()).to.deep.equal([]);
    await world().kernel.db.write(everyAuthority, (db) =>
      db.update('authorities', { id: castlebridge }, { gss_code: 'E06999904' }),
    );
    world().clock.advance(60_000);
    await importAddressBaseCore(world().kernel, told(temporaryFile([core(999900001301, 11, 'I')])));
    expect(await areas()).to.deep.equal([castlebridge]);
  });

  it('names the run in every row that it writes, and audits each batch', async () => {
    const report = await importAddressBaseCore(world().kernel, told(temporaryFile([core(999900001400, 12, 'I')])));
    const written = statement<{ run: string }, { uprn: string }>('select uprn from places where import_run_id = :run');
    const db = world().kernel.db.read(everyAuthority);
    expect(await db.all(written, { run: report.runId })).to.deep.equal([{ uprn: '999900001400' }]);
    const audited = statement<{ run: string }, { action: string; authority_id: number }>(
      'select action, authority_id from @audit_entries where subject_id = :run',
    );
    expect(await db.all(audited, { run: report.runId })).to.deep.equal([
      { action: 'import.addressbase-core', authority_id: partnership },
    ]);
  });
});

onBothEngines('loading addresses that come in parts', (world) => {
  before(() => listDunmere(world()));

  it('makes addresses of AddressBase Premium, whose records stand apart', async () => {
    const report = await importAddressBasePremium(world().kernel, fixtureNamed('premium.csv'));
    expect(report).to.include({ refused: 0, placesWritten: 2 });
    expect(await stored(world(), '999900000001')).to.include({
      line: 'DUNMERE TRADERS, 26 TANNER LANE, LEY, DUNMERE, ZZ9 9ZZ',
      custodianCode: '9901',
    });
    expect(await found(world(), 'old tannery')).to.have.length(1);
    const areas = await listPlaceAuthorities(
      world().kernel.db.read(everyAuthority),
      (await stored(world(), '999900000002')).id,
    );
    expect(areas).to.deep.equal([westmoor, dunmere]);
  });

  it('changes nothing when it is run again', async () => {
    const report = await importAddressBasePremium(world().kernel, fixtureNamed('premium.csv'));
    expect(report).to.include({ written: 0, placesWritten: 0 });
  });

  it('remakes the addresses of a street that is renamed, and retires a property that is deleted', async () => {
    const update = temporaryFile([
      '10,"Invented Hub",9999,2027-04-01,1,2027-04-01,09:00:00,"2.0","C"',
      '15,"U",1,9990001,"TANNERS ROW","LEY","DUNMERE","WESTSHIRE","ENG",2001-07-02,,2027-03-19,2001-07-02',
      '21,"D",2,999900000001,8,4,2020-10-24,,292600.00,93310.00,,,1,9901,"E",2007-10-24,2020-10-24,2027-03-11,2001-04-04,"N","",0',
      '99,0,2,2027-04-01,09:00:00',
    ]);
    const report = await importAddressBasePremium(world().kernel, told(update));
    expect(report).to.include({ written: 2, placesWritten: 2 });
    expect((await stored(world(), '999900000002')).street).to.equal('TANNERS ROW');
    expect(await stored(world(), '999900000001')).to.include({ state: 'historic', asOfOn: '2027-04-01' });
    expect(await importAddressBasePremium(world().kernel, told(update))).to.include({ placesWritten: 0 });
  });

  it('makes the addresses of a file whose import was cut off before that step', async () => {
    const file = temporaryFile([
      '10,"Invented Hub",9999,2027-04-02,1,2027-04-02,09:00:00,"2.0","C"',
      '21,"I",1,999900000050,1,2,2007-10-24,,292591.00,93308.00,50.7294185,-3.5232417,1,9901,"E",2007-10-24,,2026-02-10,2001-04-04,"D","ZZ9 9ZZ",0',
      '24,"I",2,999900000050,"9901L000000050","ENG",1,2007-10-24,,2026-02-10,2001-04-04,,"",,"","",50,"",,"","",9990001,"1","","",""',
      '99,0,2,2027-04-02,09:00:00',
    ]);
    const onProgress = (): never => {
      throw new Error('the power went');
    };
    await importAddressBasePremium(world().kernel, told(file, { onProgress })).catch(() => undefined);
    expect(await findPlaceByUprn(world().kernel.db.read(everyAuthority), '999900000050')).to.equal(undefined);
    await importAddressBasePremium(world().kernel, told(file));
    expect((await stored(world(), '999900000050')).line).to.equal('50 TANNERS ROW, LEY, DUNMERE, ZZ9 9ZZ');
  });

  it('says when the trailer counts other records than came', async () => {
    const file = temporaryFile([
      '10,"Invented Hub",9999,2027-04-03,1,2027-04-03,09:00:00,"2.0","C"',
      '99,0,7,2027-04-03,09:00:00',
    ]);
    const { faults } = await importAddressBasePremium(world().kernel, told(file));
    expect(faults[0]?.message).to.equal('The trailer counts 7 records and the file has 0. Ask for the file again.');
  });

  it('makes addresses of a council’s own gazetteer', async () => {
    const report = await importLlpg(world().kernel, { ...fixtureNamed('dtf73.csv'), authorityId: dunmere });
    expect(report).to.include({ refused: 0, placesWritten: 1 });
    expect(await importLlpg(world().kernel, { ...fixtureNamed('dtf73.csv'), authorityId: dunmere })).to.include({
      written: 0,
      placesWritten: 0,
    });
  });

  const samples = [
    ['abp_SX9090-first20.csv', 0], // streets alone, cut off
    ['abp_good-file_dundee.csv', 1],
  ] as const;
  for (const [name, placesWritten] of samples) {
    it(
      `loads the sample ${name}, and again without a change`,
      withReferencePath(`addressing/samples/${name}`, async (file) => {
        const first = await importAddressBasePremium(world().kernel, told(file));
        expect(first.written).to.be.greaterThan(0);
        expect(first.placesWritten).to.equal(placesWritten);
        const again = await importAddressBasePremium(world().kernel, told(file));
        expect(again).to.include({ written: 0, placesWritten: 0, refused: first.refused });
      }),
    );
  }

  it(
    'refuses a sample in another format as a whole',
    withReferencePath('addressing/samples/abp_exeter-extract.gml.xml', async (file) => {
      const error: unknown = await importAddressBasePremium(world().kernel, told(file)).catch((e: unknown) => e);
      expect(isError(error, 'import_file_unreadable')).to.equal(true);
    }),
  );
});

onBothEngines('loading AddressBase Plus', (world) => {
  it('keeps the address that Royal Mail delivers to', async () => {
    const cells: Readonly<Record<number, string | number>> = {
      1: 999900002001,
      3: 'I',
      6: 'RD04',
      8: '400000.00',
      9: '300000.00',
      13: 9901,
      16: '2026-02-10',
      24: 7,
      37: 9990001,
      53: 'MILL ROAD',
      63: 'DUNMERE',
      65: 'ZZ9 9ZZ',
      71: 'E05999901',
    };
    const row = Array.from({ length: 77 }, (_, at) => `"${cells[at + 1] ?? ''}"`).join();
    const report = await importAddressBasePlus(world().kernel, told(temporaryFile([row]), { authorityId: dunmere }));
    expect(report).to.include({ written: 1, refused: 0 });
    expect(await stored(world(), '999900002001')).to.include({
      line: '7 MILL ROAD, DUNMERE, ZZ9 9ZZ',
      ward: 'E05999901',
      custodianCode: '9901',
    });
  });
});
