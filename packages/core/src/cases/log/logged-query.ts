import { z } from 'zod';
import type { Instant } from '../../kernel/clock.js';
import { notFound } from '../../kernel/errors.js';
import { defineQuery } from '../../kernel/query.js';
import { findReceipt } from '../restricted/receipts-repository.js';
import { parseCaseReference } from '../reference.js';
import { findCase } from '../repository.js';
import { othersTeams } from '../restricted/restricted-access.js';

/** What the person who logged a case tells the customer. */
export interface LoggedCase {
  readonly reference: string;
  /** Null, as is the rest: the case is restricted to another team, and that it was passed is all that is told. */
  readonly title: string | null;
  readonly serviceName: string | null;
  readonly dueAt: Instant | null;
}

/** The confirmation of a case, for the person who logged it; holds nothing that the customer said. */
export const getLoggedCase = defineQuery({
  name: 'cases.get-logged-case',
  permission: 'cases.log',
  input: z.strictObject({ reference: z.string().max(100) }),
  run: async (context, { reference: written }): Promise<LoggedCase> => {
    const { actor, db, kernel } = context;
    const reference = parseCaseReference(written);
    if (reference === undefined || actor.kind !== 'staff') throw notFound();
    const receipt = await findReceipt(kernel.db, db.scope, { reference, person: actor.staffId });
    if (!receipt) throw notFound();
    const found = await findCase(db, receipt.id);
    const isOpen = found !== undefined && !(await othersTeams(context, [found]))(found);
    const { title, serviceName, dueAt } = isOpen ? receipt : { title: null, serviceName: null, dueAt: null };
    return { reference, title, serviceName, dueAt };
  },
});
