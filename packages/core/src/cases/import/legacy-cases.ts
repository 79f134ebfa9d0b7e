import { RowFault, rowFault } from '../../kernel/import/row-reader.js';
import type { ImportFormat, ImportSource, ReadOptions, ReadRow } from '../../kernel/import/row-reader.js';
import { measuredAttachment } from './attachment-folder.js';
import type { AttachmentSizes } from './attachment-folder.js';
import { readCaseLines } from './case-lines.js';
import { readCaseTable } from './case-table.js';
import type { LegacyAttachment, LegacyCase } from './legacy-case.js';

export interface LegacyCasesOptions extends ReadOptions {
  /** `jsonl`: one case to a line, with its history. `csv`: further rows with the same reference add to the history. */
  readonly layout: 'jsonl' | 'csv';
  /** Their names of services, without case, and ours. */
  readonly services: Readonly<Record<string, string>>;
  /** Their statuses, without case, and ours. */
  readonly statuses: Readonly<Record<string, MappedStatus>>;
  /** Absent: a row with attachments is refused. */
  readonly attachmentSizes?: AttachmentSizes;
  /** For each file; 25 MB when left out. */
  readonly maxAttachmentBytes?: number;
}

export interface MappedStatus {
  readonly to: string;
  /** Whether a case with this status is over: it must then say when it was closed. */
  readonly ended: boolean;
}

/** A case whose attachments haven't been looked up. */
export type UnmeasuredCase = Omit<LegacyCase, 'attachments'> & { readonly attachmentPaths: readonly string[] };

const DEFAULT_MAX_BYTES = 25 * 1_048_576;

/** Open and closed cases of another system. Nothing is written: files are only measured. */
export const legacyCases: ImportFormat<LegacyCase, LegacyCasesOptions> = {
  name: 'legacy-cases',
  describe: 'Cases from another system with history and attachments, as JSON Lines or CSV.',
  async *read(source: ImportSource, options: LegacyCasesOptions) {
    const read = options.layout === 'jsonl' ? readCaseLines : readCaseTable;
    for await (const row of read(source, options)) {
      if (row.line <= (options.afterLine ?? 0)) continue;
      yield row.ok ? await withAttachments(row.line, row.value, options) : row;
    }
  },
};

async function withAttachments(
  line: number,
  unmeasured: UnmeasuredCase,
  options: LegacyCasesOptions,
): Promise<ReadRow<LegacyCase>> {
  const { attachmentPaths, ...rest } = unmeasured;
  const attachments: LegacyAttachment[] = [];
  try {
    for (const path of attachmentPaths) {
      if (!options.attachmentSizes) throw new RowFault('Say where the folder of attachments is.', 'attachments');
      attachments.push(
        await measuredAttachment(path, options.attachmentSizes, options.maxAttachmentBytes ?? DEFAULT_MAX_BYTES),
      );
    }
  } catch (error) {
    if (error instanceof RowFault) return rowFault(line, error.message, error.field);
    throw error;
  }
  return { ok: true, line, value: { ...rest, attachments } };
}
