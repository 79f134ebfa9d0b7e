import { z } from 'zod';
import { listAuthorities, type Authority } from '../authorities/index.js';
import { isError, notAllowed, notFound, staleVersion, type FieldFault } from '../kernel/errors.js';
import { hashSecret } from '../kernel/http/tokens.js';
import { optional, uuidField } from '../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import { getKey, listKeys } from './keys/keys-queries.js';
import { makeKey, newKeySecret, revokeKey, tooManyKeys } from './keys/make-key.js';
import { offerService } from './offers/offer-service.js';
import { getServiceOffer, listServiceOffers } from './offers/offers-queries.js';
import { keyPage, newKeyPage, open311Href, open311Page, serviceOfferPage, type TypedKey } from './views.js';

const permission = 'open311.manage';
const nav = 'open311';
const keyPath = `${open311Href}/keys/:keyId`;
const servicePath = `${open311Href}/services/:serviceId`;
const ofKey = z.strictObject({ keyId: uuidField });
const ofService = z.strictObject({ serviceId: uuidField });
const ofCouncil = z.strictObject({ authority: optional(z.coerce.number().int()) });
const text = z.string().max(1000).default('');
const chosen = z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(z.string()).default([]));
type Context = RouteContext<unknown, unknown, unknown>;

const csrfOf = ({ visitor }: Context): string => visitor.session?.csrfToken ?? '';

async function councilsOf({ kernel, visitor }: Context): Promise<Authority[]> {
  const all = await listAuthorities(kernel);
  return all.filter(({ id, kind }) => kind === 'authority' && may(visitor.actor, permission, id));
}

const overview = deskRoute({
  method: 'get',
  path: open311Href,
  permission,
  query: ofCouncil,
  handle: async (context) => {
    const councils = await councilsOf(context);
    const { authority } = context.query;
    const council = councils.find(({ id }) => authority === undefined || id === authority);
    if (!council) throw councils.length === 0 ? notAllowed() : notFound();
    const of = { authorityId: council.id };
    const model = open311Page(council, {
      ...{ councils, keys: await context.read(listKeys, of), services: await context.read(listServiceOffers, of) },
      ...{ origin: context.kernel.config.origin, now: context.now },
    });
    return page('/open311/views/open311', model, { title: 'Open311', nav });
  },
});

async function showNewKey(context: Context, typed: TypedKey, faults: readonly FieldFault[] = []): Promise<Reply> {
  const model = newKeyPage(await councilsOf(context), { csrfToken: csrfOf(context), typed, faults });
  const status = faults.length > 0 ? 422 : 200;
  return page('/open311/views/new-key', model, { title: 'Make a key', nav, status });
}

const newKey = deskRoute({
  method: 'get',
  path: `${open311Href}/keys/new`,
  permission,
  query: ofCouncil,
  handle: async (context) => {
    const [first] = await councilsOf(context);
    const authorityId = String(context.query.authority ?? first?.id ?? '');
    return await showNewKey(context, { authorityId, name: '', rights: ['report', 'update'] });
  },
});

const make = deskRoute({
  method: 'post',
  path: `${open311Href}/keys`,
  permission,
  body: z.strictObject({ authorityId: text, name: text, rights: chosen }),
  handle: async (context) => {
    const secret = newKeySecret(context.kernel);
    try {
      const made = await context.attempt(makeKey, { ...context.body, secretHash: hashSecret(secret) });
      if (!made.ok) return await showNewKey(context, context.body, made.faults.map(toForm));
      const model = { name: context.body.name, secret, href: `${open311Href}?authority=${context.body.authorityId}` };
      return page('/open311/views/key-secret', model, { title: 'The key', nav });
    } catch (error) {
      if (!isError(error, tooManyKeys.code)) throw error;
      return await showNewKey(context, context.body, [{ field: '', message: error.message }]);
    }
  },
});

/** Rights are faulted one by one; the form has one question for them. */
const toForm = ({ field, message }: FieldFault): FieldFault => ({ field: field.replace(/\..*$/, ''), message });

const oneKey = deskRoute({
  method: 'get',
  path: keyPath,
  permission,
  params: ofKey,
  handle: async (context) => {
    const key = await context.read(getKey, { id: context.params.keyId });
    const councilName = (await councilsOf(context)).find(({ id }) => id === key.authorityId)?.name ?? '';
    const model = keyPage(key, { councilName, csrfToken: csrfOf(context), now: context.now });
    return page('/open311/views/key', model, { title: key.name, nav });
  },
});

const revoke = deskRoute({
  method: 'post',
  path: `${keyPath}/revoke`,
  permission,
  params: ofKey,
  body: z.strictObject({}),
  handle: async (context) => {
    const { keyId: id } = context.params;
    await context.run(revokeKey, { id });
    return redirect(`${open311Href}/keys/${id}`, { say: 'Revoked: nothing is taken with it any more' });
  },
});

type ServiceContext = RouteContext<{ readonly serviceId: string }, unknown, unknown>;

async function showOffer(context: ServiceContext, faults: readonly FieldFault[], typed?: string, status = 200) {
  const offer = await context.read(getServiceOffer, { serviceId: context.params.serviceId });
  const typing = typed === undefined ? {} : { typed };
  const model = serviceOfferPage(offer, { csrfToken: csrfOf(context), faults, ...typing });
  return page('/open311/views/service', model, { title: `Open311: ${offer.name}`, nav, status });
}

const oneService = deskRoute({
  method: 'get',
  path: servicePath,
  permission,
  params: ofService,
  handle: (context) => showOffer(context, []),
});

const offer = deskRoute({
  method: 'post',
  path: servicePath,
  permission,
  params: ofService,
  body: z.strictObject({ shows: text, version: z.coerce.number().int().min(0) }),
  handle: async (context) => {
    const { shows, version: expectedVersion } = context.body;
    const { serviceId } = context.params;
    try {
      const saved = await context.attempt(offerService, { serviceId, shows, expectedVersion });
      if (!saved.ok) return await showOffer(context, saved.faults, shows, 422);
      const { authorityId } = await context.read(getServiceOffer, { serviceId });
      return redirect(`${open311Href}?authority=${authorityId}`, { say: 'Saved' });
    } catch (error) {
      if (!isError(error, staleVersion.code)) throw error;
      const message = 'Somebody else changed it meanwhile. Look at what you chose, and save it again.';
      return await showOffer(context, [{ field: '', message }], shows, 409);
    }
  },
});

export const deskRoutes: readonly Route[] = [...[overview, newKey, make, oneKey], ...[revoke, oneService, offer]];
