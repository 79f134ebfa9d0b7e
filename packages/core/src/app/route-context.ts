import type { Request, Response } from 'express';
import { runCommand, type RunOptions } from '../kernel/command.js';
import { AppError, malformed, tooLarge } from '../kernel/errors.js';
import type { Body } from '../kernel/http/body.js';
import { cookieName, parseCookies } from '../kernel/http/cookies.js';
import { parseInput } from '../kernel/input.js';
import { runQuery } from '../kernel/query.js';
import type { Route, RouteContext, Visitor } from '../kernel/route.js';
import { forgetDraft } from '../identity/index.js';
import { stateOf, type HttpParts } from './http.js';

type Context = RouteContext<unknown, unknown, unknown>;

/** What a route's handler is given, its address and its fields read by the route's own schemas. */
export function contextFor(
  parts: HttpParts,
  route: Route,
  request: Request,
  response: Response,
  visitor: Visitor,
  body: Body,
): Context {
  const bare = bareContext(parts, request, response, visitor, takeOnce(body, request));
  return {
    ...bare,
    files: body.files,
    params: route.params ? parseAddress(route.params, { ...request.params }) : {},
    query: parseQuery(route, request),
    body: route.body ? parseInput(route.body, body.value) : body.value,
    ifMatch: ifMatchOf(request),
  };
}

/** What is known of a request before its address and its fields are read: enough for the frame around a page. */
export function bareContext(
  parts: HttpParts,
  request: Request,
  response: Response,
  visitor: Visitor,
  once?: string,
): Context {
  const { kernel } = parts;
  const requestId = stateOf(response).id;
  const run: Context['run'] = (command, input, { settles, ...options } = {}) => {
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
    cookies: cookiesOf(parts, request),
    bearer: bearerOf(request),
    run,
    ...{ files: [], params: {}, query: {}, body: {}, ifMatch: undefined },
    now: kernel.clock.now(),
    clientAddress: request.ip ?? '',
    here: request.originalUrl,
    read: (query, input, under) => runQuery(kernel, visitor.actor, query, input, requestId, under),
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

/** The token of an Authorization header (RFC 6750). */
export function bearerOf(request: Request): string | undefined {
  return /^Bearer ([\x21-\x7e]+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

/** Over HTTPS only those that no other host of the domain can have set. */
export function cookiesOf(parts: HttpParts, request: Request): Record<string, string> {
  const cookies = parseCookies(request.headers.cookie);
  if (!parts.kernel.config.origin?.startsWith('https:')) return cookies;
  const prefix = cookieName('', true);
  const secured = Object.entries(cookies).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(secured.map(([name, value]) => [name.slice(prefix.length), value]));
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
