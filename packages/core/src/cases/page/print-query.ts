import { z } from 'zod';
import { uuidField } from '../../kernel/input.js';
import { defineQuery } from '../../kernel/query.js';
import { may } from '../../kernel/scope.js';
import { listEvents } from '../events-repository.js';
import { getCasePage, type WholeCase } from './page-queries.js';
import { eventKinds, type CaseEvent } from '../types.js';

export const printedFor = ['staff', 'customer'] as const;
export type PrintedFor = (typeof printedFor)[number];

/** More than this is a file of paper: the newest are printed. */
const eventsAtMost = 500;

export interface CaseToPrint {
  readonly whole: WholeCase;
  /** The oldest first. For the customer: only what they may read. */
  readonly events: readonly CaseEvent[];
  /** Whether the reader may see how the customer is reached. */
  readonly showsReach: boolean;
}

/**
 * A case with its whole history, for paper; kept in the audit trail as printed.
 * @throws not_found; case_reason_needed
 */
export const getCaseToPrint = defineQuery({
  name: 'cases.get-case-to-print',
  permission: 'cases.read',
  input: z.strictObject({ id: uuidField, for: z.enum(printedFor).default('staff') }),
  run: async (context, { id, for: reader }): Promise<CaseToPrint> => {
    const whole = await context.call(getCasePage, { id });
    const { authorityId } = whole.case;
    context.shown(authorityId, 'case', [id]);
    const visible = reader === 'customer' ? (['customer'] as const) : (['customer', 'internal'] as const);
    const newest = await listEvents(context.db, id, { kinds: eventKinds, visible, limit: eventsAtMost });
    return { whole, events: newest.toReversed(), showsReach: may(context.actor, 'customers.read', authorityId) };
  },
});
