import type { Reads } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { Participant } from '../../interactions/index.js';
import type { AuthorityId } from '../../kernel/scope.js';

/** Who was in touch, in an interaction. */
export interface InteractionParty {
  readonly authorityId: AuthorityId;
  readonly customerId: string | null;
  readonly participant: Participant;
  readonly channel: string;
  readonly lineId: string | null;
}

interface PartyRow {
  authority_id: number;
  customer_id: string | null;
  participant: string;
  channel: string;
  line_id: string | null;
}

const partyOf = statement<{ id: string }, PartyRow>(
  'select i.authority_id, i.customer_id, i.participant, i.channel, i.line_id from @interactions i where i.id = :id',
);

/** The interaction may be another authority's than the case's, within those that the actor works for. */
export async function findInteractionParty(db: Reads, id: string): Promise<InteractionParty | undefined> {
  const row = await db.first(partyOf, { id });
  if (!row) return undefined;
  return {
    authorityId: row.authority_id,
    customerId: row.customer_id,
    participant: JSON.parse(row.participant) as Participant,
    channel: row.channel,
    lineId: row.line_id,
  };
}
