import type { LocalDate } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { inverseRelation } from './relations.js';
import type { EvidenceKind, Relation, Relationship, Representation, RepresentationRole } from '../types.js';

/* What ties customers to each other: who acts for whom, and what they are to each other. */

interface TieRow {
  tie: string;
  id: string;
  customer_id: string;
  other_id: string;
  kind: string;
  from_on: string | null;
  to_on: string | null;
}

/** What only a representation has; empty for a relationship. */
interface ActingRow extends TieRow {
  covers: string;
  evidence_kind: string;
  evidence_mark: string | null;
  evidence_seen_on: string;
  evidence_seen_by: string | null;
}

const acting = `select 'representation' as tie, r.id, r.customer_id, r.representative_id as other_id, r.role as kind,
   r.from_on, r.to_on, r.covers, r.evidence_kind, r.evidence_mark, r.evidence_seen_on, r.evidence_seen_by
   from @representations r`;
const related = `select 'relationship' as tie, s.id, s.customer_id, s.other_id, s.relation as kind,
   s.from_on, s.to_on, '' as covers, '' as evidence_kind, null as evidence_mark, '' as evidence_seen_on,
   null as evidence_seen_by from @relationships s`;

interface Named {
  name: string;
  restriction: string | null;
  seen_by_name: string | null;
}

// Rely on representations_customer_id_idx, representations_representative_id_idx, relationships_customer_id_idx and
// relationships_other_id_idx. Two who are one since a merge are nothing to each other.
const tiesOf = statement<{ id: string }, ActingRow & Named>(
  `select t.tie, t.id, t.customer_id, t.other_id, t.kind, t.from_on, t.to_on, t.covers, t.evidence_kind,
     t.evidence_mark, t.evidence_seen_on, t.evidence_seen_by, c.display_name as name, c.restriction,
     p.display_name as seen_by_name
   from (${acting} where r.customer_id = :id and r.representative_id <> :id
     union all ${acting} where r.representative_id = :id and r.customer_id <> :id
     union all ${related} where s.customer_id = :id and s.other_id <> :id
     union all ${related} where s.other_id = :id and s.customer_id <> :id) t
   join @customers c on c.id = case when t.customer_id = :id then t.other_id else t.customer_id end
   left join people p on p.id = t.evidence_seen_by
   order by coalesce(t.from_on, '') desc, t.id`,
);

// Rely on the primary keys.
const representationById = statement<{ id: string }, ActingRow & Named & { authority_id: number }>(
  `select t.tie, t.id, t.customer_id, t.other_id, t.kind, t.from_on, t.to_on, t.covers, t.evidence_kind,
     t.evidence_mark, t.evidence_seen_on, t.evidence_seen_by, c.authority_id, c.display_name as name, c.restriction,
     null as seen_by_name
   from (${acting} where r.id = :id) t join @customers c on c.id = t.other_id`,
);
const relationshipById = statement<{ id: string }, TieRow>(`${related} where s.id = :id`);

/** Who acts for the customer and for whom they act, and what they are to others; the latest first. */
export async function listTies(
  db: Reads,
  id: string,
): Promise<{ readonly representations: Representation[]; readonly relationships: Relationship[] }> {
  const rows = await db.all(tiesOf, { id });
  const ofKind = (tie: string) => rows.filter((row) => row.tie === tie);
  return {
    representations: ofKind('representation').map((row) => ({ ...representationIn(row, id), ...otherIn(row, id) })),
    relationships: ofKind('relationship').map((row) => ({ ...relationshipIn(row, id), ...otherIn(row, id) })),
  };
}

/** Codes are cast, here and below: only this capability's commands write them, and they check each against its list. */
function representationIn(row: ActingRow & Named, id: string): Omit<Representation, 'otherId' | 'otherName'> {
  return {
    id: row.id,
    direction: row.customer_id === id ? 'represented-by' : 'acts-for',
    role: row.kind as RepresentationRole,
    covers: row.covers,
    evidence: {
      kind: row.evidence_kind as EvidenceKind,
      mark: row.evidence_mark,
      seenOn: row.evidence_seen_on as LocalDate,
      seenByName: row.seen_by_name,
    },
    fromOn: row.from_on as LocalDate,
    toOn: row.to_on as LocalDate | null,
  };
}

