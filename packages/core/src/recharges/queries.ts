import { z } from 'zod';
import { notFound } from '../kernel/errors.js';
import { readCursor, writeCursor } from '../kernel/cursor.js';
import { uuidField } from '../kernel/input.js';
import { isLocalDate } from '../kernel/local-date.js';
import { defineQuery } from '../kernel/query.js';
import { wantsCalls } from './draft-lines.js';
import { listDisputes, listLinesOf } from './lines-repository.js';
import { findStatement, listStatementsOf } from './repository.js';
import type { Statement, StatementInFull } from './types.js';

const Place = z.tuple([z.string().refine(isLocalDate), uuidField]);

export interface StatementList {
  readonly items: readonly Statement[];
  /** Null at the end. */
  readonly nextCursor: string | null;
}

/** The statements in which the reader's councils charge or are charged, the latest month first. */
export const listStatements = defineQuery({
  name: 'recharges.list-statements',
  permission: 'recharges.read',
  input: z.strictObject({
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: z.string().max(200).optional(),
  }),
  run: async ({ db }, { limit, cursor }): Promise<StatementList> => {
    const [monthOn, id] = cursor === undefined ? [] : readCursor(Place, cursor);
    const after = monthOn === undefined || id === undefined ? undefined : { monthOn, id };
    const found = await listStatementsOf(db, limit + 1, after);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: last && found.length > limit ? writeCursor([last.monthOn, last.id]) : null };
  },
});

/** A statement with its lines and what is disputed, the same for both sides. @throws not_found */
export const getStatement = defineQuery({
  name: 'recharges.get-statement',
  permission: 'recharges.read',
  input: z.strictObject({ id: uuidField }),
  run: async ({ db }, { id }): Promise<StatementInFull> => {
    const statement = await findStatement(db, id);
    if (!statement) throw notFound();
    const isAsked = statement.state === 'draft' && (await wantsCalls(db, statement));
    const [lines, disputes] = [await listLinesOf(db, id), await listDisputes(db, id)];
    return { ...statement, lines, disputes, wantsCalls: isAsked };
  },
});
