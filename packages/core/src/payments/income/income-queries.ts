import { z } from 'zod';
import { readCursor, writeCursor } from '../../kernel/cursor.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { defineQuery } from '../../kernel/query.js';
import { findIncomeFile, listFiles, listIncomeLines } from './income-repository.js';
import type { IncomeFile, IncomeLine } from './income-types.js';

const Place = z.tuple([z.number().int(), uuidField]);

export interface FileList {
  readonly items: readonly IncomeFile[];
  /** Null at the end. */
  readonly nextCursor: string | null;
}

/** The files for the income systems of the reader's councils, the latest first. */
export const listIncomeFiles = defineQuery({
  name: 'payments.list-income-files',
  permission: 'payments.reconcile',
  input: z.strictObject({
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: z.string().max(200).optional(),
  }),
  run: async ({ db }, { limit, cursor }): Promise<FileList> => {
    const [madeAt, id] = cursor === undefined ? [] : readCursor(Place, cursor);
    const after = madeAt === undefined || id === undefined ? undefined : { madeAt, id };
    const found = await listFiles(db, limit + 1, after);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: last && found.length > limit ? writeCursor([last.madeAt, last.id]) : null };
  },
});

export interface WholeFile {
  readonly file: IncomeFile;
  /** Cases that the reader may not see are named in none. */
  readonly lines: readonly IncomeLine[];
}

/** @throws not_found */
export const getIncomeFile = defineQuery({
  name: 'payments.get-income-file',
  permission: 'payments.reconcile',
  input: z.strictObject({ id: uuidField }),
  run: async ({ db, shown }, { id }): Promise<WholeFile> => {
    const file = await findIncomeFile(db, id);
    if (!file) throw notFound();
    shown(file.authorityId, 'income-file', [id]);
    return { file, lines: await listIncomeLines(db, id) };
  },
});
