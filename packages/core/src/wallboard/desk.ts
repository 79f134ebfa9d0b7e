import { z } from 'zod';
import { listAuthorities } from '../authorities/index.js';
import { SECOND_MS } from '../kernel/clock.js';
import { sessionStream } from '../kernel/http/session-stream.js';
import { deskRoute, json, page, type Route, type RouteContext } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import { getWallboard } from './queries.js';
import { boardOf, wallboardHref, wallboardPage, type Board } from './views.js';

const permission = 'wallboard.read';
/** How often a page that listens is told. */
const sendEveryMs = 10 * SECOND_MS;

const Address = z.strictObject({ authority: z.coerce.number().int().optional() });
type Context = RouteContext<unknown, z.output<typeof Address>, unknown>;

/** The wallboard, and the stream that keeps it up to date where scripts run. */
export const deskRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: wallboardHref,
    permission,
    query: Address,
    handle: async (context) => {
      const authorities = await readableAuthorities(context);
      const authorityId = context.query.authority;
      const wallboard = await context.read(getWallboard, { authorityId });
      const model = wallboardPage(wallboard, { authorities, authorityId });
      return page('/wallboard/views/wallboard', model, { title: 'Wallboard', nav: 'wallboard' });
    },
  }),
  deskRoute({
    method: 'get',
    path: `${wallboardHref}/live`,
    permission,
    query: Address.extend({ as: z.literal('stream').optional() }),
    handle: async (context) => {
      const first = await readBoard(context);
      if (context.query.as === undefined) return json(first);
      return sessionStream(context, (stream) => {
        stream.send('board', first);
        let isReading = false;
        const tell = async (): Promise<void> => {
          if (isReading) return;
          isReading = true;
          stream.send('board', await readBoard(context));
          isReading = false;
        };
        const telling = setInterval(() => {
          tell().catch((error: unknown) => {
            context.kernel.log.warn({ err: error }, 'a wallboard could not be counted');
            stream.end();
          });
        }, sendEveryMs).unref();
        return () => clearInterval(telling);
      });
    },
  }),
];

async function readableAuthorities({ kernel, visitor }: Context) {
  return (await listAuthorities(kernel)).filter(
    ({ id, kind }) => kind === 'authority' && may(visitor.actor, permission, id),
  );
}

async function readBoard(context: Context): Promise<Board> {
  const wallboard = await context.read(getWallboard, { authorityId: context.query.authority });
  return boardOf(wallboard, await readableAuthorities(context));
}