function relationshipIn(row: TieRow, id: string): Omit<Relationship, 'otherId' | 'otherName'> {
  const relation = row.kind as Relation;
  return {
    id: row.id,
    relation: row.customer_id === id ? relation : inverseRelation[relation],
    fromOn: row.from_on as LocalDate | null,
    toOn: row.to_on as LocalDate | null,
  };
}

function otherIn(row: TieRow & Named, id: string) {
  const otherId = row.customer_id === id ? row.other_id : row.customer_id;
  return { otherId, otherName: row.restriction === null ? row.name : null };
}

export interface RepresentationRow {
  readonly id: string;
  readonly authorityId: AuthorityId;
  /** Who is acted for. */
  readonly customerId: string;
  readonly representativeId: string;
  readonly role: RepresentationRole;
  readonly covers: string;
  readonly evidenceKind: EvidenceKind;
  readonly evidenceMark: string | null;
  readonly evidenceSeenOn: LocalDate;
  readonly evidenceSeenBy: string | null;
  readonly fromOn: LocalDate;
  readonly toOn: LocalDate | null;
}

/** One representation, with the name of who acts: `null` when their record is restricted. */
export type StoredRepresentation = RepresentationRow & { readonly representativeName: string | null };

export async function findRepresentation(db: Reads, id: string): Promise<StoredRepresentation | undefined> {
  const row = await db.first(representationById, { id });
  return (
    row && {
      id,
      authorityId: row.authority_id,
      customerId: row.customer_id,
      representativeId: row.other_id,
      representativeName: row.restriction === null ? row.name : null,
      role: row.kind as RepresentationRole,
      covers: row.covers,
      evidenceKind: row.evidence_kind as EvidenceKind,
      evidenceMark: row.evidence_mark,
      evidenceSeenOn: row.evidence_seen_on as LocalDate,
      evidenceSeenBy: row.evidence_seen_by,
      fromOn: row.from_on as LocalDate,
      toOn: row.to_on as LocalDate | null,
    }
  );
}

export async function insertRepresentation(db: Writes, row: RepresentationRow): Promise<void> {
  const { id, authorityId, customerId, representativeId } = row;
  const whose = { id, authority_id: authorityId, customer_id: customerId, representative_id: representativeId };
  await db.insert('representations', { ...whose, ...representationColumns(row) });
}

export async function updateRepresentation(db: Writes, row: RepresentationRow): Promise<void> {
  await db.update('representations', { id: row.id }, representationColumns(row));
}

function representationColumns(row: RepresentationRow) {
  return {
    role: row.role,
    covers: row.covers,
    evidence_kind: row.evidenceKind,
    evidence_mark: row.evidenceMark,
    evidence_seen_on: row.evidenceSeenOn,
    evidence_seen_by: row.evidenceSeenBy,
    from_on: row.fromOn,
    to_on: row.toOn,
  };
}

/** Between whom a relationship is. */
export async function findRelated(
  db: Reads,
  id: string,
): Promise<{ readonly customerId: string; readonly otherId: string } | undefined> {
  const row = await db.first(relationshipById, { id });
  return row && { customerId: row.customer_id, otherId: row.other_id };
}

export interface RelationshipRow {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly customerId: string;
  readonly otherId: string;
  readonly relation: Relation;
  readonly fromOn: LocalDate | null;
  readonly toOn: LocalDate | null;
}

export async function insertRelationship(db: Writes, row: RelationshipRow): Promise<void> {
  const { id, authorityId, customerId, otherId } = row;
  const whose = { id, authority_id: authorityId, customer_id: customerId, other_id: otherId };
  await db.insert('relationships', { ...whose, ...relationshipColumns(row) });
}

/** The relation is written as it reads from `customerId`, whichever of the two that is. */
export async function updateRelationship(db: Writes, row: RelationshipRow): Promise<void> {
  const { id, customerId, otherId } = row;
  await db.update('relationships', { id }, { customer_id: customerId, other_id: otherId, ...relationshipColumns(row) });
}

function relationshipColumns({ relation, fromOn, toOn }: RelationshipRow) {
  return { relation, from_on: fromOn, to_on: toOn };
}
