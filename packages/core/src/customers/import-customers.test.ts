import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { statement } from '../kernel/db/statement.js';
import { everyAuthority } from '../kernel/scope.js';
import { castlebridge, dunmere, onBothEngines } from '../testing/harness.js';
import { importCustomers } from './commands/import-customers.js';
import { editCustomer } from './commands/edit-customer.js';
import { customersAtPlace, getCustomer, searchCustomers } from './queries.js';
import { makePlace } from './testing/make-place.js';

const header = 'Customer Ref,First Name,Surname,DOB,Phone,Email,Address 1,Postcode,UPRN,council-tax:account';
const rows = [
  'C-1,Nerys,Vale,03/04/1971,01632 960401; 07700 900401,nerys@post.example,1 Tanner Lane,DM5 1AA,999900000001,CT-401',
  'C-2,Owen,Marsh,,01632 960402,,,,999900000002,',
  'C-3,Ada,Byron,,,,12 Far Street,CB9 9ZZ,999988887777,',
];
const worker = ['customers.read', 'customers.edit'];

onBothEngines('importing customers', (world) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'moothall-customers-'));
  after(() => rmSync(folder, { recursive: true }));
  before(async () => {
    const street = { street: 'Tanner Lane', postcode: 'DM5 1AA' };
    await makePlace(world(), { uprn: '999900000001', number: '1', ...street });
    await makePlace(world(), { uprn: '999900000002', number: '2', ...street });
  });

  const load = async (
    lines: readonly string[],
    options: { authorityId?: number; heading?: string; name?: string; onProgress?: () => void } = {},
  ) => {
    const file = path.join(folder, `${options.name ?? 'customers'}.csv`);
    writeFileSync(file, `${[options.heading ?? header, ...lines].join('\n')}\n`);
    const { authorityId = dunmere, onProgress = () => undefined } = options;
    return await importCustomers(world().kernel, { file, authorityId, startedBy: 'command line', onProgress });
  };
  const find = async (text: string, authority = dunmere) =>
    (await world().read(await world().staff(worker, [authority]), searchCustomers, { text })).items;
  const recordOf = async (text: string) => {
    const [found] = await find(text);
    return await world().read(await world().staff(worker), getCustomer, { id: found?.id ?? '' });
  };

  it('brings customers with their numbers, addresses, identifiers and homes, ready to be found', async () => {
    expect(await load(rows)).to.include({ read: 3, written: 3, unchanged: 0, refused: 0 });
    const nerys = await recordOf('vale dm5 1aa');
    expect(nerys).to.include({
      displayName: 'Nerys Vale',
      bornOn: '1971-04-03',
      telephone: '+441632960401',
      version: 1,
    });
    expect(nerys.contactPoints).to.have.length(4);
    expect(nerys.identifiers.map(({ register, value }) => [register, value])).to.deep.equal([
      ['council-tax', 'CT-401'],
    ]);
    expect(nerys.occupancies.map(({ uprn, role }) => [uprn, role])).to.deep.equal([['999900000001', 'occupier']]);
    for (const text of ['07700 900401', 'nerys@post.example', 'ct401', '1 tanner lane', 'nery val'])
      expect(
        (await find(text)).map(({ displayName }) => displayName),
        text,
      ).to.deep.equal(['Nerys Vale']);
  });

  it('takes the gazetteer’s address where the file gives a UPRN alone, and the file’s where the gazetteer lacks it', async () => {
    expect(await recordOf('owen marsh')).to.include({ addressLine: '2 Tanner Lane, Dunmere', postcode: 'DM5 1AA' });
    expect(await recordOf('ada byron')).to.include({ addressLine: '12 Far Street', placeId: null });
    const adviser = await world().staff(worker);
    const { placeId } = await recordOf('owen marsh');
    const there = await world().read(adviser, customersAtPlace, { placeId: placeId ?? '' });
    expect(there.map(({ displayName }) => displayName)).to.deep.equal(['Owen Marsh']);
  });

  it('changes nothing when the file is imported again', async () => {
    expect(await load(rows)).to.include({ read: 3, written: 0, unchanged: 3, refused: 0 });
    expect(await find('vale dm5 1aa')).to.have.length(1);
  });

  it('leaves what somebody corrected since, until the file’s row changes', async () => {
    const { id, version } = await recordOf('owen marsh');
    const actor = await world().staff(worker);
    await world().run(actor, editCustomer, { id, expectedVersion: version, changes: { title: 'Dr' } });
    await load(rows);
    expect(await recordOf('owen marsh')).to.include({ title: 'Dr' });
  });

  it('brings changed rows up to date, tokens included', async () => {
    const changed = [
      'C-1,Nerys,Vale-Cole,03/04/1971,01632 960409,nerys@post.example,,,999900000002,CT-402',
      ...rows.slice(1),
    ];
    expect(await load(changed)).to.include({ written: 1, unchanged: 2 });
    const nerys = await recordOf('cole dm5 1aa');
    expect(nerys).to.include({ displayName: 'Nerys Vale-Cole', telephone: '+441632960409' });
    expect(nerys.addressLine).to.equal('2 Tanner Lane, Dunmere');
    expect(nerys.identifiers.map(({ value }) => value)).to.deep.equal(['CT-402']);
    expect(nerys.occupancies.map(({ uprn, toOn }) => [uprn, toOn])).to.deep.equal([
      ['999900000002', null],
      ['999900000001', '2026-11-16'],
    ]);
    expect(await find('07700 900401')).to.deep.equal([]);
    expect(await find('ct401')).to.deep.equal([]);
    expect((await find('nerys@post.example')).map(({ id }) => id)).to.deep.equal([nerys.id]);
  });

  it('takes the last of several rows with one key, and one of several equal rows without', async () => {
    const twice = ['D-1,Una,Early,,,,,,,', 'D-1,Una,Late,,,,,,,', ',Same,Person,,,,,,,', ',Same,Person,,,,,,,'];
    expect(await load(twice, { name: 'twice' })).to.include({ read: 4, written: 3, unchanged: 1 });
    expect((await find('una')).map(({ displayName }) => displayName)).to.deep.equal(['Una Late']);
    expect(await find('same person')).to.have.length(1);
  });

  it('lists rows that can’t be used by line, field and fix, and imports the others', async () => {
    const lines = ['E-1,Rhys,Good,,,,,,,', 'E-2,Rhys,Bad,31/02/1980,,,,,,', 'E-3,Rhys,Lost,,,,,,999977776666,'];
    const report = await load(lines, { name: 'faulty' });
    expect(report).to.include({ read: 3, written: 1, refused: 2 });
    expect(report.faults.map(({ line, field }) => [line, field])).to.deep.equal([
      [3, 'date of birth'],
      [4, 'UPRN'],
    ]);
    expect(report.faults[1]?.message)
      .to.match(/gazetteer has no place/)
      .and.not.match(/999977776666/);
  });

  it('refuses keys of colleagues, whom the directory brings, and imports the others', async () => {
    const key = 'staff:0190a1b2-0000-7000-8000-000000000001';
    const report = await load([`${key},Hal,Forged,,,,,,,`, 'S-2,Hal,Honest,,,,,,,'], { name: 'staff' });
    expect(report).to.include({ read: 2, written: 1, refused: 1 });
    expect(report.faults.map(({ line, field, message }) => [line, field, message])).to.deep.equal([
      [2, 'source key', 'Change the key: “staff:” begins the keys of colleagues, whom the directory brings.'],
    ]);
    expect((await find('hal')).map(({ displayName }) => displayName)).to.deep.equal(['Hal Honest']);
  });

  it('keeps the same key apart in two authorities', async () => {
    await load(rows, { authorityId: castlebridge });
    expect(await find('nerys vale', castlebridge)).to.have.length(1);
    expect(await find('nerys vale')).to.have.length(1);
  });

  it('keeps a number that it can’t read as it was written', async () => {
    await load(['F-1,Old,Number,,01632 12,,,,,'], { name: 'number' });
    expect((await recordOf('old number')).contactPoints.map(({ value }) => value)).to.deep.equal(['01632 12']);
  });

  it('writes one audit row a batch', async () => {
    const batches = statement<Record<string, never>, { count: number }>(
      "select count(*) as count from @audit_entries where action = 'import.customers'",
    );
    const count = async () => (await world().kernel.db.read(everyAuthority).first(batches, {}))?.count ?? 0;
    const before = await count();
    await load(rows);
    expect((await count()) - before).to.equal(1);
  });

  it('goes on after the last whole batch when it was cut off, and brings nobody twice', async () => {
    const lines = Array.from({ length: 10_300 }, (_, at) => `L-${at},Ida,Longrow,,,,,,,`);
    const counting = statement<Record<string, never>, { found: number }>(
      `select count(*) as found from @customers c where c.source_key like 'L-%'`,
    );
    const brought = async () => (await world().kernel.db.read(everyAuthority).first(counting, {}))?.found;
    const theLightsGoOut = (): never => {
      throw new Error('the power went');
    };
    const cutOff: unknown = await load(lines, { name: 'long', onProgress: theLightsGoOut }).catch((e: unknown) => e);
    expect(cutOff).to.be.instanceOf(Error).with.property('message', 'the power went');
    expect(await brought()).to.equal(10_000);
    const report = await load(lines, { name: 'long' });
    expect(report).to.include({ resumedAfterLine: 10_001, read: 300, written: 300, refused: 0 });
    expect(await brought()).to.equal(10_300);
    expect(await load(lines, { name: 'long' })).to.include({ read: 10_300, written: 0, unchanged: 10_300 });
  }).timeout(30_000);
});
