import { z } from 'zod';
import type { Instant } from '../../kernel/clock.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { defineQuery, type QueryContext } from '../../kernel/query.js';
import { hiddenIn, type AuthorityId } from '../../kernel/scope.js';
import { findCurrent, findCustomers } from '../repository.js';
import { isOpen, refuseUnlessOpen, restrictedFor } from '../restricted/restricted-access.js';
import { asHit, showHits } from '../search/customer-hits.js';
import type { Customer, CustomerHit } from '../types.js';
import { listHolding, type HoldingLink } from './customer-link.js';

/** That a customer is another council's customer too, as somebody may know it. */
export interface CustomerLink {
  readonly id: string;
  /** The other council. */
  readonly authorityId: AuthorityId;
  readonly fromAt: Instant;
  /** Null: the link was made when a council was split. */
  readonly agreement: { readonly id: string; readonly title: string } | null;
  readonly lawfulBasis: string;
  /** Null: nobody of the staff. */
  readonly madeByName: string | null;
  /** The other council's record; null where the reader may not see that council's customers. */
  readonly other: CustomerHit | null;
  /** Whether the reader may read the other record now: a restricted one, for as long as they have it open. */
  readonly isReadable: boolean;
}

/** The links of a record. */
export interface CustomerLinks {
  /** The record; of a merged one, the one that it is part of. */
  readonly customerId: string;
  /** Whose record it is. */
  readonly authorityId: AuthorityId;
  readonly links: readonly CustomerLink[];
}

/**
 * The links of a customer that hold, the oldest first. One with a restricted record is there for those alone who may
 * open such at that council.
 * @throws not_found; customer_restricted; reason_needed
 */
export const listLinks = defineQuery({
  name: 'customers.list-links',
  permission: 'customers.read',
  input: z.strictObject({ customerId: uuidField }),
  run: async (context, { customerId }): Promise<CustomerLinks> => {
    const { db } = context;
    const customer = await findCurrent(db, customerId);
    if (!customer) throw notFound();
    await refuseUnlessOpen(context, customer);
    const { id, authorityId } = customer;
    context.shown(authorityId, 'customer', [id]);
    if (hiddenIn(db.scope, 'customer.ties').includes(authorityId)) return { customerId: id, authorityId, links: [] };
    const holding = await listHolding(db, customer, context.now);
    const told = holding.filter(({ other }) => isToldOf(context, other));
    const readable = await findCustomers(
      db,
      told.map(({ other }) => other.id),
    );
    const seen = await Promise.all(readable.map(async (one) => [one.id, await seenOf(context, one)] as const));
    const byId = new Map(seen);
    const links = told.map((link) => asSeen(link, byId.get(link.other.id) ?? unseen));
    showHits(
      context,
      links.flatMap(({ other }) => other ?? []),
    );
    return { customerId: id, authorityId, links };
  },
});

function isToldOf({ actor }: QueryContext, { restriction, authorityId }: Customer): boolean {
  return restriction === null || restrictedFor(actor, authorityId) === 'included';
}

type Seen = Pick<CustomerLink, 'other' | 'isReadable'>;
const unseen: Seen = { other: null, isReadable: false };

async function seenOf(context: QueryContext, customer: Customer): Promise<Seen> {
  return { other: asHit(customer, []), isReadable: await isOpen(context, customer) };
}

function asSeen({ other: { authorityId }, agreement, ...link }: HoldingLink, seen: Seen): CustomerLink {
  const { id, fromAt, lawfulBasis, madeByName } = link;
  const by = agreement && { id: agreement.id, title: agreement.title };
  return { id, authorityId, fromAt, lawfulBasis, madeByName, agreement: by, ...seen };
}
