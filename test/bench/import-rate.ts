import { createWriteStream, rmSync } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { closeKernel, openKernel } from '#core/app/compose.js';
import { foundAuthority } from '#core/app/found-authority.js';
import { importCustomers } from '#core/customers/index.js';
import { systemClock } from '#core/kernel/clock.js';
import { readConfig } from '#core/kernel/config.js';
import { layOut, type DatasetPlace } from './build/dataset.js';
import { customerAt } from './world/customers.js';

/** Customers a second that the product's importer brings from a CSV file into an empty database. */
export async function measureImport(place: DatasetPlace, rows: number): Promise<number> {
  await place.clear();
  layOut(place);
  const file = path.join(place.directory, 'customers.csv');
  await writeCsv(file, rows);
  const kernel = await openKernel(readConfig(place.directory, { MOOTHALL__LOG__LEVEL: 'warn' }), systemClock());
  try {
    const authorityId = await addCouncil(kernel);
    const began = performance.now();
    const report = await importCustomers(kernel, { file, authorityId, startedBy: 'benchmark' });
    const perSecond = (rows * 1000) / (performance.now() - began);
    if (report.written !== rows || report.refused > 0)
      throw new Error(
        `the importer wrote ${report.written} of ${rows} rows: ${JSON.stringify(report.faults.slice(0, 5))}`,
      );
    return perSecond;
  } finally {
    await closeKernel(kernel);
    rmSync(place.directory, { recursive: true, force: true });
    await place.clear();
  }
}

/** A council in an empty database. */
/** A council of its own, as an operator adds the first. */
export function addCouncil(kernel: Parameters<typeof closeKernel>[0]): Promise<number> {
  const council = { slug: 'castlebridge', name: 'City of Castlebridge Council', shortName: 'Castlebridge' };
  const about = { tier: 'unitary', nation: 'england', referencePrefix: 'CB', brandColour: '#5b2a6e' } as const;
  return foundAuthority(kernel, { ...council, ...about });
}

async function writeCsv(file: string, rows: number): Promise<void> {
  const stream = createWriteStream(file);
  stream.write('id,title,first name,last name,date of birth,phone,email,address,postcode,council-tax:account\n');
  for (let index = 0; index < rows; index += 1) {
    const { title, firstName, lastName, bornOn, telephone, email, account, place } = customerAt(index, {
      customers: rows,
      members: 'founders',
    });
    const cells = [
      `c${index}`,
      title,
      firstName,
      lastName,
      bornOn,
      telephone,
      email,
      place.line,
      place.postcode,
      account,
    ];
    const line = cells.map((cell) => (cell === undefined ? '' : `"${cell}"`)).join(',');
    if (!stream.write(`${line}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
}
