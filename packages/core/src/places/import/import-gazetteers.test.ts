import { expect } from 'chai';
import { isError } from '../../kernel/errors.js';
import type { ImportFile } from '../../kernel/import/import-file.js';
import { fixturePath, temporaryFile, withReferencePath } from '../../kernel/import/testing.js';
import { everyAuthority } from '../../kernel/scope.js';
import { dunmere, onBothEngines, westmoor } from '../../testing/harness.js';
import { findPlaceByUprn, importAddressBasePremium, importLlpg, listPlaceAuthorities } from '../index.js';
import { foundLines, listDunmere, storedPlace, told } from '../testing/imported-places.js';

const fixtureNamed = (name: string): ImportFile => told(fixturePath(import.meta.url, name));

onBothEngines('loading addresses that come in parts', (world) => {
  before(() => listDunmere(world()));

  it('makes addresses of AddressBase Premium, whose records stand apart', async () => {
    const report = await importAddressBasePremium(world().kernel, fixtureNamed('premium.csv'));
    expect(report).to.include({ refused: 0, placesWritten: 2 });
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
    expect((await storedPlace(world(), '999900000002')).street).to.equal('TANNERS ROW');
    expect(await storedPlace(world(), '999900000001')).to.include({ state: 'historic', asOfOn: '2027-04-01' });
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
    expect((await storedPlace(world(), '999900000050')).line).to.equal('50 TANNERS ROW, LEY, DUNMERE, ZZ9 9ZZ');
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
