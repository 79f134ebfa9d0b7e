import { z } from 'zod';
import { listAuthorities } from '../../authorities/index.js';
import { knowColleague } from '../../customers/index.js';
import { findListedNow } from '../../directory/index.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { localDateAt } from '../../kernel/london-time.js';
import { defineQuery } from '../../kernel/query.js';
import { deskRoute, page, redirect, type Route, type RouteContext } from '../../kernel/route.js';
import { may, scopeFor } from '../../kernel/scope.js';
import { hasServiceDesk, listOffered, type PublishedService } from '../../services/index.js';
import { isServed } from './audience-rules.js';
import { helpHref } from './help-views.js';

/** What service desks of the reader's councils do for a colleague. */
export interface ForColleaguePage {
  readonly name: string;
  readonly action: string;
  readonly csrfToken: string;
  readonly directoryHref: string;
  /** Each with a button; none: no desk of the reader's serves the colleague's council. */
  readonly desks: readonly {
    readonly authorityId: number;
    readonly name: string;
    readonly services: readonly string[];
  }[];
}

/** Which of the reader's councils' service desks serve somebody of the directory, and with what. @throws not_found */
export const listHelpFor = defineQuery({
  name: 'cases.list-help-for',
  permission: 'cases.log',
  input: z.strictObject({ personId: uuidField }),
  run: async ({ db, kernel, now }, { personId }) => {
    const person = await findListedNow(kernel, personId);
    if (person?.kind !== 'person') throw notFound();
    const services: PublishedService[] = [];
    for (const service of await listOffered(db, localDateAt(now), 'staff'))
      if (await isServed(kernel, service, personId)) services.push(service);
    const desks = (await listAuthorities(kernel)).map(({ id: authorityId, name }) => {
      const own = services.filter((service) => service.authorityId === authorityId);
      return { authorityId, name, services: own.map((service) => service.name) };
    });
    return { name: person.name, desks: desks.filter((desk) => desk.services.length > 0) };
  },
});

/** Whether whoever reads may log what colleagues ask at a service desk of a council of theirs. */
export async function mayHelpColleagues({
  kernel,
  now,
  visitor: { actor },
}: Pick<RouteContext<unknown, unknown, unknown>, 'kernel' | 'now' | 'visitor'>): Promise<boolean> {
  if (!may(actor, 'cases.log') || !may(actor, 'customers.create')) return false;
  return await hasServiceDesk(kernel.db.read(scopeFor(actor, 'cases.log')), localDateAt(now));
}

const params = z.strictObject({ personId: uuidField });
const path = `${helpHref}/for/:personId`;

/** A colleague rings or comes by: whoever answers makes them known to the desk, and logs what they ask. */
export const forColleagueRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path,
    permission: 'cases.log',
    params,
    handle: async (context) => {
      const { personId } = context.params;
      const { name, desks } = await context.read(listHelpFor, { personId });
      const model: ForColleaguePage = {
        ...{ name, desks, action: `${helpHref}/for/${personId}` },
        ...{ csrfToken: context.visitor.session?.csrfToken ?? '', directoryHref: `/desk/directory/people/${personId}` },
      };
      return page('/cases/views/help-for', model, { title: `Help for ${name}`, nav: 'directory' });
    },
  }),
  deskRoute({
    method: 'post',
    path,
    permission: 'customers.create',
    params,
    body: z.strictObject({ authorityId: z.coerce.number().int().positive() }),
    handle: async (context) => {
      const { id } = await context.run(knowColleague, { ...context.params, ...context.body });
      return redirect(`/desk/cases/log?customer=${id}`);
    },
  }),
];
