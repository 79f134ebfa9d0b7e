import type { Reads } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';

const interactionOf = statement<{ id: string }, { id: string }>('select i.id from @interactions i where i.id = :id');

/** Whether the interaction is within the reader's authorities; it may be another one's than the case's. */
export async function hasInteraction(db: Reads, id: string): Promise<boolean> {
  return (await db.first(interactionOf, { id })) !== undefined;
}
