import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { importLegacyCases } from '../cases/index.js';
import { badInput } from '../kernel/errors.js';
import type { ImportReport } from '../kernel/import/run-import.js';
import type { Kernel } from '../kernel/kernel.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { ImporterInput } from './importers.js';

/** What the system before called services and statuses, as `-o mapping=FILE.yaml` says it. */
const Mapping = z.strictObject({
  /** Their service's name, and the key of ours. */
  services: z.record(z.string(), z.string()),
  statuses: z.record(z.string(), z.strictObject({ to: z.string(), ended: z.boolean() })),
});
type Mapping = z.infer<typeof Mapping>;

/**
 * Brings in what a council moving from another system has: open and closed cases with history and attachments.
 * @throws bad_input naming the setting; import_file_unreadable
 */
export async function importCases(
  kernel: Kernel,
  input: ImporterInput,
  authorityId: AuthorityId,
): Promise<ImportReport> {
  const { file, settings, startedBy, onProgress } = input;
  const layout = /\.jsonl$/i.test(file) ? 'jsonl' : 'csv';
  return await importLegacyCases(kernel, {
    file,
    authorityId,
    startedBy,
    options: { layout, ...readMapping(settings['mapping']) },
    ...(settings['attachments'] === undefined ? {} : { attachments: settings['attachments'] }),
    ...(onProgress ? { onProgress } : {}),
  });
}

function readMapping(file: string | undefined): Mapping {
  if (file === undefined)
    throw mappingFault('Name the YAML file that says which of their services and statuses are which of yours');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw mappingFault(`This file can’t be read: ${(cause as { code?: string }).code ?? ''}`);
  }
  const mapping = Mapping.safeParse(parse(text));
  if (mapping.success) return mapping.data;
  const [issue] = mapping.error.issues;
  throw mappingFault(`${issue?.path.map(String).join('.') || 'It'}: ${issue?.message ?? 'this is no mapping'}`);
}

function mappingFault(message: string): Error {
  return badInput({ faults: [{ field: 'mapping', message }] });
}
