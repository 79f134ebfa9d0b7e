import { listAuthorities } from '../../authorities/index.js';
import { bulletinNotes, liveBulletins } from '../../bulletins/index.js';
import { listMyWork, listQueue } from '../../cases/index.js';
import { listCalls, listOpenInteractions, todaysFigures } from '../../interactions/index.js';
import { deskRoute, openRoute, page, redirect } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { homePage, type Duty } from './views.js';

/** What those who work no cases look after, each where it is done. */
const duties: readonly Duty[] = [
  {
    permission: 'knowledge.edit',
    text: 'Articles',
    href: '/desk/knowledge-editing',
    about: 'Write, review and publish what advisers say',
  },
  {
    permission: 'reporting.read',
    text: 'Figures',
    href: '/desk/figures',
    about: 'How contacts were answered, counted',
  },
  {
    permission: 'access.manage',
    text: 'Staff and roles',
    href: '/desk/admin/staff',
    about: 'Add people, give and end roles, look after accounts',
  },
  {
    permission: 'services.design',
    text: 'Service design',
    href: '/desk/service-design',
    about: 'Questions, statuses, promises, teams and messages of each service',
  },
  {
    permission: 'correspondence.edit-templates',
    text: 'Message templates',
    href: '/desk/admin/message-templates',
    about: 'What customers are told, and when',
  },
  {
    permission: 'authorities.manage',
    text: 'Contact settings',
    href: '/desk/admin/settings',
    about: 'How contacts are counted and surveyed',
  },
];

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
      calls: handles ? await context.read(listCalls, {}) : [],
      figures: handles ? await context.read(todaysFigures, {}) : undefined,
      work: may(actor, 'cases.work') ? await context.read(listMyWork, {}) : undefined,
      queue: sees ? await context.read(listQueue, { view: 'due-today', limit: 8 }) : undefined,
      csrfToken: context.visitor.session?.csrfToken ?? '',
      mayTake: may(actor, 'cases.work'),
      looksAfter: sees ? [] : duties.filter(({ permission }) => may(actor, permission)),
    });
    return page('/desk/home/views/home', model, { title: 'Home', nav: 'home' });
  },
});

/** The bare address leads to the desk, which asks whoever isn't signed in to sign in. */
const frontDoor = openRoute({
  method: 'get',
  path: '/',
  public: 'it holds nothing, and only leads to the desk',
  handle: () => Promise.resolve(redirect('/desk')),
});

export const homeRoutes = [frontDoor, homeRoute];
