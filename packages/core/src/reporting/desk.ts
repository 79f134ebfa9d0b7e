import { z } from 'zod';
import { listAuthorities, listLines } from '../authorities/index.js';
import { listTeams } from '../directory/index.js';
import { isError, notAllowed } from '../kernel/errors.js';
import { localDateAt } from '../kernel/london-time.js';
import { deskRoute, page, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { everyAuthority, may } from '../kernel/scope.js';
import { listServices } from '../services/index.js';
import { exportedFigures } from './export-figures.js';
import { namedPeriods } from './figures-period.js';
import { getFigures } from './queries.js';
import { figuresPage, type FiguresAddress, type FiguresFacts } from './views.js';

const permission = 'reporting.read';

const text = z.string().trim().max(60).optional();
const Address = z.strictObject({
  ...{ authority: text, from: text, to: text, service: text, channel: text, team: text, by: text },
});

type Context = RouteContext<unknown, unknown, unknown>;

/** The figures of first contact: shown, and taken out as a file. */
export const deskRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: '/desk/figures',
    permission,
    query: Address,
    handle: async (context) => showFigures(await readFigures(context, context.query)),
  }),
  deskRoute({
    method: 'get',
    path: '/desk/figures/download',
    permission,
    query: Address,
    handle: async (context) => {
      const facts = await readFigures(context, context.query);
      return facts.figures ? exportedFigures({ ...facts, figures: facts.figures }) : showFigures(facts);
    },
  }),
];

function showFigures(facts: FiguresFacts): Reply {
  const status = facts.faults.length === 0 ? {} : { status: 422 };
  return page('/reporting/views/figures', figuresPage(facts), { title: 'Figures', nav: 'figures', ...status });
}

/** What was asked for, with the council and the period that it leaves open. */
async function readFigures(context: Context, asked: FiguresAddress): Promise<FiguresFacts> {
  const { kernel, now, visitor } = context;
  const authorities = (await listAuthorities(kernel)).filter(
    ({ id, kind }) => kind === 'authority' && may(visitor.actor, permission, id),
  );
  const [first] = authorities;
  if (!first) throw notAllowed();
  const [{ from, to }] = namedPeriods(localDateAt(now));
  const address = {
    ...asked,
    authority: asked.authority || String(first.id),
    from: asked.from || from,
    to: asked.to || to,
  };
  const authorityId = Number(address.authority);
  const services = await context.read(listServices, { audience: 'all' });
  const teams = await context.read(listTeams, {});
  const names = {
    authorities,
    services: services.filter((each) => each.authorityId === authorityId).map(({ id, name }) => ({ id, name })),
    teams: teams.filter((each) => each.authorityId === authorityId),
    lines: (await listLines(kernel.db.read(everyAuthority))).filter((each) => each.authorityId === authorityId),
  };
  return { ...names, address, now, ...(await counted(context, address)) };
}

/** The figures, or what is wrong with the question. */
async function counted(context: Context, address: FiguresAddress): Promise<Pick<FiguresFacts, 'figures' | 'faults'>> {
  const { authority, from = '', to = '', service, channel, team, by } = address;
  try {
    const input = {
      ...{ authorityId: authority, from, to },
      ...(service ? { serviceId: service } : {}),
      ...(channel ? { channel } : {}),
      ...(team ? { teamId: team } : {}),
      ...(by ? { by } : {}),
    };
    return { figures: await context.read(getFigures, input as never), faults: [] };
  } catch (error) {
    if (!isError(error, 'bad_input')) throw error;
    return { figures: undefined, faults: error.faults };
  }
}
