import { readFileSync } from 'node:fs';
import path from 'node:path';
import { addressFilesConformance } from '@moothall/adapter-testkit';
import { expect } from 'chai';
import { adapter } from './adapter.js';

const fixture = (name: string): string =>
  readFileSync(path.resolve('packages/core/src/places/import/fixtures', name), 'utf8');
/** The first rows have no fault. */
const core = fixture('core.csv').split('\n').slice(0, 4).join('\n');
const plusCells: Readonly<Record<number, string>> = {
  ...{ 1: '999900000001', 3: 'I', 6: 'RD04', 8: '292591.00', 9: '93308.00', 13: '9901', 16: '2026-02-10' },
  ...{ 24: '12', 37: '9990001', 53: 'TANNER LANE', 63: 'DUNMERE', 65: 'zz99zz' },
};
const plus = Array.from({ length: 77 }, (_, place) => `"${plusCells[place + 1] ?? ''}"`).join(',');

addressFilesConformance({
  adapter,
  samples: [
    { format: 'addressbase-core', title: 'AddressBase Core with its headings', text: core },
    { format: 'addressbase-core', title: 'AddressBase Core without', text: core.split('\n').slice(1).join('\n') },
    {
      format: 'addressbase-plus',
      title: 'AddressBase Plus',
      text: plus,
      expected: [
        {
          ...{ change: 'insert', uprn: '999900000001', usrn: '9990001', localCustodianCode: 9901 },
          ...{ number: '12', street: 'TANNER LANE', town: 'DUNMERE', postcode: 'ZZ9 9ZZ', classification: 'RD04' },
          ...{ easting: 292591, northing: 93308, asOf: '2026-02-10', line: '12 TANNER LANE, DUNMERE, ZZ9 9ZZ' },
        },
      ],
    },
    { format: 'addressbase-premium', title: 'AddressBase Premium', text: fixture('premium.csv') },
    { format: 'llpg', title: 'a council’s gazetteer in DTF 7.3', text: fixture('dtf73.csv') },
  ],
});

describe('files of addresses that are no such file', () => {
  const { formats } = adapter.create({
    ...{ settings: {}, secrets: {}, now: () => 0 },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    fetch: () => Promise.reject(new Error('files are read without a call')),
    connect: () => Promise.reject(new Error('nothing is connected to here')),
  });
  const firstOf = (name: string, fields: readonly string[]): unknown =>
    formats
      .find((format) => format.name === name)
      ?.open()
      .read(fields, 1);

  it('are refused as a whole by their first record, with what to do', () => {
    expect(() => firstOf('addressbase-core', ['1', '2'])).to.throw('has 2 columns; AddressBase Core has 27');
    expect(() => firstOf('addressbase-plus', plus.split(',').slice(1))).to.throw('AddressBase Plus has 77');
    expect(() => firstOf('addressbase-premium', ['<?xml version="1.0"?>'])).to.throw('Order the CSV supply');
    expect(() => firstOf('llpg', ['21', 'I'])).to.throw('header record (10)');
  });
});
