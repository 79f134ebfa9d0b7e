import type { z } from 'zod';
import type { Actor } from './actor.js';
import type { Instant } from './clock.js';
import type { Command, RunOptions } from './command.js';
import type { AppError, FieldFault } from './errors.js';
import type { Kernel } from './kernel.js';
import type { Query } from './query.js';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Who the request comes from, as the session or the token says. */
export interface Visitor {
  readonly actor: Actor;
  /** Present on pages; API clients have none. */
  readonly session?: {
    readonly id: string;
    readonly csrfToken: string;
    readonly expiresAt: Instant;
    readonly preferences: Readonly<Record<string, unknown>>;
    /** How much they have been told and not read. */
    readonly unreadNotifications: number;
    /** Until when they have said that they have read bulletins. */
    readonly bulletinsReadAt: Instant;
  };
}

export interface UploadedFile {
  /** The form field that it came in. */
  readonly field: string;
  readonly name: string;
  readonly bytes: Buffer;
}

/** A request to a route that checks the sender's signature. */
export interface RawBody {
  readonly bytes: Buffer;
  readonly method: string;
  /** By which this installation is known: of the configured origin, else of the request. */
  readonly authority: string;
  readonly path: string;
  /** Each that stands once; those that stand several times are joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface SendOptions extends Pick<RunOptions, 'idempotencyKey'> {
  /** The key of the visitor's draft of the form that the command settles: forgotten with it, or kept with what was typed. */
  readonly settles?: string;
}

export interface RouteContext<P, Q, B> {
  readonly kernel: Kernel;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly files: readonly UploadedFile[];
  /** The signed-in person. Public routes get the system actor with the route's reason. */
  readonly visitor: Visitor;
  readonly now: Instant;
  readonly requestId: string;
  /** Address of the client, for throttles only. */
  readonly clientAddress: string;
  readonly cookies: Readonly<Record<string, string>>;
  /** The bearer token that the request carries, if any. */
  readonly bearer?: string | undefined;
  /** The version that If-Match names, if any. */
  readonly ifMatch?: number | undefined;
  /** Path and query of this request, to come back to. */
  readonly here: string;
  /** `under` is the agreement that the audit names where the reader's grant names none. */
  readonly read: <I extends z.ZodType, O>(query: Query<I, O>, input: z.input<I>, under?: string) => Promise<O>;
  readonly run: <I extends z.ZodType, O>(command: Command<I, O>, input: unknown, options?: SendOptions) => Promise<O>;
  /** Runs a command from a form: bad input and conflicts come back instead of being thrown, so that the page can keep what was typed. */
  readonly attempt: <I extends z.ZodType, O>(
    command: Command<I, O>,
    input: unknown,
    options?: SendOptions,
  ) => Promise<{ ok: true; value: O } | { ok: false; faults: readonly FieldFault[] }>;
}

export interface Cookie {
  readonly name: string;
  readonly value: string;
  /** Absent: until the browser closes. 0: remove. */
  readonly maxAgeS?: number;
}

interface ReplyExtras {
  readonly status?: number;
  readonly cookies?: readonly Cookie[];
  readonly headers?: Readonly<Record<string, string>>;
}

export type Reply =
  | (ReplyExtras & {
      readonly kind: 'page';
      readonly template: string;
      readonly model: unknown;
      readonly title: string;
      readonly layout: 'desk' | 'plain' | 'fragment';
      /** Which entry of the side navigation is current. */
      readonly nav?: string;
      /** BCP 47; the page says what it is written in. */
      readonly lang?: string;
    })
  | (ReplyExtras & { readonly kind: 'redirect'; readonly to: string; readonly say?: string })
  /** 303 to another site: only ever an address that the configuration or a connection gave. */
  | (ReplyExtras & { readonly kind: 'leave'; readonly to: URL })
  | (ReplyExtras & { readonly kind: 'json'; readonly value: unknown; readonly version?: number })
  | (ReplyExtras & { readonly kind: 'text'; readonly text: string; readonly type: string })
  | (ReplyExtras & { readonly kind: 'file'; readonly bytes: Buffer; readonly name: string; readonly mediaType: string })
  | (ReplyExtras & {
      readonly kind: 'stream';
      readonly type: string;
      /** Under which browsers save it; absent, they show it. */
      readonly name?: string;
      /** Sent as they come. Ended early (`return`) when the client goes away. */
      readonly chunks: AsyncIterable<string>;
    })
  | (ReplyExtras & { readonly kind: 'empty' });

