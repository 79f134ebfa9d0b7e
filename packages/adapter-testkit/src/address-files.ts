import { FileFault, isDay, normaliseUprn, RowFault } from '@moothall/adapter-sdk';
import type {
  Adapter,
  AddressChange,
  AddressesInstance,
  AddressFormat,
  Coordinates,
  GazetteerPart,
} from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import { aHost, startAdapter } from './host.js';

/** A file that the adapter reads, and what it says. */
export interface SampleFile {
  /** The format's name. */
  readonly format: string;
  /** What the test is called by. */
  readonly title: string;
  /** All of the file, as text. */
  readonly text: string;
  /** What each record that holds something comes to, in order; left out: that it is well-formed is enough. */
  readonly expected?: readonly object[];
}

export interface AddressFilesSubject {
  readonly adapter: Adapter;
  readonly settings?: unknown;
  readonly secrets?: Readonly<Record<string, string>>;
  /** At least one of each format, without a fault. */
  readonly samples: readonly SampleFile[];
}

/** Declares the tests that every adapter passes that reads files of addresses. Call it in a file that mocha runs. */
export function addressFilesConformance(subject: AddressFilesSubject): void {
  const { adapter, settings = {}, secrets = {}, samples } = subject;
  describe(`${adapter.name} as a reader of files of addresses`, () => {
    const host = aHost();
    const start = (): AddressesInstance => startAdapter<AddressesInstance>(adapter, host, { settings, secrets });
    const formatNamed = (name: string): AddressFormat => {
      const found = start().formats.find((format) => format.name === name);
      if (!found) throw new Error(`the adapter has no format ${name}`);
      return found;
    };

    it('is of the kind, and has a name that staff can recognise', () => {
      expect(adapter.kind).to.equal('addresses');
      expect(adapter.name.trim()).to.not.equal('');
    });

    it('names each of its formats once, in small letters, and describes it in a sentence', () => {
      const { formats } = start();
      expect(new Set(formats.map(({ name }) => name)).size)
        .to.equal(formats.length)
        .and.greaterThan(0);
      for (const { name, describe: words } of formats) {
        expect(name).to.match(/^[a-z][a-z0-9-]{1,40}$/);
        expect(words).to.match(/^[^a-z].*\.$/);
      }
    });

    it('has a sample of each of its formats', () => {
      const named = start().formats.map(({ name }) => name);
      expect([...new Set(samples.map(({ format }) => format))]).to.have.members(named);
    });

    for (const sample of samples) describeSample(sample, start, formatNamed);

    it('answers a record that it can’t use with a fault and nothing else, and never repeats a cell', () => {
      const strays = [[''], ['Quibblewick'], ['Quibblewick', ''], Array.from({ length: 27 }, () => 'Quibblewick')];
      for (const { format, text } of samples)
        for (const stray of [...strays, Array.from({ length: 500 }, () => 'Quibblewick'), ['x'.repeat(10_000)]]) {
          const reader = formatNamed(format).open();
          reader.read(recordsOf(text)[0] ?? [], 1);
          expect(faultOf(() => reader.read(stray, 2))).to.not.include('Quibblewick');
        }
    });
  });
}

function describeSample(
  { format: name, title, text, expected }: SampleFile,
  start: () => AddressesInstance,
  formatNamed: (name: string) => AddressFormat,
): void {
  it(`knows ${title} by its first record`, () => {
    const [first = []] = recordsOf(text);
    const claiming = start().formats.filter((format) => format.begins(first));
    expect(claiming.map((format) => format.name)).to.deep.equal([name]);
  });

  it(`reads ${title}`, () => {
    const values = valuesOf(formatNamed(name), text);
    if (expected) expect(values).to.deep.equal(expected);
    for (const value of values) expectWellFormed(value);
    expect(values).to.not.deep.equal([]);
  });

  it(`reads ${title} the same way beside another file`, () => {
    const format = formatNamed(name);
    const [one, other] = [format.open(), format.open()];
    const both = recordsOf(text).map((fields, at) => [one.read(fields, at + 1), other.read(fields, at + 1)]);
    for (const [first, second] of both) expect(second).to.deep.equal(first);
  });

  it(`finds that ${title} was cut short, where its format shows it`, () => {
    const { faultOfEnd } = formatNamed(name);
    const records = recordsOf(text);
    if (!faultOfEnd) return;
    expect(faultOfEnd(records.at(-1) ?? [])).to.equal(undefined);
    expect(faultOfEnd(records.at(-2) ?? [])).to.be.a('string');
  });
}

function recordsOf(text: string): string[][] {
  return parse(text, { relaxColumnCount: true, skipEmptyLines: true });
}

function valuesOf(format: AddressFormat, text: string): (AddressChange | GazetteerPart)[] {
  const reader = format.open();
  return recordsOf(text).flatMap((fields, at) => reader.read(fields, at + 1) ?? []);
}

function expectWellFormed(value: AddressChange | GazetteerPart): void {
  const { uprn, asOf, processedOn } = value as { uprn?: string; asOf?: string; processedOn?: string };
  if (uprn !== undefined) expect(normaliseUprn(uprn), 'a UPRN without leading zeros').to.equal(uprn);
  for (const day of [asOf, processedOn]) if (day !== undefined) expect(isDay(day), 'a day').to.equal(true);
  if ('line' in value) expect(asOf, 'the day of the last change').to.be.a('string');
  const { easting, northing, lat, lon } = value as Coordinates;
  expect(easting === undefined, 'both metres or neither').to.equal(northing === undefined);
  expect(lat === undefined, 'both degrees or neither').to.equal(lon === undefined);
}

/** The message of the fault with which it is refused, else nothing. @throws whatever else was thrown */
function faultOf(work: () => unknown): string {
  try {
    work();
    return '';
  } catch (error) {
    if (error instanceof RowFault || error instanceof FileFault) return error.message;
    throw error;
  }
}
