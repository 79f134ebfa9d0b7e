import express, { type Express, type Request, type Response } from 'express';
import { AppError, malformed, notFound, notSignedIn } from '../kernel/errors.js';
import { newId } from '../kernel/ids.js';
import type { Kernel } from '../kernel/kernel.js';
import { checkRoutes, type Route } from '../kernel/route.js';
import type { Authentication } from '../identity/index.js';
import { answerRoute, whoIs } from './answer-route.js';
import { addressNow } from './former-address.js';
import { RouteIndex } from './route-index.js';
import type { HttpMetrics } from './metrics.js';
import { sendError } from './send-error.js';
import type { Renderer } from './render.js';
import { securityHeaders } from './security-headers.js';
import type { Assets } from '../web/assets.js';

export interface HttpParts {
  readonly kernel: Kernel;
  readonly routes: readonly Route[];
  readonly permissions: ReadonlySet<string>;
  readonly authentication: Authentication;
  readonly renderer: Renderer;
  readonly metrics: HttpMetrics;
  /** Style sheets, scripts and colours under /assets. */
  readonly assets: Pick<Assets, 'serve'>;
}

/** What travels with one request besides what the client sent. */
export interface RequestState {
  readonly id: string;
  readonly nonce: string;
  readonly startedNs: bigint;
}

/** The web face as an ordered list of set-up. Refuses to start with an unguarded route. */
export function createHttp(parts: HttpParts): Express {
  checkRoutes(parts.routes, parts.permissions);
  const app = express();
  setUpExpress(app, parts.kernel);
  setUpRequest(app, parts);
  app.use(parts.assets.serve);
  const index = new RouteIndex();
  for (const route of parts.routes) setUpRoute(index, parts, route);
  app.use(index.handle);
  setUpErrors(app, parts);
  return app;
}

function setUpExpress(app: Express, kernel: Kernel): void {
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', kernel.config.listen.trustedProxies);
  app.set('query parser', 'simple');
  app.enable('case sensitive routing');
}

function setUpRequest(app: Express, { kernel, metrics }: HttpParts): void {
  const secure = securityHeaders(kernel.config);
  app.use((request, response, next) => {
    const state: RequestState = {
      id: newId(kernel.clock, kernel.random),
      nonce: kernel.random(16).toString('base64'),
      startedNs: process.hrtime.bigint(),
    };
    response.locals['state'] = state;
    response.setHeader('X-Request-Id', state.id);
    secure(response, state.nonce);
    response.on('finish', () => metrics.finished(request.method, response, state));
    next();
  });
}

export function stateOf(response: Response): RequestState {
  return response.locals['state'] as RequestState;
}

function setUpRoute(index: RouteIndex, parts: HttpParts, route: Route): void {
  index.routerOf(route.path)[route.method](route.path, async (request: Request, response: Response) => {
    response.locals['route'] = route.path;
    try {
      const now = await addressNow(parts.kernel, request);
      if (now === undefined) await answerRoute(parts, route, request, response);
      else response.redirect(now);
    } catch (error) {
      // Whoever signs what they send is a program.
      await sendError(parts, route.raw ? { face: 'api' } : route, error, request, response);
    }
  });
}

function setUpErrors(app: Express, parts: HttpParts): void {
  const faceOf = (request: Request): Route['face'] => (request.path.startsWith('/api/') ? 'api' : 'desk');
  app.use(async (request, response) => {
    const face = faceOf(request);
    if (request.path.startsWith('/desk/'))
      response.locals['visitor'] = (await whoIs(parts, { face, method: 'get' }, request)).visitor;
    await sendError(parts, { face }, notFound(), request, response);
  });
  app.use(async (error: unknown, request: Request, response: Response, _next: unknown) => {
    await sendError(parts, { face: faceOf(request) }, ownError(error), request, response);
  });
}

/** What Express itself refuses (a path with broken escapes) as an error of ours. */
function ownError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const status = (error as { status?: unknown }).status;
  if (status === 401) return notSignedIn();
  return typeof status === 'number' && status >= 400 && status < 500 ? malformed({ cause: error }) : error;
}
