import { z } from 'zod';
import {
  getPartnership,
  keptClasses,
  managedCouncil,
  retentionPermission as permission,
  setRetention,
  type KeptClass,
} from '../authorities/index.js';
import { isError, staleVersion, type FieldFault } from '../kernel/errors.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import { caseClasses, getRetentionState, listPastCases } from './queries.js';
import { pastCasesHref, pastCasesPage, retentionHref, retentionPage, type TypedRules } from './retention-views.js';

type Context = RouteContext<unknown, unknown, unknown>;
const typed = z.string().trim().max(400).default('');
const authority = z.coerce.number().int();
const Typed = z.object({ years: typed, basis: typed, seen: z.literal('yes').optional() });

/** How long a council keeps its records, for its data protection officer and its administrators. */
export const retentionRoutes: readonly Route[] = [
  deskRoute({
    ...{ method: 'get', path: retentionHref, permission, query: z.strictObject({ authority: authority.optional() }) },
    handle: (context) => showRetention(context, context.query.authority),
  }),
  deskRoute({
    ...{ method: 'post', path: retentionHref, permission },
    body: z.object({ authorityId: authority, expectedVersion: typed }).catchall(typed),
    handle: async (context) => {
      const { authorityId, expectedVersion, ...rest } = context.body;
      const rules = readTyped(rest);
      const shown = { expectedVersion, rules };
      try {
        const done = await context.attempt(setRetention, { authorityId, expectedVersion, rules: given(rules) });
        if (!done.ok) return await showRetention(context, authorityId, { ...shown, faults: done.faults });
        return redirect(`${retentionHref}?authority=${authorityId}`, { say: 'Saved' });
      } catch (error) {
        if (!isError(error, staleVersion.code)) throw error;
        return await showRetention(context, authorityId, { ...shown, hasClash: true });
      }
    },
  }),
  deskRoute({
    ...{ method: 'get', path: pastCasesHref, permission },
    query: z.strictObject({
      authority: authority.optional(),
      kind: z.enum(caseClasses).default('case'),
      cursor: z.string().max(200).optional(),
    }),
    handle: async (context) => {
      const { kind, cursor } = context.query;
      const { authority: council } = await managedCouncil(context, permission, context.query.authority);
      const list = await context.read(listPastCases, { authorityId: council.id, kind, ...(cursor && { cursor }) });
      const mayRead = may(context.visitor.actor, 'cases.read', council.id);
      const model = pastCasesPage(list, { council, mayRead, isFirst: !cursor });
      return page('/data-protection/views/past-cases', model, { title: model.heading, nav: 'retention' });
    },
  }),
];

/** What was typed, by class: `years-case`, `basis-case`, `seen-case`. */
function readTyped(sent: Readonly<Record<string, string>>): TypedRules {
  const of = (kind: KeptClass) => {
    const seen = sent[`seen-${kind}`] === 'yes' ? ('yes' as const) : undefined;
    return Typed.parse({ years: sent[`years-${kind}`], basis: sent[`basis-${kind}`], seen });
  };
  return new Map(keptClasses.map((kind) => [kind, of(kind)]));
}

/** A class of which nothing is typed follows the partnership. */
function given(rules: TypedRules): object {
  const chosen = [...rules].filter(([, { years, basis }]) => years !== '' || basis !== '');
  return Object.fromEntries(
    chosen.map(([kind, { years, basis, seen }]) => [kind, { years, basis, seen: seen === 'yes' }]),
  );
}

interface Back {
  readonly expectedVersion?: string;
  readonly rules?: TypedRules;
  readonly faults?: readonly FieldFault[];
  readonly hasClash?: boolean;
}

async function showRetention(context: Context, asked: number | undefined, back: Back = {}): Promise<Reply> {
  const { authority: council, authorities } = await managedCouncil(context, permission, asked);
  const state = await context.read(getRetentionState, { authorityId: council.id });
  const model = retentionPage({
    ...back,
    ...{ state, authority: council, authorities },
    csrfToken: context.visitor.session?.csrfToken ?? '',
    isPartnership: council.id === (await getPartnership(context.kernel)).id,
    mayManage: may(context.visitor.actor, 'authorities.manage', council.id),
  });
  const status = back.hasClash ? 409 : (back.faults ?? []).length > 0 ? 422 : 200;
  return page('/data-protection/views/retention', model, { title: model.heading, nav: 'retention', status });
}
