import { z } from 'zod';
import { badInput, notFound } from '../kernel/errors.js';
import { line, uuidField } from '../kernel/input.js';
import { localDateAt } from '../kernel/london-time.js';
import { defineQuery, type QueryContext } from '../kernel/query.js';
import { isInScope, narrowScope, type AuthorityId } from '../kernel/scope.js';
import { asHit, showHits } from './search/customer-hits.js';
import { DescribedCustomer, listLikelySame } from './duplicates/likely-duplicates.js';
import { planSearch } from './matching/plan-search.js';
import { token } from './matching/search-tokens.js';
import { readTelephone } from '../kernel/telephone.js';
import { findCustomer, findCustomers, findRecord, listHolders } from './repository.js';
import { refuseUnlessOpen, restrictedFor } from './restricted/restricted-access.js';
import { runPlan } from './search/run-plan.js';
import { findAtPlace } from './search/search-repository.js';
import type {
  CustomerAtPlace,
  CustomerHit,
  CustomerRecord,
  LikelySame,
  SearchAnswer,
  TelephoneMatch,
} from './types.js';

const authorityField = z.coerce.number().int().positive();

/**
 * Finds customers by anything that an adviser types: name, part of one, sound of one, postcode, address, telephone,
 * mail, date of birth, reference. The best come first; each says how it was found.
 */
export const searchCustomers = defineQuery({
  name: 'customers.search-customers',
  permission: 'customers.read',
  input: z.strictObject({
    text: z.string().max(200),
    /** One authority's customers; without it, those of every authority in which the actor may read them. */
    authorityId: authorityField.optional(),
    limit: z.coerce.number().int().min(1).max(50).default(20),
    cursor: z.string().max(40).optional(),
  }),
  run: async (context, { text, authorityId, limit, cursor }): Promise<SearchAnswer> => {
    const plan = planSearch(text);
    const { candidates, shows } = await runPlan(narrowed(context, authorityId), plan);
    const from = readCursor(cursor);
    const items = candidates
      .slice(from, from + limit)
      .map(({ customer, matchedBy, otherName }) => asHit(customer, matchedBy, otherName));
    showHits(context, items);
    const nextCursor = from + limit < candidates.length ? makeCursor(from + limit) : null;
    return { items, nextCursor, shows };
  },
});

/** Customers whose number this is; the caller of a telephone contact. */
export const matchByTelephone = defineQuery({
  name: 'customers.match-by-telephone',
  permission: 'customers.read',
  input: z.strictObject({ telephone: z.string().max(60), authorityId: authorityField.optional() }),
  run: async (context, { telephone, authorityId }): Promise<TelephoneMatch> => {
    const read = readTelephone(telephone);
    if (read === undefined) return { caller: 'unreadable', items: [] };
    if (read.kind === 'withheld') return { caller: 'withheld', items: [] };
    const { e164 } = read;
    const { candidates } = await runPlan(narrowed(context, authorityId), {
      reading: { telephone: e164, names: [] },
      lookups: [
        { reason: 'telephone', allOf: [{ match: 'equals', tokens: [token.telephone(e164)] }], whenFound: 'stop' },
      ],
      enough: mostCallers,
    });
    const living = [...candidates].sort(
      (a, b) => Number(a.customer.diedOn !== null) - Number(b.customer.diedOn !== null),
    );
    const items = living.slice(0, mostCallers).map(({ customer, matchedBy }) => asHit(customer, matchedBy));
    showHits(context, items);
    return { caller: 'number', e164, items };
  },
});

/** A switchboard's number may be on hundreds of records: choosing among more than these is searching. */
const mostCallers = 20;

/**
 * A customer with contact points, identifiers, representations both ways, and occupancies. The id of a merged one
 * answers the record that it is part of, under that record's id.
 * @throws not_found; customer_restricted; reason_needed until `open-restricted` has kept a reason
 */
export const getCustomer = defineQuery({
  name: 'customers.get-customer',
  permission: 'customers.read',
  input: z.strictObject({ id: uuidField }),
  run: async (context, { id }): Promise<CustomerRecord> => {
    const record = await findRecord(context.db, id);
    if (!record) throw notFound();
    await refuseUnlessOpen(context, record);
    context.shown(record.authorityId, 'customer', [record.id]);
    if (restrictedFor(context.actor, record.authorityId) === 'included') return record;
    return { ...record, relationships: record.relationships.filter(({ otherName }) => otherName !== null) };
  },
});

