import { expect } from 'chai';
import { temporaryFile } from '../../kernel/import/testing.js';
import type { ImportReport } from '../../kernel/import/run-import.js';
import { everyAuthority } from '../../kernel/scope.js';
import { auditOf, errorOf } from '../../testing/expectations.js';
import { castlebridge, dunmere, onBothEngines, westmoor } from '../../testing/harness.js';
import {
  compareResponsibilitiesFile,
  importResponsibilities,
  ruleDifferenceLines,
  type ResponsibilitiesFile,
} from '../index.js';
import { listEveryResponsibility } from '../responsibilities-repository.js';
import { aPlace } from '../testing/some-properties.js';

const headings = 'service,area,ward,uprn,authority,from,to';
const whole = 'missed-bin,dunmere,,,dunmere,2026-04-01,';
const ward = 'missed-bin,dunmere,Ley,,westmoor,01/04/2026,2027-04-01';
const place = '*,,,999900000001,castlebridge,2026-04-01,';

onBothEngines('a file of who answers where', (world) => {
  let placeId: string;
  const fileOf = (rows: readonly string[], authorityId?: number): ResponsibilitiesFile => ({
    ...{ file: temporaryFile([headings, ...rows]), startedBy: 'test', services: new Set(['missed-bin', 'litter']) },
    ...(authorityId === undefined ? {} : { authorityId }),
  });
  const compare = (rows: readonly string[], authorityId?: number) =>
    compareResponsibilitiesFile(world().kernel, fileOf(rows, authorityId));
  const bring = async (...rows: string[]): Promise<ImportReport> => {
    const { code = '' } = await compare(rows);
    return await importResponsibilities(world().kernel, { ...fileOf(rows), code });
  };
  const kept = async () => await listEveryResponsibility(world().kernel.db.read(everyAuthority));
  const said = async (): Promise<string[]> =>
    (await kept())
      .map(({ area, serviceKey, authorityId, fromOn, toOn }) =>
        [area === placeId ? 'place' : area, serviceKey, authorityId, fromOn, toOn ?? 'on'].join(' '),
      )
      .sort();

  before(async () => {
    placeId = await aPlace(world(), { uprn: '999900000001', ward: 'Ley' });
  });

  it('is only looked at until its difference is confirmed', async () => {
    const found = await compare([whole, ward, place]);
    expect(found.added.map(({ where }) => where)).to.deep.equal([
      ...['Dunmere', 'Ley ward, Dunmere', 'UPRN 999900000001'],
    ]);
    const lines = ruleDifferenceLines(found, []);
    expect(lines[0]).to.equal('3 new, 0 changed, 0 ended, 0 unchanged, 0 rows wrong. 0 other rules stay as they are.');
    expect(await kept()).to.deep.equal([]);
    const unconfirmed = importResponsibilities(world().kernel, { ...fileOf([whole]), code: found.code ?? '' });
    expect((await errorOf(unconfirmed)).code).to.equal('rule_difference_changed');
    expect(await kept()).to.deep.equal([]);
    expect(await bring(whole, ward, place)).to.include({ written: 3, unchanged: 0, refused: 0 });
    expect(await said()).to.deep.equal([
      `${dunmere} missed-bin ${dunmere} 2026-04-01 on`,
      `${dunmere}/Ley missed-bin ${westmoor} 2026-04-01 2027-04-01`,
      `place * ${castlebridge} 2026-04-01 on`,
    ]);
  });

  it('is audited as each rule by itself, with its council', async () => {
    const [rule] = await kept();
    const audit = await auditOf(world(), rule?.id ?? '');
    expect(audit.map(({ action }) => action)).to.deep.equal(['places.set-responsibility']);
    expect(audit[0]?.details).to.include({ area: rule?.area, fromOn: '2026-04-01' });
  });

  it('changes nothing the second time', async () => {
    const before = await kept();
    expect(await bring(whole, ward, place)).to.include({ written: 0, unchanged: 3 });
    expect(await kept()).to.deep.equal(before);
  });

  it('ends what a row follows, puts right what has another end, and leaves what it doesn’t name', async () => {
    const rows = ['missed-bin,dunmere,,,westmoor,2027-01-01,', ward.replace('2027-04-01', '2027-06-01')];
    const found = await compare(rows);
    expect([found.added.length, found.changed.length, found.ended.length, found.others]).to.deep.equal([1, 1, 1, 1]);
    await bring(...rows);
    expect(await said()).to.deep.equal([
      `${dunmere} missed-bin ${westmoor} 2027-01-01 on`,
      `${dunmere} missed-bin ${dunmere} 2026-04-01 2027-01-01`,
      `${dunmere}/Ley missed-bin ${westmoor} 2026-04-01 2027-06-01`,
      `place * ${castlebridge} 2026-04-01 on`,
    ]);
    expect(await bring(...rows)).to.include({ written: 0, unchanged: 2 });
    const changed = (await kept()).find(({ areaKind }) => areaKind === 'ward');
    expect(changed?.version).to.equal(2);
    expect((await auditOf(world(), changed?.id ?? '')).at(-1)?.action).to.equal('places.correct-responsibility');
  });

  it('takes an empty end for the day on which another rule follows', async () => {
    expect(await compare([whole])).to.include({ unchanged: 1, others: 3 });
    await bring('litter,westmoor,,,dunmere,2026-01-01,', 'litter,westmoor,,,westmoor,2026-07-01,');
    expect(await said()).to.include.members([
      `${westmoor} litter ${dunmere} 2026-01-01 2026-07-01`,
      `${westmoor} litter ${westmoor} 2026-07-01 on`,
    ]);
  });

  it('names each wrong row by line and column, and is not written while there is one', async () => {
    const rows = [
      ...[
        'litter,dunmere,,,dunmere,2026-05-01,',
        'Bad key,dunmere,,,dunmere,2026-05-01,',
        'litter,nowhere,,,dunmere,2026-05-01,',
      ],
      ...['litter,dunmere,Lye,,dunmere,2026-05-01,', 'litter,,,999900000009,dunmere,2026-05-01,'],
      ...[
        'litter,dunmere,,,partnership,2026-05-01,',
        'litter,dunmere,,,dunmere,soon,',
        'litter,,,,dunmere,2026-05-01,',
      ],
      ...['litter,dunmere,,999900000001,dunmere,2026-05-01,', 'litter,dunmere,,,dunmere,2026-05-01,2026-05-01'],
      ...['litter,dunmere,,,westmoor,2026-05-01,', 'missed-bin,dunmere,,,dunmere,2026-06-01,2028-01-01'],
    ];
    const before = await kept();
    const { faults, code } = await compare(rows);
    expect(faults.map(({ line, field }) => `${line} ${field}`)).to.deep.equal([
      ...['3 service', '4 area', '5 ward', '6 uprn', '7 authority', '8 from', '9 area', '10 uprn', '11 to'],
      ...['12 from', '13 to'],
    ]);
    expect(faults.at(-1)?.message).to.equal('Another rule follows on 2027-01-01: end this one by then.');
    expect(code).to.equal(undefined);
    const forced = importResponsibilities(world().kernel, { ...fileOf(rows), code: '' });
    expect((await errorOf(forced)).code).to.equal('rule_difference_changed');
    expect(await kept()).to.deep.equal(before);
  });

  it('of one council is of its own area alone', async () => {
    const { faults } = await compare(['litter,westmoor,,,dunmere,2027-05-01,', whole, place], dunmere);
    expect(faults.map(({ line, field }) => `${line} ${field}`)).to.deep.equal(['2 area']);
  });
});
