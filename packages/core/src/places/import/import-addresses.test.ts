import { expect } from 'chai';
import { statement } from '../../kernel/db/statement.js';
import { fixturePath, temporaryFile } from '../../kernel/import/testing.js';
import { everyAuthority } from '../../kernel/scope.js';
import { foundLines, listDunmere, storedPlace } from '../testing/imported-places.js';
import { castlebridge, dunmere, onBothEngines, partnership, westmoor } from '../../testing/harness.js';
import { getPlace, listPlaceAuthorities } from '../index.js';
import { loadAddresses } from '../testing/address-formats.js';

const fixtureNamed = (name: string): string => fixturePath(import.meta.url, name);

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
    const report = await loadAddresses(world().kernel, fixtureNamed('core.csv'));
    expect(report).to.include({ read: 5, written: 2, unchanged: 1, refused: 2 });
    expect(report.places).to.deep.equal({ added: 2, changed: 0, retired: 0 });
    expect(report.faults.map(({ line }) => line)).to.deep.equal([5, 6]);
    const place = await storedPlace(world(), '999900000001');
    expect(place).to.include({ state: 'current', custodianCode: '9901', town: 'DUNMERE', classification: 'RD04' });
    const areas = await listPlaceAuthorities(world().kernel.db.read(everyAuthority), place.id);
    expect(areas).to.deep.equal([westmoor, dunmere]);
    expect(await foundLines(world(), '26 tanner lane')).to.have.length(1);
  });

  it('changes nothing when it is run again', async () => {
    const before = await storedPlace(world(), '999900000001');
    const report = await loadAddresses(world().kernel, fixtureNamed('core.csv'));
    expect(report).to.include({ written: 0, unchanged: 3, refused: 2 });
    expect(report.places).to.deep.equal({ added: 0, changed: 0, retired: 0 });
    expect(await storedPlace(world(), '999900000001')).to.deep.equal(before);
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
    await loadAddresses(world().kernel, file);
    expect((await storedPlace(world(), '999900001001')).street).to.equal('Second Street');
    expect((await storedPlace(world(), '999900001002')).state).to.equal('historic');
    expect((await storedPlace(world(), '999900001003')).state).to.equal('current');
    expect(await foundLines(world(), 'first street')).to.deep.equal(['3 First Street, Dunmere, ZZ9 9ZZ']);
    expect(await foundLines(world(), '1 second street')).to.have.length(1);
  });

  it('keeps a deleted place under its id, and brings it back when a later file has it again', async () => {
    const insert = temporaryFile([core(999900001100, 8, 'I')]);
    await loadAddresses(world().kernel, insert);
    const { id } = await storedPlace(world(), '999900001100');
    await loadAddresses(world().kernel, temporaryFile([core(999900001100, 8, 'D')]));
    expect((await getPlace(world().kernel.db.read(everyAuthority), id)).state).to.equal('historic');
    await loadAddresses(world().kernel, insert);
    expect(await storedPlace(world(), '999900001100')).to.include({ id, state: 'current' });
  });

  it('counts what it adds, changes and retires, and leaves out what is older than what it has', async () => {
    const [street, later] = ['Count Street', '2026-03-01'];
    await loadAddresses(
      world().kernel,
      temporaryFile([core(999900001501, 1, 'I', street), core(999900001502, 2, 'I', street)]),
    );
    const update = temporaryFile([
      core(999900001501, 1, 'U', 'Tally Street').replace('2026-02-10', later),
      core(999900001502, 2, 'D', street).replace('2026-02-10', later),
      core(999900001503, 3, 'I', street).replace('2026-02-10', later),
    ]);
    const { places } = await loadAddresses(world().kernel, update);
    expect(places).to.deep.equal({ added: 1, changed: 1, retired: 1 });
    const older = temporaryFile([core(999900001501, 1, 'U', street), core(999900001502, 2, 'U', street)]);
    expect(await loadAddresses(world().kernel, older)).to.include({ written: 0, unchanged: 2 });
    expect((await storedPlace(world(), '999900001501')).street).to.equal('Tally Street');
    expect(await storedPlace(world(), '999900001502')).to.include({ state: 'historic', asOfOn: later });
  });

  it('goes on where it was cut off', async () => {
    const rows = Array.from({ length: 4500 }, (_, at) => core(999900100000 + at, at + 1, 'I'));
    const file = temporaryFile(rows);
    let batches = 0;
    const onProgress = (): void => {
      batches += 1;
      if (batches === 2) throw new Error('the power went');
    };
    await loadAddresses(world().kernel, file, { rowsAtOnce: 2000, onProgress }).then(
      () => expect.fail('the import was not cut off'),
      (error: Error) => expect(error.message).to.equal('the power went'),
    );
    const report = await loadAddresses(world().kernel, file);
    expect(report).to.include({ resumedAfterLine: 4000, read: 500, written: 500 });
    expect(await storedPlace(world(), '999900104499')).to.include({ number: '4500' });
    const sum = statement<Record<string, never>, { rows_read: number; state: string }>(
      `select r.state, sum(b.read) as rows_read from import_runs r join import_batches b on b.run_id = r.id
       group by r.id, r.state having sum(b.read) >= 4500 order by r.id desc`,
    );
    expect(await world().kernel.db.read(everyAuthority).first(sum, {})).to.include({
      rows_read: 4500,
      state: 'finished',
    });
  }).timeout(20_000);

  it('puts an address of an unknown council into the area of the authority that imports it', async () => {
    const file = temporaryFile([core(999900001200, 9, 'I').replace('E07999901', 'E07999999')]);
    await loadAddresses(world().kernel, file, { authorityId: castlebridge });
    const { id } = await storedPlace(world(), '999900001200');
    expect(await listPlaceAuthorities(world().kernel.db.read(everyAuthority), id)).to.deep.equal([castlebridge]);
  });

  it('links earlier addresses to a council that joins later', async () => {
    const file = temporaryFile([core(999900001300, 10, 'I').replace('E07999901', 'E06999904')]);
    await world().kernel.db.write(everyAuthority, async (db) => {
      const codes = { gss_code: 'E06999904', local_custodian_code: '9904' };
      await db.insert('gss_authorities', { ...codes, name: 'C', slug: 'c', tier: 'unitary', nation: 'england' });
    });
    await loadAddresses(world().kernel, file);
    const { id } = await storedPlace(world(), '999900001300');
    const areas = (): Promise<number[]> => listPlaceAuthorities(world().kernel.db.read(everyAuthority), id);
    expect(await areas()).to.deep.equal([]);
    await world().kernel.db.write(everyAuthority, (db) =>
      db.update('authorities', { id: castlebridge }, { gss_code: 'E06999904' }),
    );
    world().clock.advance(60_000);
    await loadAddresses(world().kernel, temporaryFile([core(999900001301, 11, 'I')]));
    expect(await areas()).to.deep.equal([castlebridge]);
  });

  it('names the run in every row that it writes, and audits each batch', async () => {
    const report = await loadAddresses(world().kernel, temporaryFile([core(999900001400, 12, 'I')]));
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
    const report = await loadAddresses(world().kernel, temporaryFile([row]), { authorityId: dunmere });
    expect(report).to.include({ written: 1, refused: 0 });
    expect(await storedPlace(world(), '999900002001')).to.include({
      line: '7 MILL ROAD, DUNMERE, ZZ9 9ZZ',
      ward: 'E05999901',
      custodianCode: '9901',
    });
  });
});