/** A page in the desk's layout. */
export function page(template: string, model: unknown, about: { title: string; nav?: string; status?: number }): Reply {
  return { kind: 'page', layout: 'desk', template, model, ...about };
}

/** A page without navigation: signing in, errors. */
export function plainPage(
  template: string,
  model: unknown,
  about: { title: string; status?: number; cookies?: Cookie[] },
): Reply {
  return { kind: 'page', layout: 'plain', template, model, ...about };
}

/** Part of a page, fetched by a script. */
export function fragment(template: string, model: unknown): Reply {
  return { kind: 'page', layout: 'fragment', template, model, title: '' };
}

/** 303 to a path of ours; `say` is shown once at the top of the next page. */
export function redirect(to: string, about: { say?: string; cookies?: Cookie[] } = {}): Reply {
  return { kind: 'redirect', to, ...about };
}

export function json(
  value: unknown,
  about: { status?: number; version?: number; headers?: Record<string, string> } = {},
): Reply {
  return { kind: 'json', value, ...about };
}

/** An error in the words of a standard. */
export interface SaidError {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** How the API's document describes a route. */
export interface ApiDescription {
  readonly summary: string;
  readonly tag: string;
  readonly output?: z.ZodType;
  /** Of an answer that went well; several when they mean different things (201: made, 200: it was there). Default 200. */
  readonly status?: number | readonly number[];
}

export interface Route {
  readonly method: Method;
  readonly path: string;
  readonly face: 'desk' | 'api' | 'open';
  readonly permission?: string;
  /** Why nobody needs to sign in. */
  readonly public?: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Takes files: multipart/form-data. */
  readonly upload?: boolean;
  /** Takes the body as it came, for senders who sign it: the handler's `body` is a `RawBody`. */
  readonly raw?: boolean;
  readonly api?: ApiDescription;
  /** Takes what is sent while the desk stands in (`Kernel.standsIn`): every other change is refused then. */
  readonly whileStandingIn?: true;
  /** How an error is said to clients of a standard that has words of its own for them; else it is a page or a problem. */
  readonly sayError?: (error: AppError, requestId: string) => SaidError;
  handle(context: RouteContext<unknown, unknown, unknown>): Promise<Reply>;
}

type Parsed<S> = S extends z.ZodType ? z.output<S> : Record<string, never>;

interface RouteSpec<
  P extends z.ZodType | undefined,
  Q extends z.ZodType | undefined,
  B extends z.ZodType | undefined,
> extends Omit<Route, 'handle' | 'params' | 'query' | 'body' | 'face'> {
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  handle(context: RouteContext<Parsed<P>, Parsed<Q>, Parsed<B>>): Promise<Reply>;
}

function define(face: Route['face']) {
  return <
    P extends z.ZodType | undefined = undefined,
    Q extends z.ZodType | undefined = undefined,
    B extends z.ZodType | undefined = undefined,
  >(
    spec: RouteSpec<P, Q, B>,
    // The handler's parsed types are checked here and erased for the list of routes.
  ): Route => ({ ...spec, face });
}

/** A page or form of the staff desk: session, CSRF token on every unsafe method. */
export const deskRoute = define('desk');
/** A resource of the JSON API: bearer token, RFC 9457 problems. */
export const apiRoute = define('api');
/** Neither: health, assets, signing in. */
export const openRoute = define('open');

/**
 * Refuses to start with a route that says neither which permission it needs nor why it is public, with one that names
 * an unknown permission, or with two of one method and path.
 */
export function checkRoutes(routes: readonly Route[], permissions: ReadonlySet<string>): void {
  const faults: string[] = [];
  const seen = new Set<string>();
  for (const route of routes) {
    const name = `${route.method.toUpperCase()} ${route.path}`;
    if (!route.permission && !route.public) faults.push(`${name} names neither a permission nor why it is public`);
    if (route.permission && route.public) faults.push(`${name} is both public and behind a permission`);
    if (route.permission && route.permission !== signedIn && !permissions.has(route.permission))
      faults.push(`${name} names ${route.permission}, which no capability defines`);
    if (seen.has(name)) faults.push(`${name} is defined twice`);
    seen.add(name);
  }
  if (faults.length > 0) throw new Error(`routes refused:\n  ${faults.join('\n  ')}`);
}

/** The permission of pages that everybody who is signed in may see (their own settings). */
export const signedIn = 'signed-in';
