import type { LocalDate } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';
import { inverseRelation } from './relations.js';
import type { Relation, Relationship, Representation, RepresentationRole } from './types.js';

/* What ties customers to each other: who acts for whom, and what they are to each other. */

interface TieRow {
  tie: string;
  id: string;
  customer_id: string;
  other_id: string;
  kind: string;
  covers: string;
  from_on: string | null;
  to_on: string | null;
}

const acting = `select 'representation' as tie, r.id, r.customer_id, r.representative_id as other_id, r.role as kind, r.covers,
   r.from_on, r.to_on from @representations r`;
const related = `select 'relationship' as tie, s.id, s.customer_id, s.other_id, s.relation as kind, '' as covers,
   s.from_on, s.to_on
   from @relationships s`;

// Rely on representations_customer_id_idx, representations_representative_id_idx, relationships_customer_id_idx and
// relationships_other_id_idx. Two who are one since a merge are nothing to each other.
const tiesOf = statement<{ id: string }, TieRow & { name: string; restriction: string | null }>(
  `select t.tie, t.id, t.customer_id, t.other_id, t.kind, t.covers, t.from_on, t.to_on,
     c.display_name as name, c.restriction
   from (${acting} where r.customer_id = :id and r.representative_id <> :id
     union all ${acting} where r.representative_id = :id and r.customer_id <> :id
     union all ${related} where s.customer_id = :id and s.other_id <> :id
     union all ${related} where s.other_id = :id and s.customer_id <> :id) t
   join @customers c on c.id = case when t.customer_id = :id then t.other_id else t.customer_id end
   order by coalesce(t.from_on, '') desc, t.id`,
);

// Rely on the primary keys.
const representationById = statement<{ id: string }, TieRow>(`${acting} where r.id = :id`);
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
function representationIn(row: TieRow, id: string): Omit<Representation, 'otherId' | 'otherName'> {
  return {
    id: row.id,
    direction: row.customer_id === id ? 'represented-by' : 'acts-for',
    role: row.kind as RepresentationRole,
    covers: row.covers,
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

function otherIn(row: TieRow & { name: string; restriction: string | null }, id: string) {
  const otherId = row.customer_id === id ? row.other_id : row.customer_id;
  return { otherId, otherName: row.restriction === null ? row.name : null };
}

export interface StoredRepresentation {
  readonly id: string;
  readonly customerId: string;
  readonly representativeId: string;
  readonly fromOn: LocalDate;
  readonly toOn: LocalDate | null;
}

export async function findRepresentation(db: Reads, id: string): Promise<StoredRepresentation | undefined> {
  const row = await db.first(representationById, { id });
  if (!row) return undefined;
  const { customer_id: customerId, other_id: representativeId } = row;
  return { id, customerId, representativeId, fromOn: row.from_on as LocalDate, toOn: row.to_on as LocalDate | null };
}

export interface NewRepresentation extends StoredRepresentation {
  readonly authorityId: AuthorityId;
  readonly role: RepresentationRole;
  readonly covers: string;
}

export async function insertRepresentation(db: Writes, representation: NewRepresentation): Promise<void> {
  await db.insert('representations', {
    id: representation.id,
    authority_id: representation.authorityId,
    customer_id: representation.customerId,
    representative_id: representation.representativeId,
    role: representation.role,
    covers: representation.covers,
    from_on: representation.fromOn,
    to_on: representation.toOn,
  });
}

export async function endRepresentation(db: Writes, id: string, on: LocalDate): Promise<void> {
  await db.update('representations', { id }, { to_on: on });
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
