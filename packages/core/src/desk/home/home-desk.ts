import { listAuthorities } from '../../authorities/index.js';
import { bulletinNotes, liveBulletins } from '../../bulletins/index.js';
import { listMyWork, listQueue } from '../../cases/index.js';
import { listOpenInteractions, todaysFigures } from '../../interactions/index.js';
import { deskRoute, page } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { homePage } from './views.js';

/** Where the day starts: take a contact, go on with one, see what is due. Each part only for those who may see it. */
const homeRoute = deskRoute({
  method: 'get',
  path: '/desk',
  permission: 'directory.read',
  handle: async (context) => {
    const { actor } = context.visitor;
    const handles = may(actor, 'interactions.handle');
    const sees = may(actor, 'cases.read');
    const model = homePage({
      name: actor.kind === 'staff' ? actor.name : '',
      now: context.now,
      handles,
      notes: bulletinNotes(
        await liveBulletins(context.kernel, context.visitor),
        await listAuthorities(context.kernel),
        context.now,
      ),
      interactions: handles ? await context.read(listOpenInteractions, {}) : [],
      figures: handles ? await context.read(todaysFigures, {}) : undefined,
      work: may(actor, 'cases.work') ? await context.read(listMyWork, {}) : undefined,
      queue: sees ? await context.read(listQueue, { view: 'due-today', limit: 8 }) : undefined,
      csrfToken: context.visitor.session?.csrfToken ?? '',
      mayTake: may(actor, 'cases.work'),
    });
    return page('/desk/home/views/home', model, { title: 'Home', nav: 'home' });
  },
});

export const homeRoutes = [homeRoute];
