import { adapter } from '@moothall/adapter-addresses-addressbase';
import type { AddressFormat, GazetteerPart } from '@moothall/adapter-sdk';
import type { ImportFormat } from '../../kernel/import/row-reader.js';
import type { Kernel } from '../../kernel/kernel.js';
import { importAddresses, type AddressFile, type AddressImportReport } from '../commands/import-addresses.js';
import { changesIn, partsIn } from '../import/changes-in-files.js';
import type { GazetteerChange } from '../import/gazetteer-change.js';
import { told } from './imported-places.js';

/** The formats of AddressBase and LLPG files. */
export const addressFormats: readonly AddressFormat[] = adapter.create({
  ...{ settings: {}, secrets: {}, now: () => 0 },
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  fetch: () => Promise.reject(new Error('files are read without a call')),
  connect: () => Promise.reject(new Error('nothing is connected to here')),
}).formats;

function formatNamed(name: string): AddressFormat {
  const found = addressFormats.find((format) => format.name === name);
  if (!found) throw new Error(`there is no format ${name}`);
  return found;
}

/** The reader of a format whose records say all of a property. */
export function wholeReader(name: string): ImportFormat<GazetteerChange> {
  const format = formatNamed(name);
  if (format.gives !== 'addresses') throw new Error(`${name} comes in parts`);
  return changesIn(format);
}

/** The reader of a format that comes in parts. */
export function partsReader(name: string): ImportFormat<GazetteerPart> {
  const format = formatNamed(name);
  if (format.gives !== 'parts') throw new Error(`${name} comes whole`);
  return partsIn(format);
}

/** Loads a file, whichever of the formats it is in. */
export function loadAddresses(
  kernel: Kernel,
  file: string,
  more: Partial<AddressFile> = {},
): Promise<AddressImportReport> {
  return importAddresses(kernel, { ...told(file), formats: addressFormats, ...more });
}
