import type { Request, Response } from 'express';
import { AppError, beingUpgraded, defineError, isError } from '../kernel/errors.js';
import { problemFor } from '../kernel/http/problem.js';
import type { Route, Visitor } from '../kernel/route.js';
import { stateOf, type HttpParts } from './http.js';
import { pageBefore } from './page-before.js';
import { bareContext } from './route-context.js';

const unexpected = defineError('unexpected', 500, 'Something went wrong here. Nothing was half-saved; try again.');

/** Answers an error as a page or as an RFC 9457 problem, and logs what is ours to mend. */
export async function sendError(
  parts: HttpParts,
  { face, sayError }: Pick<Route, 'face' | 'sayError'>,
  error: unknown,
  request: Request,
  response: Response,
): Promise<void> {
  const shown = error instanceof AppError ? error : unexpected({ cause: error });
  const requestId = stateOf(response).id;
  if (shown.status >= 500 && !isBeingUpgraded(shown))
    parts.kernel.log.error(
      { err: error, requestId, method: request.method, route: String(response.locals['route'] ?? '') },
      'a request failed',
    );
  if (response.headersSent) {
    response.destroy();
    return;
  }
  // What the client is still sending is not read: say so, and close.
  if (!request.complete) response.setHeader('Connection', 'close');
  if (shown.retryAfterS !== undefined) response.setHeader('Retry-After', String(shown.retryAfterS));
  response.setHeader('Cache-Control', 'no-store');
  if (sayError) {
    const { status, type, text, headers } = sayError(shown, requestId);
    response.set(headers).status(status).type(type).send(text);
    return;
  }
  if (face !== 'api' && shown.code === 'not_signed_in' && !wantsPart(request)) {
    response.status(303).setHeader('Location', `/sign-in?next=${encodeURIComponent(pageBefore(request))}`);
    response.end();
    return;
  }
  response.status(shown.status);
  if (face === 'api' || request.accepts(['html', 'json']) === 'json') {
    if (shown.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    response.type('application/problem+json').send(JSON.stringify(problemFor(shown, requestId)));
    return;
  }
  response
    .type('html')
    .send(await parts.renderer.error(shown, request, response, frameFor(parts, shown, request, response)));
}

/**
 * Somebody at the desk keeps it around what is said to them. A failure of ours is said on a page that needs nothing to
 * be read for it.
 */
function frameFor(
  parts: HttpParts,
  error: AppError,
  request: Request,
  response: Response,
): ReturnType<typeof bareContext> | undefined {
  const visitor = response.locals['visitor'] as Visitor | undefined;
  const isOurs = error.status >= 500 && !isBeingUpgraded(error);
  if (visitor?.session === undefined || isOurs || wantsPart(request)) return undefined;
  return bareContext(parts, request, response, visitor);
}

/** Scripts that fetch a part of a page get the status; only whole pages are sent to the sign-in page. */
function wantsPart(request: Request): boolean {
  return request.headers['x-requested-with'] === 'moothall' || request.headers['sec-fetch-mode'] === 'cors';
}

/** It is what was asked for, and everything can be read. */
const isBeingUpgraded = (error: AppError): boolean => isError(error, beingUpgraded.code);
