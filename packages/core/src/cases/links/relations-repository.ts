import type { Participant } from '../../interactions/index.js';
import type { Instant } from '../../kernel/clock.js';
import type { CommandContext } from '../../kernel/command.js';
import type { Reads } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import { everyAuthority, type AuthorityId } from '../../kernel/scope.js';
import type { Case } from '../types.js';

/** How one case stands to another. `child-of`: a part of it; `duplicate-of`: the same thing, reported twice. */
export const linkKinds = ['related', 'child-of', 'duplicate-of'] as const;
export type LinkKind = (typeof linkKinds)[number];

/** A link as one of its two cases sees it. */
export interface CaseLink {
  readonly id: string;
  readonly kind: LinkKind;
  /** `from`: this case is the child or the duplicate; `to`: the other one is. */
  readonly side: 'from' | 'to';
  readonly caseId: string;
  /** The other case's council. */
  readonly authorityId: AuthorityId;
  readonly reference: string;
  /** Null where its council was split from this case's, and the reader may not read it there; so with how it stands. */
  readonly title: string | null;
  readonly statusKind: string | null;
  /** The other case is restricted: its reference is all that shows. */
  readonly restricted: boolean;
}

interface LinkRow {
  id: string;
  kind: string;
  side: string;
  case_id: string;
  authority_id: number;
  reference: string;
  title: string;
  status_kind: string;
  restricted: number;
}

const seen = `c.id as case_id, c.authority_id, c.reference, c.title, c.status_kind,
  case when c.restriction is null then 0 else 1 end as restricted`;

// Relies on case_links_case_id_other_id_key and case_links_other_id_idx. Read only for cases that have links.
const linksOfCase = statement<{ case: string }, LinkRow>(
  `select k.id, k.kind, 'from' as side, ${seen} from @case_links k join @cases c on c.id = k.other_id
   where k.case_id = :case
   union all
   select k.id, k.kind, 'to' as side, ${seen} from @case_links k join @cases c on c.id = k.case_id
   where k.other_id = :case`,
);

// The same indexes. Cases are linked within a council: those of two are so because one was split.
const crossingLinksOfCase = statement<{ case: string; authority: AuthorityId }, LinkRow>(
  `select * from (
     select k.id, k.kind, 'from' as side, ${seen} from @case_links k join @cases c on c.id = k.other_id
     where k.case_id = :case
     union all
     select k.id, k.kind, 'to' as side, ${seen} from @case_links k join @cases c on c.id = k.case_id
     where k.other_id = :case
   ) s where s.authority_id <> :authority`,
);

/**
 * The links of a case that was found already. One with another council's case is there whoever asks: its reference was
 * given when both were one council's, and is all that shows to those who may not read it.
 */
export async function listLinks(db: Reads, { id, authorityId }: Pick<Case, 'id' | 'authorityId'>): Promise<CaseLink[]> {
  const readable = await db.all(linksOfCase, { case: id });
  const known = new Set(readable.map((row) => row.id));
  const crossing = await db.within(everyAuthority).all(crossingLinksOfCase, { case: id, authority: authorityId });
  const links = [
    ...readable.map(toLink),
    ...crossing.filter((row) => !known.has(row.id)).map((row) => ({ ...toLink(row), title: null, statusKind: null })),
  ];
  return links.sort((a, b) => (a.reference < b.reference ? -1 : 1));
}

function toLink(row: LinkRow): CaseLink {
  return {
    id: row.id,
    kind: row.kind as LinkKind,
    side: row.side as CaseLink['side'],
    caseId: row.case_id,
    authorityId: row.authority_id,
    reference: row.reference,
    title: row.restricted === 1 ? 'Restricted case' : row.title,
    statusKind: row.status_kind,
    restricted: row.restricted === 1,
  };
}

export async function insertLink(
  { db, now, newId, actor }: CommandContext,
  { from, to, kind }: { from: Case; to: Case; kind: LinkKind },
): Promise<string> {
  const id = newId();
  await db.insert('case_links', {
    id,
    authority_id: from.authorityId,
    case_id: from.id,
    other_id: to.id,
    kind,
    linked_at: now,
    linked_by: actor.kind === 'staff' ? actor.staffId : null,
  });
  for (const one of [from, to]) await db.update('cases', { id: one.id }, { link_count: one.linkCount + 1 });
  return id;
}

export async function removeLink({ db }: CommandContext, id: string, cases: readonly Case[]): Promise<boolean> {
  if ((await db.remove('case_links', { id })) === 0) return false;
  for (const one of cases) await db.update('cases', { id: one.id }, { link_count: Math.max(0, one.linkCount - 1) });
  return true;
}

/** Somebody else who reported the same thing, as they were recorded then. */
export interface Subscriber {
  readonly id: string;
  readonly customerId: string | null;
  /** Nobody, where the customer's record is restricted now and the case isn't: it has more readers than the record. */
  readonly participant: Participant;
  readonly hidden: boolean;
  readonly addedAt: Instant;
}

// Relies on case_subscribers_case_id_idx. Read only for cases that have some.
const subscribersOfCase = statement<
  { case: string },
  { id: string; customer_id: string | null; participant: string; added_at: Instant; hidden: number }
>(
  `select b.id, b.customer_id, b.participant, b.added_at,
     case when u.restriction is not null and c.restriction is null then 1 else 0 end as hidden
   from @case_subscribers b join @cases c on c.id = b.case_id left join @customers u on u.id = b.customer_id
   where b.case_id = :case order by b.added_at, b.id limit 50`,
);

export async function listSubscribers(db: Reads, caseId: string): Promise<Subscriber[]> {
  const rows = await db.all(subscribersOfCase, { case: caseId });
  return rows.map((row) => ({
    id: row.id,
    customerId: row.customer_id,
    participant: row.hidden === 1 ? {} : (JSON.parse(row.participant) as Participant),
    hidden: row.hidden === 1,
    addedAt: row.added_at,
  }));
}

export async function insertSubscriber(
  { db, now, newId }: CommandContext,
  found: Case,
  about: { customerId: string | undefined; participant: Participant; interactionId: string | undefined },
): Promise<void> {
  await db.insert('case_subscribers', {
    id: newId(),
    authority_id: found.authorityId,
    case_id: found.id,
    customer_id: about.customerId ?? null,
    participant: JSON.stringify(about.participant),
    interaction_id: about.interactionId ?? null,
    added_at: now,
  });
  await db.update('cases', { id: found.id }, { subscriber_count: found.subscriberCount + 1 });
}
