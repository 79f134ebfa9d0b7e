import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isError } from '../../kernel/errors.js';
import type { ReadRow } from '../../kernel/import/row-reader.js';
import { readCustomers } from './read-customers.js';
import type { ReadCustomer } from './told-customer.js';

const headings = 'Customer Ref,First Name,Surname,DOB,Phone,Email,Address 1,Postcode,UPRN';
const inThread = 0;
const inProcess = Infinity;

describe('reading a customers file in a thread of its own', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'moothall-reading-'));
  after(() => rmSync(folder, { recursive: true }));

  const fileOf = (rows: readonly string[]): string => {
    const file = path.join(folder, 'customers.csv');
    writeFileSync(file, [headings, ...rows, ''].join('\n'));
    return file;
  };
  const rowOf = (number: number): string =>
    `C-${number},Nerys,Vale,03/04/1971,01632 960401,n${number}@post.example,${number} Tanner Lane,DM5 1AA,`;
  const readAll = async (file: string, threadFrom: number, afterLine = 0): Promise<ReadRow<ReadCustomer>[]> => {
    const rows: ReadRow<ReadCustomer>[] = [];
    for await (const some of readCustomers(file, { afterLine }, threadFrom)) rows.push(...some);
    return rows;
  };

  it('gives the rows, lines and faults that reading in the process gives, also from the middle of a file', async () => {
    const rows = Array.from({ length: 1200 }, (_, number) => rowOf(number));
    rows[600] = 'C-600,Nerys,Vale,31/02/1971,,,,,';
    rows[601] = 'C-601,Siân,Ó Sé,,,,,,999900000001';
    const file = fileOf(rows);
    const read = await readAll(file, inThread);
    expect(read).to.have.length(1200);
    expect(read[600]).to.include({ ok: false, line: 602, field: 'date of birth' });
    expect(read).to.deep.equal(await readAll(file, inProcess));
    expect(await readAll(file, inThread, 1000)).to.deep.equal(read.slice(999));
  });

  it('gives every row in order though it waits for whoever takes them, and stops when they do', async () => {
    const file = fileOf(Array.from({ length: 30_000 }, (_, number) => rowOf(number)));
    let taken = 0;
    for await (const rows of readCustomers(file, {}, inThread)) {
      for (const [place, row] of rows.entries()) expect(row.line).to.equal(taken + place + 2);
      taken += rows.length;
      if (taken >= 25_000) break;
    }
    expect(taken).to.be.within(25_000, 29_999);
  });

  it('throws the fault of a file as a whole, with its line, after the rows before it', async () => {
    const file = fileOf([]);
    const bytes = [Buffer.from(`${headings}\n${rowOf(1)}\n`), Buffer.from([0xff]), Buffer.from(`${rowOf(2)}\n`)];
    writeFileSync(file, Buffer.concat(bytes));
    const error: unknown = await readAll(file, inThread).catch((reason: unknown) => reason);
    expect(isError(error, 'import_file_unreadable')).to.equal(true);
    expect(error)
      .to.have.property('message')
      .that.matches(/^Line 3 has a byte \(0xFF\)/);
    expect(error).to.have.deep.property('facts', { line: 3 });
  });
});