/** Customers by id, as lists show them; absent ones and those hidden from the actor are left out. */
export const listCustomers = defineQuery({
  name: 'customers.list-customers',
  permission: 'customers.read',
  input: z.strictObject({ ids: z.array(uuidField).max(200) }),
  run: async (context, { ids }): Promise<CustomerHit[]> => {
    const found = await findCustomers(context.db, ids);
    const byId = new Map(found.map((customer) => [customer.id, customer]));
    const items = ids.flatMap((id) => {
      const customer = byId.get(id);
      if (!customer) return [];
      const hidden = customer.restriction !== null && restrictedFor(context.actor, customer.authorityId) === 'left-out';
      return hidden ? [] : [asHit(customer, [])];
    });
    showHits(context, items);
    return items;
  },
});

/** Customers on record who may be the one being created. */
export const findLikelySame = defineQuery({
  name: 'customers.find-likely-same',
  permission: 'customers.read',
  input: DescribedCustomer,
  run: async (context, described): Promise<LikelySame[]> => {
    const likely = await listLikelySame(narrowed(context, described.authorityId), described);
    showHits(
      context,
      likely.map(({ hit }) => hit),
    );
    return likely;
  },
});

/** Who else of the customer's authority has a number; what of a restricted record nobody may see is left out. */
export const listHoldersOf = defineQuery({
  name: 'customers.list-holders',
  permission: 'customers.read',
  input: z.strictObject({ customerId: uuidField, register: line(40), type: line(40), value: line(80) }),
  run: async (context, { customerId, ...number }): Promise<CustomerHit[]> => {
    const customer = await findCustomer(context.db, customerId);
    if (!customer) throw notFound();
    const hides = restrictedFor(context.actor, customer.authorityId) === 'left-out';
    const holders = await listHolders(context.db, customer, number);
    const items = holders.filter(({ restriction }) => restriction === null || !hides).map((one) => asHit(one, []));
    showHits(context, items);
    return items;
  },
});

/** Who lives, trades or owns at a place now, and what they are there, by name. */
export const customersAtPlace = defineQuery({
  name: 'customers.list-at-place',
  permission: 'customers.read',
  input: z.strictObject({ placeId: uuidField, authorityId: authorityField.optional() }),
  run: async (context, { placeId, authorityId }): Promise<CustomerAtPlace[]> => {
    const { db, actor } = narrowed(context, authorityId);
    const scoped = db.scope.authorityIds;
    const each = scoped === 'all' ? [db] : scoped.map((id) => db.within(narrowScope(db.scope, id)));
    const today = localDateAt(context.now);
    const found = await Promise.all(
      each.map((one, index) =>
        findAtPlace(one, placeId, today, scoped === 'all' ? 'included' : restrictedFor(actor, scoped[index] ?? 0)),
      ),
    );
    const items = found.flat().map(({ customer, as }): CustomerAtPlace => {
      const hit = asHit(customer, []);
      return { ...hit, as: hit.restricted ? [] : as };
    });
    showHits(context, items);
    return items;
  },
});

/** @throws bad_input for an authority in which the actor may not read customers */
function narrowed(context: QueryContext, authorityId: AuthorityId | undefined): Pick<QueryContext, 'db' | 'actor'> {
  const { db, actor } = context;
  if (authorityId === undefined) return { db, actor };
  if (!isInScope(db.scope, authorityId))
    throw badInput({ faults: [{ field: 'authorityId', message: 'Choose an authority whose customers you may read' }] });
  return { db: db.within(narrowScope(db.scope, authorityId)), actor };
}

/** Candidates are few and their order is fixed, so a cursor is a place among them. */
function makeCursor(from: number): string {
  return Buffer.from(`c${from}`).toString('base64url');
}

function readCursor(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const from = /^c(\d{1,3})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (from === undefined)
    throw badInput({ faults: [{ field: 'cursor', message: 'Use the nextCursor of an earlier answer' }] });
  return Number(from);
}
