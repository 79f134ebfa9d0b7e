import { z } from 'zod';
import { notFound } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { defineQuery, type QueryContext } from '../../kernel/query.js';
import { compareDefinitions, entryNames, type DefinitionChange } from './compare-definitions.js';
import { checkDesign } from './design-checks.js';
import { designErrors } from './design-errors.js';
import { findDesign, listDesigns as listStored, type ServiceDesign } from './draft-repository.js';
import type { Fault, ServiceDefinition } from '../types.js';
import { findServiceVersion, listServiceVersions } from './versions-repository.js';

export interface CheckedDesign extends ServiceDesign {
  /** What keeps it from being published. */
  readonly faults: readonly Fault[];
}

/** The services of an authority as designers see them, each checked as it stands. */
export const listDesigns = defineQuery({
  name: 'services.list-designs',
  permission: 'services.design',
  input: z.strictObject({ authorityId: z.coerce.number().int() }),
  run: async (context, { authorityId }): Promise<CheckedDesign[]> => {
    const checked = [];
    for (const design of await listStored(context.db, authorityId)) checked.push(await check(context, design));
    return checked;
  },
});

export const getDesign = defineQuery({
  name: 'services.get-design',
  permission: 'services.design',
  input: z.strictObject({ id: uuidField }),
  run: async (context, { id }): Promise<CheckedDesign> => await check(context, await designOf(context, id)),
});

/** What was published of a service, newest first. */
export const listVersions = defineQuery({
  name: 'services.list-versions',
  permission: 'services.design',
  input: z.strictObject({ id: uuidField }),
  run: async (context, { id }) => ({
    design: await designOf(context, id),
    versions: await listServiceVersions(context.db, id),
  }),
});

export interface ComparedVersions {
  readonly design: ServiceDesign;
  readonly from: number;
  /** `draft`: what is being written now. */
  readonly to: number | 'draft';
  readonly changes: readonly DefinitionChange[];
  /** What entries of lists are called, by their paths. */
  readonly names: ReadonlyMap<string, string>;
}

/** Two versions of a service, or one and the draft, side by side. */
export const compareVersions = defineQuery({
  name: 'services.compare-versions',
  permission: 'services.design',
  input: z.strictObject({ id: uuidField, from: versionField, to: z.union([z.literal('draft'), versionField]) }),
  run: async (context, { id, from, to }): Promise<ComparedVersions> => {
    const design = await designOf(context, id);
    const before = await definitionAt(context, id, from);
    const after = to === 'draft' ? design.definition : await definitionAt(context, id, to);
    const names = new Map([...entryNames(before), ...entryNames(after)]);
    return { design, from, to, changes: compareDefinitions(before, after), names };
  },
});

async function designOf({ db }: QueryContext, id: string): Promise<ServiceDesign> {
  const design = await findDesign(db, id);
  if (!design) throw notFound();
  return design;
}

async function definitionAt({ db }: QueryContext, id: string, number: number): Promise<ServiceDefinition> {
  const version = await findServiceVersion(db, id, number);
  if (!version) throw designErrors.noSuchVersion();
  return version.definition;
}

async function check(context: QueryContext, design: ServiceDesign): Promise<CheckedDesign> {
  return { ...design, faults: await checkDesign(context, design.authorityId, design.definition) };
}
