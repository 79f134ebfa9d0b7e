import { once } from 'node:events';
import { appendFileSync, createWriteStream, rmSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { closeKernel, openKernel } from '#core/app/compose.js';
import { findImporter } from '#core/app/importers.js';
import { systemClock } from '#core/kernel/clock.js';
import { readConfig } from '#core/kernel/config.js';
import { layOut, type DatasetPlace } from './build/dataset.js';
import { addCouncil } from './import-rate.js';

const gazetteer = "adapters: { gazetteer: { use: '@moothall/adapter-addresses-addressbase' } }\n";

/** Addresses a second that `moothall import addresses` brings from a file of AddressBase Core into an empty database. */
export async function measureAddresses(place: DatasetPlace, rows: number): Promise<number> {
  await place.clear();
  layOut(place);
  appendFileSync(path.join(place.directory, 'moothall.yaml'), gazetteer);
  const file = path.join(place.directory, 'addresses.csv');
  await writeCsv(file, rows);
  const kernel = await openKernel(readConfig(place.directory, { MOOTHALL__LOG__LEVEL: 'warn' }), systemClock());
  try {
    await addCouncil(kernel);
    const importer = findImporter('addresses', {});
    if (!importer) throw new Error('there is no importer of addresses');
    const began = performance.now();
    const report = await importer.run(kernel, {
      file,
      authority: 'castlebridge',
      settings: {},
      startedBy: 'benchmark',
    });
    const perSecond = (rows * 1000) / (performance.now() - began);
    if (report.written !== rows || report.refused > 0)
      throw new Error(`the importer wrote ${report.written} of ${rows} addresses: ${JSON.stringify(report.faults)}`);
    return perSecond;
  } finally {
    await closeKernel(kernel);
    rmSync(place.directory, { recursive: true, force: true });
    await place.clear();
  }
}

const streets = ['TANNER LANE', 'QUARRY ROAD', 'LONG STREET', 'MILL RISE', 'CHAPEL COURT', 'HARBOUR VIEW', 'LEY HILL'];
const letters = 'ABDEFGHJLNPQRSTUWXYZ';

/** Invented addresses, fifteen to a postcode and two hundred to a street. */
async function writeCsv(file: string, rows: number): Promise<void> {
  const stream = createWriteStream(file);
  for (let at = 0; at < rows; at += 1) {
    const unit = Math.floor(at / 15);
    const letter = (place: number): string => letters[Math.floor(unit / 20 ** place) % 20] ?? 'A';
    const postcode = `ZZ${1 + (Math.floor(unit / 4000) % 9)} ${Math.floor(unit / 400) % 10}${letter(1)}${letter(0)}`;
    const street = `${streets[Math.floor(at / 200) % streets.length]} ${Math.floor(at / 1400)}`;
    const [number, point] = [1 + (at % 200), `${400_000 + (at % 1000)}.00,${300_000 + Math.floor(at / 1000)}.00`];
    const line = `"${number}, ${street}, DUNMERE, ${postcode}"`;
    const row = `${999_900_000_000 + at},,,9990001,,RD04,${point},,,1,2026-02-10,${line},,,,,${number},${street},,DUNMERE,DUNMERE,,${postcode},,,I\n`;
    if (!stream.write(row)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
}
