import { findAuthorityBySlug, getPartnership } from '../authorities/index.js';
import { importCustomers } from '../customers/index.js';
import { badInput } from '../kernel/errors.js';
import type { ImportReport } from '../kernel/import/run-import.js';
import type { Kernel } from '../kernel/kernel.js';
import type { AuthorityId } from '../kernel/scope.js';

/** What the command line gives an import. */
export interface ImporterInput {
  readonly file: string;
  /** Slug. */
  readonly authority?: string;
  /** Settings of this kind, by name. */
  readonly settings: Readonly<Record<string, string>>;
  readonly startedBy: string;
  readonly onProgress?: (progress: ImportReport) => void;
}

/** A kind of file that can be brought in. */
export interface Importer {
  readonly kind: string;
  readonly describe: string;
  run(kernel: Kernel, input: ImporterInput): Promise<ImportReport>;
}

/** Every kind, as `moothall import` lists them. */
export const importers: readonly Importer[] = [
  {
    kind: 'customers',
    describe: 'customers as CSV; -o map.<Heading>=<field> where headings don’t say what they hold',
    run: async (kernel, input) => {
      const mapping = mappingOf(input.settings);
      return await importCustomers(kernel, { ...common(input), authorityId: await ownerOf(kernel, input), mapping });
    },
  },
];

function common({ file, startedBy, onProgress }: ImporterInput) {
  return { file, startedBy, ...(onProgress ? { onProgress } : {}) };
}

function mappingOf(settings: ImporterInput['settings']): Record<string, never> {
  const named = Object.entries(settings).filter(([name]) => name.startsWith('map.'));
  return Object.fromEntries(named.map(([name, field]) => [name.slice('map.'.length), field])) as Record<string, never>;
}

/** @throws bad_input when none is named, or it is unknown */
async function ownerOf(kernel: Kernel, { authority }: ImporterInput): Promise<AuthorityId> {
  const found = authority === undefined ? undefined : await findAuthorityBySlug(kernel, authority);
  if (found) return found.id;
  const message =
    authority === undefined ? 'Name the authority whose data this is' : `There is no authority ${authority}`;
  throw badInput({ faults: [{ field: '--authority', message }] });
}

/** The authority named, or the partnership for what all share. */
export async function ownerOrPartnership(kernel: Kernel, input: ImporterInput): Promise<AuthorityId> {
  return input.authority === undefined ? (await getPartnership(kernel)).id : await ownerOf(kernel, input);
}
