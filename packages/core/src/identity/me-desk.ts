import { z } from 'zod';
import { notFound } from '../kernel/errors.js';
import { SECOND_MS } from '../kernel/clock.js';
import { deskRoute, json, page, redirect, signedIn, type Route, type RouteContext } from '../kernel/route.js';
import { everyAuthority } from '../kernel/scope.js';
import { setPreferences } from './commands/set-preferences.js';
import { endAllSessions, endSession } from './end-sessions.js';
import { mePage, sessionIdLength } from './me-views.js';
import { readPreferences } from './preferences.js';
import { getOwnAccount } from './queries.js';
import { findSession, listSessionsOf, markSeen } from './sessions-repository.js';
import { noSessionCookie, sessionEnd } from './sessions.js';

type AnyContext = RouteContext<unknown, unknown, unknown>;

/** A person's own page, its settings and sessions. */
export const meRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: '/desk/me',
    permission: signedIn,
    handle: async (context) => {
      const own = await context.read(getOwnAccount, {});
      const { id: sessionId, csrfToken, preferences } = sessionOf(context);
      const about = { csrfToken, sessionId, preferences: readPreferences(preferences), now: context.now };
      return page('/identity/views/me', mePage(own, about), { title: own.account.displayName });
    },
  }),
  deskRoute({
    method: 'post',
    path: '/desk/me/preferences',
    permission: signedIn,
    handle: async (context) => {
      await context.run(setPreferences, context.body);
      return redirect('/desk/me', { say: 'Saved how the desk looks and listens.' });
    },
  }),
  deskRoute({
    method: 'post',
    path: '/desk/me/sessions/end',
    permission: signedIn,
    body: z.strictObject({ session: z.string().length(sessionIdLength) }),
    handle: async (context) => {
      const { kernel, body } = context;
      const person = actorOf(context);
      const sessions = await listSessionsOf(kernel.db.read(everyAuthority), person.id);
      const ended = sessions.find(({ tokenHash }) => tokenHash.startsWith(body.session));
      if (!ended) throw notFound();
      await endSession(kernel, person, ended.tokenHash);
      return redirect('/desk/me', { say: 'That session has ended.' });
    },
  }),
  deskRoute({
    method: 'post',
    path: '/desk/me/sessions/end-all',
    permission: signedIn,
    handle: async (context) => {
      await endAllSessions(context.kernel, actorOf(context));
      return redirect('/sign-in', { say: 'You are signed out everywhere.', cookies: [noSessionCookie] });
    },
  }),
  deskRoute({
    method: 'post',
    path: '/desk/session/extend',
    whileStandingIn: true,
    permission: signedIn,
    handle: async (context) => json({ expiresInSeconds: await extend(context) }),
  }),
];

/** Counts as use of the session, whatever was last written. Answers the seconds until it ends. */
async function extend(context: AnyContext): Promise<number> {
  const { kernel, now } = context;
  const { id } = sessionOf(context);
  await kernel.db.write(everyAuthority, (db) => markSeen(db, id, now));
  const known = await findSession(kernel.db.read(everyAuthority), id);
  return known ? Math.floor((sessionEnd(known.session, kernel.config) - now) / SECOND_MS) : 0;
}

/** The session of a desk page. */
export function sessionOf({ visitor }: AnyContext): NonNullable<AnyContext['visitor']['session']> {
  if (!visitor.session) throw new Error('a page of the desk was reached without a session');
  return visitor.session;
}

export function personOf(context: AnyContext): string {
  return actorOf(context).id;
}

function actorOf({ visitor: { actor } }: AnyContext): { id: string; name: string } {
  if (actor.kind !== 'staff') throw new Error('a page of the desk was reached by nobody in particular');
  return { id: actor.staffId, name: actor.name };
}
