import { createReadStream, statSync } from 'node:fs';
import { readInThread } from '../../kernel/import/read-in-thread.js';
import type { ReadRow } from '../../kernel/import/row-reader.js';
import { readCustomersCsv, type CustomersOptions } from './customers-csv.js';
import { packedCustomer } from './packed-customer.js';
import { toldOf, type ReadCustomer } from './told-customer.js';

export interface CustomersFile {
  readonly file: string;
  readonly options: CustomersOptions;
}

const inThread = new URL('./read-customers-thread.js', import.meta.url);
/** Some ten thousand customers. A thread for fewer takes longer to start than it saves. */
const largeFrom = 1 << 20;
const readAtOnce = 1 << 18;

/** The rows of a file, some at a time; those of a large one are read in a thread, beside the one that writes. */
export function readCustomers(
  file: string,
  options: CustomersOptions,
  threadFrom = largeFrom,
): AsyncIterable<readonly ReadRow<ReadCustomer>[]> {
  const about: CustomersFile = { file, options };
  return statSync(file).size < threadFrom ? readHere(about) : readInThread(inThread, about, packedCustomer);
}

export async function* readHere({ file, options }: CustomersFile): AsyncGenerator<ReadRow<ReadCustomer>[]> {
  const source = createReadStream(file, { highWaterMark: readAtOnce });
  for await (const rows of readCustomersCsv(source, options))
    yield rows.map((row) => (row.ok ? { ok: true, line: row.line, value: toldOf(row.value) } : row));
}
