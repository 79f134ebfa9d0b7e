import { page, type Reply, type RouteContext } from '../../kernel/route.js';
import type { ConflictView } from '../../web/views.js';
import type { Customer } from '../types.js';

interface Clash {
  /** Whose change clashed: "Joan Prosser". */
  readonly what: string;
  readonly customer: Pick<Customer, 'id'>;
  /** After the customer's address: where the choice is posted. */
  readonly path: string;
  readonly hidden: Readonly<Record<string, string>>;
  readonly fields: ConflictView['fields'];
  /** Whether the person changed other fields too, which are saved with the choice. */
  readonly kept: 'others' | 'nothing';
}

/** The clashing fields to choose between; everything else of the edit travels along and is saved with the choice. */
export function conflictPage(
  { visitor }: Pick<RouteContext<unknown, unknown, unknown>, 'visitor'>,
  { what, customer, path, hidden, fields, kept }: Clash,
): Reply {
  const model: ConflictView = {
    heading: `Somebody changed ${what} while you were editing`,
    lead: kept === 'others' ? 'Your other changes are kept.' : 'Choose for each field that you both changed.',
    action: `/desk/customers/${customer.id}/${path}`,
    csrfToken: visitor.session?.csrfToken ?? '',
    hidden: Object.entries(hidden).map(([name, value]) => ({ name, value })),
    fields,
    buttonText: 'Save and go back to the customer',
    cancel: { text: 'Leave it as they saved it', href: `/desk/customers/${customer.id}` },
  };
  return page('/web/views/conflict', model, { title: model.heading, nav: 'customers', status: 409 });
}
