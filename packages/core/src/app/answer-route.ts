import type { Request, Response } from 'express';
import { anonymous } from '../kernel/actor.js';
import { runCommand, type RunOptions } from '../kernel/command.js';
import {
  AppError,
  isError,
  malformed,
  notAllowed,
  notSignedIn,
  preconditionFailed,
  staleVersion,
  tooLarge,
} from '../kernel/errors.js';
import { readBody, type Body } from '../kernel/http/body.js';
import { cookieName, parseCookies } from '../kernel/http/cookies.js';
import { sameText } from '../kernel/http/tokens.js';
import { parseInput } from '../kernel/input.js';
import { runQuery } from '../kernel/query.js';
import { signedIn, type Reply, type Route, type RouteContext, type Visitor } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import { forgetDraft, sessionCookie } from '../identity/index.js';
import { stateOf, type HttpParts } from './http.js';
import { sendReply } from './send-reply.js';

const unsafe = new Set(['post', 'put', 'patch', 'delete']);

/** Authenticates, authorises, parses, handles, answers: the same order for every route. */
export async function answerRoute(parts: HttpParts, route: Route, request: Request, response: Response): Promise<void> {
  const cookies = cookiesOf(parts, request);
  const { visitor, expiredFor } = await whoIs(parts, route, request, cookies);
  if (unsafe.has(route.method)) refuseOtherSites(parts, request);
  const body = unsafe.has(route.method) ? await readBody(request, limitsOf(parts, route)) : { value: {}, files: [] };
  if (expiredFor !== undefined) await parts.authentication.keepExpiredPost(expiredFor, request.originalUrl, body.value);
  response.locals['body'] = body.value;
  authorise(route, visitor);
  if (unsafe.has(route.method) && route.face === 'desk') takeFormToken(request, visitor, body);
  const context = contextFor(parts, route, request, response, visitor, body, cookies);
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

function cookiesOf(parts: HttpParts, request: Request): Record<string, string> {
  const cookies = parseCookies(request.headers.cookie);
  if (!parts.kernel.config.origin?.startsWith('https:')) return cookies;
  const prefix = cookieName('', true);
  const secured = Object.entries(cookies).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(secured.map(([name, value]) => [name.slice(prefix.length), value]));
}

async function whoIs(
  { authentication }: HttpParts,
  route: Route,
  request: Request,
  cookies: Record<string, string>,
): Promise<{ visitor: Visitor; expiredFor?: string }> {
  const nobody: Visitor = { actor: anonymous };
  if (route.face === 'api') {
    const bearer = /^Bearer ([\x21-\x7e]+)$/i.exec(request.headers.authorization ?? '')?.[1];
    return { visitor: (bearer && (await authentication.fromBearer(bearer))) || nobody };
  }
  const token = cookies[sessionCookie];
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

function contextFor(
  parts: HttpParts,
  route: Route,
  request: Request,
  response: Response,
  visitor: Visitor,
  body: Body,
  cookies: Record<string, string>,
): RouteContext<unknown, unknown, unknown> {
  const { kernel } = parts;
  const requestId = stateOf(response).id;
  const once = takeOnce(body, request);
  const run: RouteContext<unknown, unknown, unknown>['run'] = (command, input, { settles, ...options } = {}) => {
    const key = once === undefined ? {} : { idempotencyKey: `${once}:${command.name}` };
    return runCommand(kernel, visitor.actor, command, input, {
      ...{ requestId, ...key, ...options },
      ...forgetting(visitor, settles),
    });
  };
  return {
    kernel,
    visitor,
    requestId,
    cookies,
    run,
    files: body.files,
    params: route.params ? parseAddress(route.params, { ...request.params }) : {},
    query: parseQuery(route, request),
    body: route.body ? parseInput(route.body, body.value) : body.value,
    now: kernel.clock.now(),
    clientAddress: request.ip ?? '',
    ifMatch: ifMatchOf(request),
    here: request.originalUrl,
    read: (query, input) => runQuery(kernel, visitor.actor, query, input, requestId),
    attempt: async (command, input, options) => {
      try {
        return { ok: true, value: await run(command, input, options) };
      } catch (error) {
        if (error instanceof AppError && error.faults.length > 0) return { ok: false, faults: error.faults };
        throw error;
      }
    },
  };
}

/** A draft goes with the command that its form sent. */
function forgetting({ actor }: Visitor, draft: string | undefined): RunOptions {
  if (draft === undefined || actor.kind !== 'staff') return {};
  const { staffId } = actor;
  return { alongside: (db) => forgetDraft(db, staffId, draft) };
}

/** The key that makes a repeated request harmless: a header of the API, a hidden field `_once` of forms. */
function takeOnce(body: Body, request: Request): string | undefined {
  const fields = typeof body.value === 'object' && body.value !== null ? (body.value as Record<string, unknown>) : {};
  const given = request.headers['idempotency-key'] ?? fields['_once'];
  delete fields['_once'];
  if (given === undefined || given === '') return undefined;
  if (typeof given !== 'string' || !/^[\x21-\x7e]{8,128}$/.test(given))
    throw malformed({}, 'Idempotency-Key takes 8 to 128 printable characters.');
  return given;
}

/** An address whose parts make no sense is an address where nothing is. */
function parseAddress<S extends NonNullable<Route['params']>>(schema: S, params: unknown): unknown {
  try {
    return parseInput(schema, params);
  } catch (error) {
    throw error instanceof AppError ? new AppError('not_found', 404, 'Nothing is here under that address.') : error;
  }
}

function parseQuery(route: Route, request: Request): unknown {
  if (request.originalUrl.length > 8192) throw tooLarge({}, 'The address is longer than 8 KB.');
  if (!route.query) return {};
  try {
    return parseInput(route.query, { ...request.query });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw malformed({ faults: error.faults }, 'The address asks for something that does not exist here.');
  }
}

function ifMatchOf(request: Request): number | undefined {
  const header = request.headers['if-match'];
  if (header === undefined) return undefined;
  const version = /^(?:W\/)?"v(\d{1,9})"$/.exec(header)?.[1];
  if (version === undefined) throw malformed({}, 'If-Match takes the ETag that the last answer gave, such as "v3".');
  return Number(version);
}
