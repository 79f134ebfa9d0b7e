import { z } from 'zod';
import { notFound, type AppError } from '../../kernel/errors.js';
import { countCall } from '../../kernel/http/call-limits.js';
import { hashSecret } from '../../kernel/http/tokens.js';
import { MINUTE_MS, type Instant } from '../../kernel/clock.js';
import type { Kernel } from '../../kernel/kernel.js';
import {
  openRoute,
  type Method,
  type Reply,
  type Route,
  type RouteContext,
  type SaidError,
} from '../../kernel/route.js';
import { everyAuthority } from '../../kernel/scope.js';
import { scimSignInRefused } from './scim-errors.js';
import { findScimTokenByHash, markScimTokenUsed, type ScimToken } from './scim-tokens-repository.js';

const mediaType = 'application/scim+json';
const errorSchema = 'urn:ietf:params:scim:api:messages:2.0:Error';
export const scimBase = '/scim/v2';

export type ScimContext = RouteContext<Readonly<Record<string, string>>, Readonly<Record<string, unknown>>, unknown>;

/** A route of the SCIM server: it knows its client by a token, and says what is wrong as the protocol has it. */
export function scimRoute(
  method: Method,
  path: string,
  handle: (context: ScimContext, client: ScimToken) => Promise<Reply>,
): Route {
  return openRoute({
    ...{ method, path: `${scimBase}${path}`, public: 'a council’s own system shows a token of its own' },
    params: z.record(z.string(), z.string()),
    query: z.record(z.string(), z.unknown()),
    sayError: sayScimError,
    // Without a schema the body is what was sent; every handler reads it by its own.
    handle: async (context) => handle(context, await clientOf(context)),
  });
}

async function clientOf({ kernel, bearer, clientAddress, now }: ScimContext): Promise<ScimToken> {
  const token = bearer && (await findScimTokenByHash(kernel.db.read(everyAuthority), hashSecret(bearer)));
  if (!token) {
    countCall(kernel, 'write', clientAddress, now);
    throw scimSignInRefused();
  }
  if (now - (token.lastUsedAt ?? 0) >= MINUTE_MS) await markUsed(kernel, token, now);
  return token;
}

function markUsed(kernel: Kernel, { id, authorityId }: ScimToken, now: Instant): Promise<void> {
  return kernel.db.write({ authorityIds: [authorityId], grants: [] }, (db) => markScimTokenUsed(db, id, now));
}

/** What is sent: a resource with its version and its own address, or a list. */
export function scimReply(value: unknown, about: { status?: number; version?: number; location?: string } = {}): Reply {
  const { status = 200, version, location } = about;
  const headers = {
    ...(version === undefined ? {} : { ETag: etagOf(version) }),
    ...(location === undefined ? {} : { Location: location }),
  };
  return { kind: 'text', text: JSON.stringify(value), type: mediaType, status, headers };
}

export function etagOf(version: number): string {
  return `W/"v${version}"`;
}

/** An error as the protocol says it (RFC 7644, section 3.12). What was sent and can't be taken is a 400 there. */
function sayScimError({ status: given, facts, faults, message }: AppError): SaidError {
  const status = given === 422 ? 400 : given;
  const scimType = facts['scimType'] ?? (status === 400 ? 'invalidValue' : undefined);
  const details = faults.map((fault) => `${fault.field}: ${fault.message}`).join('; ');
  const body = {
    schemas: [errorSchema],
    status: String(status),
    ...(scimType === undefined ? {} : { scimType }),
    detail: details === '' ? message : `${message} ${details}`,
  };
  const headers: Record<string, string> = status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {};
  return { status, type: mediaType, text: JSON.stringify(body), headers };
}

export interface ScimPage {
  /** From 1. */
  readonly startIndex: number;
  readonly count: number;
}

const usual = 100;

/** Which part of a list is asked for (RFC 7644, section 3.4.2.4): less than one means the first, less than none means none. */
export function pageOf({ startIndex, count }: Readonly<Record<string, unknown>>, most: number): ScimPage {
  const number = (text: unknown, otherwise: number): number =>
    typeof text === 'string' && /^-?\d{1,9}$/.test(text) ? Number(text) : otherwise;
  return {
    startIndex: Math.max(1, number(startIndex, 1)),
    count: Math.min(most, Math.max(0, number(count, Math.min(usual, most)))),
  };
}

export function listReply(
  resources: readonly unknown[],
  { total, startIndex }: { readonly total: number; readonly startIndex: number },
): Reply {
  return scimReply({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    ...{ totalResults: total, startIndex, itemsPerPage: resources.length, Resources: resources },
  });
}

/** Without the attributes that aren't wanted (section 3.9), but always with what says which resource it is. */
export function shaped(resource: Readonly<Record<string, unknown>>, query: Readonly<Record<string, unknown>>): unknown {
  const names = (value: unknown): string[] | undefined =>
    typeof value === 'string'
      ? value.split(',').map((name) => name.trim().toLowerCase().split('.')[0] ?? '')
      : undefined;
  const [wanted, unwanted] = [names(query['attributes']), names(query['excludedAttributes'])];
  const always = new Set(['schemas', 'id', 'meta']);
  const isKept = (key: string): boolean =>
    always.has(key) ||
    ((wanted?.includes(key.toLowerCase()) ?? true) && !(unwanted?.includes(key.toLowerCase()) ?? false));
  return Object.fromEntries(Object.entries(resource).filter(([key]) => isKept(key)));
}

export function orNotFound<T>(found: T | undefined): T {
  if (found === undefined) throw notFound({}, 'No such resource is kept here.');
  return found;
}
