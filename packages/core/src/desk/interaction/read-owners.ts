import { othersServiceAt, placeOf } from '../../cases/index.js';
import type { RouteContext } from '../../kernel/route.js';
import { may, scopeFor } from '../../kernel/scope.js';
import type { Place } from '../../places/index.js';
import { readServicesOfKeys, servicesAt, type PublishedService, type ServiceAtPlace } from '../../services/index.js';

type Context = RouteContext<unknown, unknown, unknown>;

/** Whose the services of a contact are at its address, by the authority and key under which they were found. */
export type OwnersAtPlace = ReadonlyMap<string, ServiceAtPlace>;

/** A service as an answer names it. */
export interface NamedService {
  readonly serviceKey: string | undefined;
  readonly authority: { readonly id: number };
}

export function ownerKey(authorityId: number, serviceKey: string): string {
  return `${authorityId}/${serviceKey}`;
}

/** Whose the services of these answers are at the place, and that of the service chosen. Empty without a place. */
export async function readOwners(
  context: Context,
  place: Place | undefined,
  answers: readonly NamedService[],
  chosen?: PublishedService,
): Promise<OwnersAtPlace> {
  const { kernel, visitor, now } = context;
  if (!place || !may(visitor.actor, 'services.read')) return new Map();
  const db = kernel.db.read(scopeFor(visitor.actor, 'services.read'));
  const keys = answers.flatMap(({ serviceKey }) => (serviceKey === undefined ? [] : [serviceKey]));
  const authorities = [...new Set(answers.map(({ authority }) => authority.id))];
  const named = await readServicesOfKeys(db, authorities, [...new Set(keys)]);
  const services = chosen && !named.some(({ id }) => id === chosen.id) ? [...named, chosen] : named;
  const found = await servicesAt({ db, kernel, now }, place, services);
  return new Map(found.map((one) => [ownerKey(one.service.authorityId, one.service.key), one]));
}

/** The service of whoever answers for it at the contact's address, where the adviser may log with them; else the same. */
export async function ownersService(
  context: Context,
  placeId: string | null,
  service: PublishedService,
): Promise<PublishedService> {
  const place = await placeOf(context, placeId);
  const theirs = place && (await othersServiceAt(context, place, service));
  return theirs && mayLogWith(context.visitor.actor, theirs.authorityId) ? theirs : service;
}

export function mayLogWith(actor: Context['visitor']['actor'], authorityId: number): boolean {
  return may(actor, 'interactions.handle', authorityId) && may(actor, 'cases.log', authorityId);
}
