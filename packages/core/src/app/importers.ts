import {
  findAuthorityBySlug,
  importBankHolidays,
  importGssAuthorities,
  listAuthorities,
} from '../authorities/index.js';
import { importAddressFile } from './import-address-file.js';
import { importCases } from './import-cases.js';
import { importZipped } from './import-zipped.js';
import { importCustomers, type CustomerMapping } from '../customers/index.js';
import { compareStaffFile, differenceLines, importStaff } from '../directory/index.js';
import { badInput } from '../kernel/errors.js';
import type { ImportFile } from '../kernel/import/import-file.js';
import type { ImportReport } from '../kernel/import/run-import.js';
import type { ReadOptions } from '../kernel/import/row-reader.js';
import type { Kernel } from '../kernel/kernel.js';
import {
  compareResponsibilitiesFile,
  importPropertyFacts,
  importResponsibilities,
  ruleDifferenceLines,
  type AddressImportReport,
  type ResponsibilitiesFile,
} from '../places/index.js';
import { answerableKeys, importLgilInteractions, importLgslServices, importServiceTiers } from '../services/index.js';

/** What the command line gives an import. */
export interface ImporterInput {
  readonly file: string;
  /** Slug. */
  readonly authority?: string;
  /** Settings of this kind, by name. */
  readonly settings: Readonly<Record<string, string>>;
  readonly startedBy: string;
  readonly onProgress?: (progress: ImportReport) => void;
  /** Addresses that were made of a file in parts so far. */
  readonly onAddresses?: (made: number) => void;
}

/** What a file would change, looked at before it does. */
export interface ImportDifference {
  readonly lines: readonly string[];
  /** The file says what is said already. */
  readonly isNothing: boolean;
  /** Given back as the setting `confirm`, it names this very difference; absent: rows have to be corrected first. */
  readonly code?: string | undefined;
  /** Rows that are left out. */
  readonly refused: number;
  /** All of it, for programs. */
  readonly whole: object;
}

/** A kind of file that can be brought in. */
export interface Importer {
  readonly kind: string;
  readonly describe: string;
  /** Settings that this kind takes besides `encoding` and `delimiter`; `map.*` for any name that begins so. */
  readonly settings?: readonly string[];
  /** Of kinds that are looked at first: nothing is written until the setting `confirm` names the difference. */
  readonly compare?: (kernel: Kernel, input: ImporterInput) => Promise<ImportDifference>;
  readonly run: (kernel: Kernel, input: ImporterInput) => Promise<ImportReport & Partial<AddressImportReport>>;
}

type Import = (kernel: Kernel, file: ImportFile) => Promise<ImportReport>;

/** Every kind, as `moothall import` lists them. */
export const importers: readonly Importer[] = [
  plain('gss-authorities', 'the national list of authorities (CSV)', importGssAuthorities),
  plain('bank-holidays', 'bank holidays, as gov.uk publishes them (JSON)', importBankHolidays),
  plain('lgsl-services', 'the Local Government Services List (CSV)', importLgslServices),
  plain('service-tiers', 'which tier of council provides which service (CSV)', importServiceTiers),
  plain('lgil-interactions', 'the Local Government Interactions List (CSV)', importLgilInteractions),
  {
    kind: 'addresses',
    describe:
      'addresses, as CSV files or a ZIP of them, in the formats that the connections of the configuration read; -o via=CONNECTION -o format=NAME',
    settings: ['via', 'format'],
    run: async (kernel, input) => {
      const file = { ...(await fileOf(kernel, input)), onAddresses: input.onAddresses };
      return await importZipped(kernel, file, input.settings, (part) =>
        importAddressFile(kernel, { ...file, file: part }, input.settings),
      );
    },
  },
  plain('property-facts', 'dated facts of properties: uprn, fact, value, as_of (CSV)', importPropertyFacts),
  {
    kind: 'responsibilities',
    describe: 'who answers where, by service and area (CSV); shows the difference, and writes it with -o confirm=CODE',
    settings: ['confirm'],
    compare: async (kernel, input) => {
      const whole = await compareResponsibilitiesFile(kernel, await rulesOf(kernel, input));
      const lines = ruleDifferenceLines(whole, await listAuthorities(kernel));
      const isNothing = whole.added.length + whole.changed.length + whole.ended.length === 0;
      return { lines, isNothing, code: whole.code, refused: whole.faults.length, whole };
    },
    run: async (kernel, input) => {
      const { confirm: code = '' } = input.settings;
      return await importResponsibilities(kernel, { ...(await rulesOf(kernel, input)), code });
    },
  },
  {
    kind: 'staff',
    describe: 'staff, their roles and teams (CSV); shows the difference, and writes it with -o confirm=CODE',
    settings: ['confirm', 'end-posts'],
    compare: async (kernel, input) => {
      const whole = await compareStaffFile(kernel, await fileOf(kernel, input));
      const isNothing = whole.added.length + whole.changed.length + whole.gone.length === 0;
      return { lines: differenceLines(whole), isNothing, code: whole.code, refused: whole.faults.length, whole };
    },
    run: async (kernel, input) => {
      const { confirm: code = '', 'end-posts': endPosts = 'false' } = input.settings;
      const confirmed = { code, endPosts: endPosts === 'true' };
      return await importStaff(kernel, { ...(await fileOf(kernel, input)), confirmed });
    },
  },
  {
    kind: 'customers',
    describe: 'customers (CSV); -o "map.First Name=firstName" where headings don’t say what they hold',
    settings: ['map.*'],
    run: async (kernel, input) =>
      await importCustomers(kernel, {
        ...common(input),
        authorityId: await ownerOf(kernel, input),
        mapping: mappingOf(input.settings),
        options: readOptions(input),
      }),
  },
  {
    kind: 'cases',
    describe:
      'open and closed cases with their history (JSON Lines or CSV); -o mapping=FILE.yaml -o attachments=FOLDER',
    settings: ['mapping', 'attachments'],
    run: async (kernel, input) => await importCases(kernel, input, await ownerOf(kernel, input)),
  },
];

