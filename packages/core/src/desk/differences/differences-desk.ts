import { z } from 'zod';
import { listAuthorities, managedCouncil, type Authority } from '../../authorities/index.js';
import { systemActor } from '../../kernel/actor.js';
import { runQuery } from '../../kernel/query.js';
import { deskRoute, page, type Route } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { listSharedKnowledge } from '../../knowledge/index.js';
import { listSharedServices } from '../../services/index.js';
import { differencesHref, differencesPage } from './differences-views.js';

const permission = 'authorities.manage';
/** An administrator who edits no articles still learns how many differ. */
const counting = systemActor('counts what a council does differently for its administrator');

export const differencesRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: differencesHref,
    permission,
    query: z.strictObject({ authority: z.coerce.number().int().optional() }),
    handle: async (context) => {
      const { kernel, visitor } = context;
      const { authority, authorities } = await managedCouncil(context, permission, context.query.authority);
      const authorityId = authority.id;
      const articles = await runQuery(kernel, counting, listSharedKnowledge, { authorityId });
      const services = await runQuery(kernel, counting, listSharedServices, { authorityId });
      const model = differencesPage({
        ...{ council: authority, councils: authorities, articles: articles.counts, services: services.counts },
        settings: settingsOf(authority, await listAuthorities(kernel)),
        mayEditArticles: may(visitor.actor, 'knowledge.edit', authorityId),
        mayDesign: may(visitor.actor, 'services.design', authorityId),
      });
      return page('/desk/differences/views/differences', model, { title: model.heading, nav: 'settings' });
    },
  }),
];

/** For a council, how many it has otherwise than the partnership; for the partnership, how many somebody has otherwise. */
function settingsOf(council: Authority, all: readonly Authority[]): { ours: number; shared: number } {
  const names = ['repeatContactDays', 'surveyPercent', 'surveyRestDays'] as const;
  const partnership = all.find(({ kind }) => kind === 'partnership') ?? council;
  const compared = council.id === partnership.id ? all.filter(({ kind }) => kind === 'authority') : [council];
  const ours = names.filter((name) =>
    compared.some(({ settings }) => settings[name] !== partnership.settings[name]),
  ).length;
  return { ours, shared: names.length - ours };
}
