import { expect } from 'chai';
import { isError } from '../../kernel/errors.js';
import { fixturePath, temporaryFile, withReferencePath } from '../../kernel/import/testing.js';
import { everyAuthority } from '../../kernel/scope.js';
import { dunmere, onBothEngines, westmoor } from '../../testing/harness.js';
import { findPlaceByUprn, listPlaceAuthorities } from '../index.js';
import { loadAddresses } from '../testing/address-formats.js';
import { foundLines, listDunmere, storedPlace } from '../testing/imported-places.js';

const fixtureNamed = (name: string): string => fixturePath(import.meta.url, name);
const nothing = { added: 0, changed: 0, retired: 0 };

onBothEngines('loading addresses that come in parts', (world) => {
  before(() => listDunmere(world()));
  const refusedWith = async (file: string, more: { format?: string } = {}): Promise<string> => {
    try {
      await loadAddresses(world().kernel, file, more);
    } catch (error) {
      if (isError(error, 'import_file_unreadable')) return error.message;
      throw error;
    }
    return 'it was read';
  };
  /** A change-only update of nothing, of that day. */
  const updateOf = (day: string, custodian = 'Invented Hub'): string =>
    temporaryFile([`10,"${custodian}",9999,${day},1,${day},09:00:00,"2.0","C"`, `99,0,0,${day},09:00:00`]);

  it('makes addresses of AddressBase Premium, whose records stand apart', async () => {
    const report = await loadAddresses(world().kernel, fixtureNamed('premium.csv'));
    expect(report).to.deep.include({ refused: 0, places: { ...nothing, added: 2 } });
    expect(await storedPlace(world(), '999900000001')).to.include({
      line: 'DUNMERE TRADERS, 26 TANNER LANE, LEY, DUNMERE, ZZ9 9ZZ',
      custodianCode: '9901',
    });
    expect(await foundLines(world(), 'old tannery')).to.have.length(1);
    const areas = await listPlaceAuthorities(
      world().kernel.db.read(everyAuthority),
      (await storedPlace(world(), '999900000002')).id,
    );
    expect(areas).to.deep.equal([westmoor, dunmere]);
  });

  it('changes nothing when it is run again', async () => {
    const report = await loadAddresses(world().kernel, fixtureNamed('premium.csv'));
    expect(report).to.deep.include({ written: 0, places: nothing });
  });

  it('remakes the addresses of a street that is renamed, and retires a property that is deleted', async () => {
    const update = temporaryFile([
      '10,"Invented Hub",9999,2027-04-01,1,2027-04-01,09:00:00,"2.0","C"',
      '15,"U",1,9990001,"TANNERS ROW","LEY","DUNMERE","WESTSHIRE","ENG",2001-07-02,,2027-03-19,2001-07-02',
      '21,"D",2,999900000001,8,4,2020-10-24,,292600.00,93310.00,,,1,9901,"E",2007-10-24,2020-10-24,2027-03-11,2001-04-04,"N","",0',
      '99,0,2,2027-04-01,09:00:00',
    ]);
    const report = await loadAddresses(world().kernel, update);
    expect(report).to.deep.include({ written: 2, places: { ...nothing, changed: 1, retired: 1 } });
    expect((await storedPlace(world(), '999900000002')).street).to.equal('TANNERS ROW');
    expect(await storedPlace(world(), '999900000001')).to.include({ state: 'historic', asOfOn: '2027-04-01' });
    expect(await loadAddresses(world().kernel, update)).to.deep.include({ places: nothing });
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
    await loadAddresses(world().kernel, file, { onProgress }).catch(() => undefined);
    expect(await findPlaceByUprn(world().kernel.db.read(everyAuthority), '999900000050')).to.equal(undefined);
    await loadAddresses(world().kernel, file);
    expect((await storedPlace(world(), '999900000050')).line).to.equal('50 TANNERS ROW, LEY, DUNMERE, ZZ9 9ZZ');
  });

  it('says when the trailer counts other records than came', async () => {
    const file = temporaryFile([
      '10,"Invented Hub",9999,2027-04-03,1,2027-04-03,09:00:00,"2.0","C"',
      '99,0,7,2027-04-03,09:00:00',
    ]);
    const { faults } = await loadAddresses(world().kernel, file);
    expect(faults[0]?.message).to.equal('The trailer counts 7 records and the file has 0. Ask for the file again.');
  });

  it('refuses an update that is older than what is in, and says what to do; another custodian’s goes in', async () => {
    await loadAddresses(world().kernel, updateOf('2027-05-01'));
    expect(await refusedWith(updateOf('2027-04-30'))).to.match(
      /^This update is of 30 April 2027, and a supply of 1 May 2027 .* Load updates in the order of their dates/,
    );
    await loadAddresses(world().kernel, updateOf('2027-04-30', 'Another Hub'));
    await loadAddresses(world().kernel, updateOf('2027-04-30'), { authorityId: dunmere });
    await loadAddresses(world().kernel, updateOf('2027-05-01'));
  });

  it('refuses what is no such file before anything of it is written, with what to do', async () => {
    expect(await refusedWith(temporaryFile(['name,address', 'a,b']))).to.include(
      'begins like none of addressbase-core',
    );
    expect(await refusedWith(temporaryFile([]))).to.include('empty');
    expect(await refusedWith(temporaryFile(['a,b', 'c,d']), { format: 'addressbase-core' })).to.include('has 27');
    const cut = ['10,"Invented Hub",9999,2027-06-01,1,2027-06-01,09:00:00,"2.0","F"', '15,"I",1,9990001,"TANNER LA'];
    expect(await refusedWith(temporaryFile(cut))).to.include('it was cut short');
  });

  it('makes addresses of a council’s own gazetteer', async () => {
    const report = await loadAddresses(world().kernel, fixtureNamed('dtf73.csv'), { authorityId: dunmere });
    expect(report).to.deep.include({ refused: 0, places: { ...nothing, added: 1 } });
    expect(await loadAddresses(world().kernel, fixtureNamed('dtf73.csv'), { authorityId: dunmere })).to.deep.include({
      written: 0,
      places: nothing,
    });
  });

  it(
    'loads the sample of Dundee, and again without a change',
    withReferencePath('addressing/samples/abp_good-file_dundee.csv', async (file) => {
      const first = await loadAddresses(world().kernel, file);
      expect(first.written).to.be.greaterThan(0);
      expect(first.places).to.deep.equal({ ...nothing, added: 1 });
      const again = await loadAddresses(world().kernel, file);
      expect(again).to.deep.include({ written: 0, places: nothing, refused: first.refused });
    }),
  );

  it(
    'refuses a sample that was cut short, before anything of it is written',
    withReferencePath('addressing/samples/abp_SX9090-first20.csv', async (file) => {
      expect(await refusedWith(file)).to.include('it was cut short. Ask for it again.');
    }),
  );

  it(
    'refuses a sample in another format as a whole',
    withReferencePath('addressing/samples/abp_exeter-extract.gml.xml', async (file) => {
      expect(await refusedWith(file)).to.include('GML');
    }),
  );
});
