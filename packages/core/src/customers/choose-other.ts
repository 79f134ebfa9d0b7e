import { page, type Reply, type RouteContext } from '../kernel/route.js';
import type { Choice } from '../web/form-components.js';
import { hitChoices } from './form-page.js';
import { searchCustomers } from './queries.js';
import type { CustomerRecord } from './types.js';
import { hitView } from './views.js';

type Context = RouteContext<unknown, unknown, unknown>;

/** Whoever else is named in a form about a customer is found first, as any customer is. */
export interface FindCustomerPage {
  readonly heading: string;
  readonly backHref: string;
  readonly backText: string;
  readonly action: string;
  readonly text: string;
  /** Said when a search found nobody. */
  readonly nobodyText: string;
}

/** Other customers of the same authority, to choose one of; restricted ones are left out. */
export async function otherChoices(context: Context, customer: CustomerRecord, text: string): Promise<Choice[]> {
  if (text === '') return [];
  const { items } = await context.read(searchCustomers, { text, authorityId: customer.authorityId, limit: 10 });
  const others = items.filter(({ id, restricted }) => id !== customer.id && !restricted);
  return hitChoices(others.map((hit) => hitView(hit)));
}

/** Asks who it is; `path` follows the customer's address. */
export function findCustomerPage(
  customer: CustomerRecord,
  { heading, path, text }: { readonly heading: string; readonly path: string; readonly text: string },
): Reply {
  const backHref = `/desk/customers/${customer.id}`;
  const model: FindCustomerPage = {
    heading,
    backHref,
    backText: customer.displayName,
    action: `${backHref}/${path}`,
    text,
    nobodyText: text === '' ? '' : 'Nobody else on record matches. Add them as a customer first, or try other words.',
  };
  return page('/customers/views/find-customer', model, { title: heading, nav: 'customers' });
}
