import type { Instant } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { Answer, Survey } from './types.js';

interface SurveyRow {
  id: string;
  authority_id: number;
  interaction_id: string;
  drawn_at: Instant;
  asked_at: Instant | null;
  expires_at: Instant | null;
  answered_at: Instant | null;
}

const columns = 's.id, s.authority_id, s.interaction_id, s.drawn_at, s.asked_at, s.expires_at, s.answered_at';
// Relies on surveys_interaction_id_key.
const ofInteraction = statement<{ interaction: string }, SurveyRow>(
  `select ${columns} from @surveys s where s.interaction_id = :interaction`,
);
// Relies on surveys_token_hash_key.
const byToken = statement<{ hash: string }, SurveyRow>(`select ${columns} from @surveys s where s.token_hash = :hash`);
// Relies on surveys_customer_id_drawn_at_idx.
const lastOfCustomer = statement<{ customer: string; since: Instant }, { id: string }>(
  'select s.id from @surveys s where s.customer_id = :customer and s.drawn_at > :since limit 1',
);

function toSurvey(row: SurveyRow): Survey {
  return {
    id: row.id,
    authorityId: row.authority_id,
    interactionId: row.interaction_id,
    drawnAt: row.drawn_at,
    askedAt: row.asked_at,
    expiresAt: row.expires_at,
    answeredAt: row.answered_at,
  };
}

export async function findSurveyOf(db: Reads, interactionId: string): Promise<Survey | undefined> {
  const row = await db.first(ofInteraction, { interaction: interactionId });
  return row && toSurvey(row);
}

export async function findSurveyByToken(db: Reads, tokenHash: string): Promise<Survey | undefined> {
  const row = await db.first(byToken, { hash: tokenHash });
  return row && toSurvey(row);
}

/** Whether the customer was drawn since then. */
export async function wasDrawnSince(db: Reads, customerId: string, since: Instant): Promise<boolean> {
  return (await db.first(lastOfCustomer, { customer: customerId, since })) !== undefined;
}

export interface NewSurvey {
  readonly id: string;
  readonly authorityId: number;
  readonly interactionId: string;
  readonly customerId: string | null;
  readonly serviceId: string | null;
  readonly drawnAt: Instant;
}

const insertNew = statement<Record<string, string | number | null>, never>(
  `insert into surveys (id, authority_id, interaction_id, customer_id, service_id, drawn_at)
   values (:id, :authority, :interaction, :customer, :service, :drawnAt) on conflict (interaction_id) do nothing`,
);

/** Answers false when the contact was drawn before. */
export async function insertSurvey(db: Writes, survey: NewSurvey): Promise<boolean> {
  const { id, authorityId: authority, interactionId: interaction, customerId: customer, serviceId: service } = survey;
  return (await db.run(insertNew, { id, authority, interaction, customer, service, drawnAt: survey.drawnAt })) === 1;
}

export async function markAsked(
  db: Writes,
  id: string,
  asked: { readonly at: Instant; readonly tokenHash: string | null; readonly expiresAt: Instant | null },
): Promise<void> {
  await db.update('surveys', { id }, { asked_at: asked.at, token_hash: asked.tokenHash, expires_at: asked.expiresAt });
}

// Its authority was checked when it was read in the same transaction.
const answerOnce = statement<{ id: string; answer: number; at: Instant }, never>(
  'update surveys set answer = :answer, answered_at = :at where id = :id and answered_at is null',
);

/** Answers false when somebody answered before. */
export async function markAnswered(db: Writes, id: string, answer: Answer, at: Instant): Promise<boolean> {
  return (await db.run(answerOnce, { id, answer, at })) === 1;
}
