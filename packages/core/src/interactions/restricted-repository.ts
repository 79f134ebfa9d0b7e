import type { Reads } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';

// Relies on the keys of customers and cases, and on the indexes of contacts by customer and of enquiries by contact.
const ofRestricted = statement<{ id: string }, { id: string; authority_id: number }>(
  `select e.id, e.authority_id from @customers k join @interactions i on i.customer_id = k.id
     join @enquiries e on e.interaction_id = i.id
   where k.id = :id and k.restriction is not null
   union
   select e.id, e.authority_id from @cases c join @enquiries e on e.interaction_id = c.interaction_id
   where c.id = :id and c.restriction is not null and e.case_id = c.id
   union
   select e.id, e.authority_id from @cases c join @interactions i on i.customer_id = c.customer_id
     join @enquiries e on e.interaction_id = i.id
   where c.id = :id and c.restriction is not null and c.id in (e.case_id, i.about_case_id)`,
);

/** The enquiries of a customer, or of a case, that is restricted now; none of one that isn't. Read it in a whole scope. */
export async function listOfRestricted(
  db: Reads,
  customerOrCaseId: string,
): Promise<{ id: string; authorityId: AuthorityId }[]> {
  const rows = await db.all(ofRestricted, { id: customerOrCaseId });
  return rows.map(({ id, authority_id: authorityId }) => ({ id, authorityId }));
}
