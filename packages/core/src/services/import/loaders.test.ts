import { expect } from 'chai';
import { fixturePath, temporaryFile, withReferencePath } from '../../kernel/import/testing.js';
import type { ImportFile } from '../../kernel/import/import-file.js';
import { everyAuthority } from '../../kernel/scope.js';
import { onBothEngines } from '../../testing/harness.js';
import { findListedService, importLgilInteractions, importLgslServices, importServiceTiers } from '../index.js';

const told = (file: string): ImportFile => ({ file, startedBy: 'test' });

onBothEngines('loading the national lists of services', (world) => {
  it('keeps services, lists faulty rows, and changes nothing when run again', async () => {
    const file = told(fixturePath(import.meta.url, 'lgsl.csv'));
    expect(await importLgslServices(world().kernel, file)).to.include({ written: 2, refused: 2 });
    expect(await importLgslServices(world().kernel, file)).to.include({ written: 0, unchanged: 2, refused: 2 });
  });

  it('adds the tiers to services, and services that only the list of tiers has', async () => {
    const rows = ['9001,Lamp posts,county/unitary', '9009,Bins,district/unitary'];
    const file = told(temporaryFile(['LGSL,Description,Providing Tier', ...rows]));
    expect(await importServiceTiers(world().kernel, file)).to.include({ written: 2 });
    const db = world().kernel.db.read(everyAuthority);
    expect(await findListedService(db, 9001)).to.deep.equal({
      lgslId: 9001,
      label: 'Report a leaning lamp post',
      tiers: ['county', 'unitary'],
    });
    expect(await findListedService(db, 9009)).to.deep.equal({
      lgslId: 9009,
      label: 'Bins',
      tiers: ['district', 'unitary'],
    });
    await importLgslServices(world().kernel, told(fixturePath(import.meta.url, 'lgsl.csv')));
    expect((await findListedService(db, 9001))?.tiers).to.deep.equal(['county', 'unitary']);
  });

  it('keeps the kinds of interaction', async () => {
    const file = (label: string): ImportFile => told(temporaryFile(['Identifier,Label', '0,Applying', `8,${label}`]));
    expect(await importLgilInteractions(world().kernel, file('Reporting'))).to.include({ written: 2 });
    expect(await importLgilInteractions(world().kernel, file('Telling'))).to.include({ written: 1, unchanged: 1 });
  });

  const lists = [
    ['lgsl_services_esd_2015.csv', importLgslServices, 1500],
    ['govuk_local_services_tiers.csv', importServiceTiers, 100],
    ['lgil_interactions.csv', importLgilInteractions, 30],
  ] as const;
  for (const [name, load, least] of lists) {
    it(
      `loads ${name}, and again without a change`,
      withReferencePath(`lgsl/${name}`, async (file) => {
        const first = await load(world().kernel, told(file));
        expect(first.written).to.be.greaterThan(least);
        expect(await load(world().kernel, told(file))).to.include({ written: 0, refused: first.refused });
      }),
    );
  }
});
