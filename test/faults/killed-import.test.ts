import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { everyAuthority } from '#core/kernel/scope.js';
import { testPostgres } from '#core/kernel/testing/postgres.js';
import { copyOf, newPlace, openWorldAt, sqliteFile, type WorldPlace } from '#core/testing/harness.js';
import { runKilled, writesOf } from './killed-command.js';
import { enginesOf, rounds, timeFor } from './rounds.js';

const kills = rounds({ sampled: 1, whole: 20 });
/** Three batches of the importer's own size. */
const rows = 9000;

for (const engine of enginesOf({ sampled: 'sqlite' }))
  describe(`an import of addresses that is killed at ${kills} moments [${engine}]`, function () {
    this.timeout(timeFor(kills, 20_000));
    let empty: WorldPlace;
    const places: WorldPlace[] = [];
    before(async function () {
      const place = await newPlace(engine);
      if (!place) return this.skip();
      places.push((empty = place));
      await openWorldAt(place).close();
    });
    after(async () => {
      for (const place of places) await remove(place);
    });

    const files = [
      ['properties in parts', partRows()],
      ['one row a property', wholeRows()],
    ] as const;
    for (const [name, lines] of files.slice(0, rounds({ sampled: 1, whole: 2 })))
      it(`${name}: goes on when it is run again, with nothing lost and nothing twice`, async () => {
        const undisturbed = await anInstallation(lines);
        const whole = load(undisturbed);
        expect(whole.code, whole.errors + whole.output).to.equal(0);
        const writes = writesOf(whole);
        const expected = await contentsOf(undisturbed);
        expect(expected.places).to.have.length(name === 'one row a property' ? rows : 40);
        await remove(undisturbed);
        for (let round = 0; round < kills; round += 1) {
          const place = await anInstallation(lines);
          const at = Math.floor(((round + 0.5) / kills) * writes);
          expect(load(place, at).signal, `killed before write ${at}`).to.equal('SIGKILL');
          const again = load(place);
          expect(again.code, `killed before write ${at}: ${again.errors}`).to.equal(0);
          expect(await contentsOf(place), `killed before write ${at}`).to.deep.equal(expected);
          await remove(place);
        }
      });

    const load = ({ directory }: WorldPlace, stopBefore?: number): ReturnType<typeof runKilled> =>
      runKilled(directory, ['import', 'addresses', path.join(directory, 'addresses.csv')], stopBefore);

    async function anInstallation(lines: readonly string[]): Promise<WorldPlace> {
      const place = await copyOf(empty);
      places.push(place);
      const { directory, url, key } = place;
      const file = path.basename(sqliteFile(place));
      const database = url ? `engine: postgres\n  url: ${JSON.stringify(url)}` : `engine: sqlite\n  file: ${file}`;
      const adapters = "adapters: { gazetteer: { use: '@moothall/adapter-addresses-addressbase' } }";
      writeFileSync(path.join(directory, 'moothall.yaml'), `data: .\ndatabase:\n  ${database}\n${adapters}\n`);
      writeFileSync(path.join(directory, 'secrets.yaml'), `key: ${key}\n`, { mode: 0o600 });
      writeFileSync(path.join(directory, 'addresses.csv'), `${lines.join('\n')}\n`);
      return place;
    }

    async function remove(place: WorldPlace): Promise<void> {
      if (!places.includes(place)) return;
      places.splice(places.indexOf(place), 1);
      if (place.url !== undefined) await (await testPostgres())?.drop(place.url);
      rmSync(place.directory, { recursive: true, force: true });
    }
  });

/** Rows of AddressBase Core; every tenth is deleted again further down. */
function wholeRows(): string[] {
  const row = (at: number, change: string): string => {
    const line = `"${at} LONG STREET, DUNMERE, ZZ9 9ZZ"`;
    const cells = [
      999_900_000_000 + at,
      '',
      '',
      9990001,
      '',
      'RD04',
      '400000.00',
      '300000.00',
      '',
      '',
      1,
      '2026-02-10',
    ];
    return [
      ...cells,
      line,
      '',
      '',
      '',
      '',
      at,
      'LONG STREET',
      '',
      'DUNMERE',
      'DUNMERE',
      '',
      'ZZ9 9ZZ',
      '',
      '',
      change,
    ].join();
  };
  const all = Array.from({ length: rows }, (_, at) => row(at + 1, 'I'));
  return [...all, ...all.filter((_, at) => at % 10 === 0).map((text) => text.replace(/I$/, 'D'))];
}

/** Forty properties of AddressBase Premium, whose points, addresses and street stand apart. */
function partRows(): string[] {
  const numbers = Array.from({ length: 40 }, (_, at) => at + 1);
  const point = (at: number): string =>
    `21,"I",${at},${999_900_000_000 + at},1,2,2007-10-24,,292591.00,93308.00,50.7294185,-3.5232417,1,9901,"E",2007-10-24,,2026-02-10,2001-04-04,"D","ZZ9 9ZZ",0`;
  const address = (at: number): string =>
    `24,"I",${at},${999_900_000_000 + at},"9901L${at}","ENG",1,2007-10-24,,2026-02-10,2001-04-04,,"",,"","",${at},"",,"","",9990001,"1","","",""`;
  return [
    '10,"Invented Hub",9999,2027-03-01,1,2027-03-01,09:00:00,"2.0","F"',
    ...numbers.map(address),
    '15,"I",2,9990001,"TANNER LANE","LEY","DUNMERE","WESTSHIRE","ENG",2001-07-02,,2026-07-19,2001-07-02',
    ...numbers.map(point),
    '99,0,81,2027-03-01,09:00:00',
  ];
}

interface Contents {
  readonly places: readonly string[];
  readonly words: number;
  readonly parts: number;
  /** Rows that the batches of all runs say that they read. */
  readonly read: number;
}

async function contentsOf(place: WorldPlace): Promise<Contents> {
  const { world, close } = openWorldAt(place);
  const reads = world.kernel.db.read(everyAuthority);
  const places = await reads.rows<{ uprn: string; line: string; state: string }>(
    reads.from('places').select(['uprn', 'line', 'state']).orderBy('uprn'),
  );
  const words = await reads.rows(reads.from('place_tokens').select('token'));
  const parts = await reads.rows(reads.from('place_parts').select('record_key'));
  const batches = await reads.rows<{ read: number }>(reads.from('import_batches').select('read'));
  await close();
  return {
    places: places.map(({ uprn, line, state }) => `${uprn} ${state} ${line}`),
    words: words.length,
    parts: parts.length,
    read: batches.reduce((sum, { read }) => sum + Number(read), 0),
  };
}
