import type { Request, Response } from 'express';
import { anonymous } from '../kernel/actor.js';
import { beingUpgraded, isError, notAllowed, notSignedIn, preconditionFailed, staleVersion } from '../kernel/errors.js';
import { readBody, readBytes, type Body } from '../kernel/http/body.js';
import { sameText } from '../kernel/http/tokens.js';
import { signedIn, type RawBody, type Reply, type Route, type RouteContext, type Visitor } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import { sessionCookie } from '../identity/index.js';
import type { HttpParts } from './http.js';
import { bearerOf, contextFor, cookiesOf } from './route-context.js';
import { sendReply } from './send-reply.js';

const unsafe = new Set(['post', 'put', 'patch', 'delete']);

/** Authenticates, authorises, parses, handles, answers: the same order for every route. */
export async function answerRoute(parts: HttpParts, route: Route, request: Request, response: Response): Promise<void> {
  const { visitor, expiredFor } = await whoIs(parts, route, request);
  if (route.face === 'desk') response.locals['visitor'] = visitor;
  if (unsafe.has(route.method)) refuseOtherSites(parts, request);
  const body = unsafe.has(route.method) ? await bodyOf(parts, route, request) : { value: {}, files: [] };
  const { standsIn } = parts.kernel;
  if (expiredFor !== undefined && !standsIn)
    await parts.authentication.keepExpiredPost(expiredFor, request.originalUrl, body.value);
  response.locals['body'] = body.value;
  authorise(route, visitor);
  if (standsIn && unsafe.has(route.method) && !route.whileStandingIn) throw beingUpgraded({ retryAfterS: 30 });
  if (unsafe.has(route.method) && route.face === 'desk') takeFormToken(request, visitor, body);
  const context = contextFor(parts, route, request, response, visitor, body);
  const reply = await handle(route, context);
  await sendReply(parts, reply, context, request, response);
}

/** An edit that named its version in If-Match and came too late is refused as HTTP says (RFC 9110, section 13.1.1). */
async function handle(route: Route, context: RouteContext<unknown, unknown, unknown>): Promise<Reply> {
  try {
    return await route.handle(context);
  } catch (error) {
    if (context.ifMatch === undefined || !isError(error, staleVersion.code)) throw error;
    throw preconditionFailed({ facts: error.facts, cause: error });
  }
}

/** Whose session or token the request carries, and whose session ran out. */
export async function whoIs(
  parts: HttpParts,
  route: Pick<Route, 'face' | 'method'>,
  request: Request,
): Promise<{ visitor: Visitor; expiredFor?: string }> {
  const { authentication } = parts;
  const nobody: Visitor = { actor: anonymous };
  if (route.face === 'api') {
    const bearer = bearerOf(request);
    return { visitor: (bearer && (await authentication.fromBearer(bearer))) || nobody };
  }
  const token = cookiesOf(parts, request)[sessionCookie];
  if (!token) return { visitor: nobody };
  const { visitor, expiredFor } = await authentication.fromSession(token);
  const keep = unsafe.has(route.method) && route.face === 'desk' && expiredFor !== undefined;
  return { visitor: visitor ?? nobody, ...(keep ? { expiredFor } : {}) };
}

/** A form on another site can make a browser post here; browsers say where a request comes from. */
function refuseOtherSites(parts: HttpParts, request: Request): void {
  const site = request.headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site') throw notAllowed({}, 'That form was not sent from this site.');
  const origin = request.headers.origin;
  if (origin === undefined) return;
  const own = parts.kernel.config.origin ?? `${request.protocol}://${request.headers.host ?? ''}`;
  if (origin !== new URL(own).origin) throw notAllowed({}, 'That form was not sent from this site.');
}

async function bodyOf(parts: HttpParts, route: Route, request: Request): Promise<Body> {
  if (!route.raw) return await readBody(request, limitsOf(parts, route));
  const { origin } = parts.kernel.config;
  const value: RawBody = {
    bytes: await readBytes(request),
    method: request.method,
    authority: origin === undefined ? (request.headers.host ?? '').toLowerCase() : new URL(origin).host,
    path: request.path,
    headers: Object.fromEntries(
      Object.entries(request.headersDistinct).map(([name, values = []]) => [name, values.join(', ')]),
    ),
  };
  return { value, files: [] };
}

function limitsOf(parts: HttpParts, route: Route): { upload: boolean; maxFileBytes: number } {
  return { upload: route.upload ?? false, maxFileBytes: parts.kernel.config.files.maxBytes };
}

function authorise(route: Route, visitor: Visitor): void {
  if (route.public) return;
  if (visitor.actor.kind === 'anonymous') throw notSignedIn();
  if (route.permission && route.permission !== signedIn && !may(visitor.actor, route.permission))
    throw notAllowed({ facts: { permission: route.permission } });
}

/** The token travels in the form as `_csrf` or, from scripts, in X-CSRF-Token; it is taken out of the fields. */
function takeFormToken(request: Request, visitor: Visitor, body: Body): void {
  const fields = typeof body.value === 'object' && body.value !== null ? (body.value as Record<string, unknown>) : {};
  const given = request.headers['x-csrf-token'] ?? fields['_csrf'];
  delete fields['_csrf'];
  if (typeof given !== 'string' || !visitor.session || !sameText(given, visitor.session.csrfToken))
    throw notAllowed({}, 'This form is out of date. Go back, reload the page and send it again; your draft is kept.');
}
