import { expect } from 'chai';
import { isError } from '../../kernel/errors.js';
import type { ImportFile } from '../../kernel/import/import-file.js';
import { fixturePath, temporaryFile } from '../../kernel/import/testing.js';
import { everyAuthority } from '../../kernel/scope.js';
import { castlebridge, dunmere, onBothEngines, partnership } from '../../testing/harness.js';
import { aPlace } from '../testing/some-properties.js';
import { factsFor, importPropertyFacts } from '../index.js';

const told = (file: string): ImportFile => ({ file, startedBy: 'test' });

onBothEngines('loading facts of properties', (world) => {
  let placeId: string;
  before(async () => {
    placeId = await aPlace(world(), { uprn: '999900003001' });
  });
  const load = (lines: readonly string[], authorityId: number | undefined = dunmere) =>
    importPropertyFacts(world().kernel, {
      ...told(temporaryFile(['uprn,fact,value,as_of,source', ...lines])),
      ...(authorityId === undefined ? {} : { authorityId }),
    });
  const facts = (): Promise<Record<string, string>> => factsFor(world().kernel.db.read(everyAuthority), placeId);

  it('keeps the newest of each, and lists the UPRNs that it doesn’t know by line', async () => {
    const report = await load([
      '999900003001,collection-day,tuesday,2026-11-01,Waste system',
      '999900003001,collection-day,monday,2026-10-01,Waste system',
      '999900003999,collection-day,tuesday,2026-11-01,Waste system',
      '999900003001,ward,Ley,2026-11-01,',
    ]);
    expect(report).to.include({ read: 4, written: 2, unchanged: 1, refused: 1 });
    expect(report.faults).to.deep.equal([
      { line: 4, field: 'uprn', message: 'Import the address first: the gazetteer has no such UPRN.' },
    ]);
    expect(await facts()).to.deep.equal({ 'collection-day': 'tuesday', ward: 'Ley' });
  });

  it('changes nothing for what is known, corrects the same time, and takes what is newer', async () => {
    expect(await load(['999900003001,ward,Ley,2026-11-01,'])).to.include({ written: 0, unchanged: 1 });
    expect(await load(['999900003001,ward,Mill,2026-11-01,'])).to.include({ written: 1 });
    expect(await load(['999900003001,ward,Old,2026-10-01,'])).to.include({ written: 0 });
    expect(await load(['999900003001,ward,New,2026-11-02,'])).to.include({ written: 1 });
    expect((await facts())['ward']).to.equal('New');
  });

  it('belong to the authority that imports them', async () => {
    await load(['999900003001,ward,Theirs,2026-11-03,'], castlebridge);
    const db = world().kernel.db.read({ authorityIds: [dunmere], grants: [] });
    expect((await factsFor(db, placeId))['ward']).to.equal('New');
  });

  it('need one authority', async () => {
    const refused = async (authorityId?: number): Promise<boolean> => {
      const file = {
        ...told(fixturePath(import.meta.url, 'property-facts.csv')),
        ...(authorityId ? { authorityId } : {}),
      };
      return isError(
        await importPropertyFacts(world().kernel, file).catch((e: unknown) => e),
        'import_needs_authority',
      );
    };
    expect([await refused(), await refused(partnership)]).to.deep.equal([true, true]);
  });
});
