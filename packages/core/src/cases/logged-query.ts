import { z } from 'zod';
import type { Instant } from '../kernel/clock.js';
import { notFound } from '../kernel/errors.js';
import { defineQuery } from '../kernel/query.js';
import { parseCaseReference } from './reference.js';
import { findCaseByReference } from './repository.js';

/** What the person who logged a case tells the customer. */
export interface LoggedCase {
  readonly reference: string;
  readonly serviceName: string;
  readonly dueAt: Instant | null;
}

/** The confirmation of a case, for the person who logged it; holds nothing that the customer said. */
export const getLoggedCase = defineQuery({
  name: 'cases.get-logged-case',
  permission: 'cases.log',
  input: z.strictObject({ reference: z.string().max(40) }),
  run: async ({ db, actor }, { reference }): Promise<LoggedCase> => {
    const written = parseCaseReference(reference);
    const found = written === undefined ? undefined : await findCaseByReference(db, written);
    if (!found || actor.kind !== 'staff' || found.raisedBy !== actor.staffId) throw notFound();
    return { reference: found.reference, serviceName: found.serviceName, dueAt: found.dueAt };
  },
});