function plain(kind: string, describe: string, bringIn: Import): Importer {
  return {
    kind,
    describe,
    run: async (kernel, input) => await bringIn(kernel, await fileOf(kernel, input)),
  };
}

async function fileOf(kernel: Kernel, input: ImporterInput): Promise<ImportFile> {
  const owner = input.authority === undefined ? {} : { authorityId: await ownerOf(kernel, input) };
  return { ...common(input), ...owner, read: readOptions(input) };
}

async function rulesOf(kernel: Kernel, input: ImporterInput): Promise<ResponsibilitiesFile> {
  return { ...(await fileOf(kernel, input)), services: await answerableKeys(kernel) };
}

/** The importer of that kind. @throws bad_input naming a setting that it doesn't take */
export function findImporter(kind: string, settings: ImporterInput['settings']): Importer | undefined {
  const importer = importers.find((known) => known.kind === kind);
  const taken = ['encoding', 'delimiter', ...(importer?.settings ?? [])];
  const known = (name: string): boolean =>
    taken.some((each) => (each.endsWith('*') ? name.startsWith(each.slice(0, -1)) : each === name));
  const unknown = Object.keys(settings).filter((name) => !known(name));
  if (importer && unknown.length > 0)
    throw badInput({ faults: unknown.map((field) => ({ field, message: `This import takes ${taken.join(', ')}` })) });
  return importer;
}

function common({ file, startedBy, onProgress }: ImporterInput): Pick<ImportFile, 'file' | 'startedBy' | 'onProgress'> {
  return { file, startedBy, ...(onProgress ? { onProgress } : {}) };
}

/** @throws bad_input */
function readOptions({ settings }: ImporterInput): ReadOptions {
  const { encoding, delimiter } = settings;
  if (encoding !== undefined && encoding !== 'windows-1252')
    throw badInput({ faults: [{ field: 'encoding', message: 'Only windows-1252 needs to be said' }] });
  if (delimiter !== undefined && delimiter !== ',' && delimiter !== ';' && delimiter !== '\t')
    throw badInput({ faults: [{ field: 'delimiter', message: 'Use a comma, a semicolon or a tab' }] });
  return { ...(encoding ? { encoding } : {}), ...(delimiter ? { delimiter } : {}) };
}

/** Column headings by the field that they hold; the reader refuses fields that don't exist. */
function mappingOf(settings: ImporterInput['settings']): CustomerMapping {
  const named = Object.entries(settings).filter(([name]) => name.startsWith('map.'));
  return Object.fromEntries(named.map(([name, field]) => [name.slice('map.'.length), field])) as CustomerMapping;
}

/** @throws bad_input when none is named, or it is unknown */
async function ownerOf(kernel: Kernel, { authority }: ImporterInput): Promise<number> {
  const found = authority === undefined ? undefined : await findAuthorityBySlug(kernel, authority);
  if (found) return found.id;
  const message =
    authority === undefined ? 'Name the authority whose data this is' : `There is no authority ${authority}`;
  throw badInput({ faults: [{ field: '--authority', message }] });
}
