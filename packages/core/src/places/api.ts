import { z } from 'zod';
import { line, uuidField } from '../kernel/input.js';
import { apiRoute, json, type Route } from '../kernel/route.js';
import { endFact } from './commands/end-fact.js';
import { factName, setFact } from './commands/set-fact.js';
import { nearbyPlaces } from './nearby-places.js';
import { getProperty, listPlaceFacts } from './queries.js';
import { searchPlaces } from './search-places.js';

const tag = 'Places';
const text = z.string().nullable();
const number = z.number().nullable();

const Place = z.object({
  id: z.string(),
  uprn: text,
  usrn: text,
  parentUprn: text,
  line: z.string(),
  organisation: text,
  subBuilding: text,
  building: text,
  number: text,
  street: text,
  locality: text,
  town: text,
  postcode: text,
  classification: text,
  state: z.enum(['current', 'provisional', 'historic']),
  custodianCode: text,
  ward: text,
  easting: number,
  northing: number,
  lat: number,
  lon: number,
  source: z.string(),
  asOfOn: text,
});

const Fact = z.object({
  id: z.string(),
  authorityId: z.number(),
  placeId: z.string(),
  fact: z.string(),
  value: z.string(),
  source: z.string(),
  asOfAt: z.number(),
  version: z.number(),
});

const Property = z.object({
  place: Place,
  building: Place.optional(),
  units: z.array(Place),
  authorities: z.array(
    z.object({ id: z.number(), slug: z.string(), name: z.string(), shortName: z.string(), tier: z.string() }),
  ),
  answerable: z.array(
    z.object({
      serviceKey: z.string(),
      authorityId: z.number(),
      authorityName: z.string(),
      decidedBy: z.enum(['place', 'ward', 'authority']),
      fromOn: z.string(),
    }),
  ),
  facts: z.record(z.string(), z.object({ value: z.string(), source: z.string(), asOfAt: z.number() })),
});

const limit = z.coerce.number().int().min(1).max(200).default(20);
const placeId = z.strictObject({ id: uuidField });
const oneFact = z.strictObject({ id: uuidField, fact: factName });
const FactSet = z.object({ placeId: z.string(), fact: z.string(), version: z.number() });

export const apiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: '/api/v1/places',
    permission: 'places.read',
    query: z.strictObject({ q: line(200), limit }),
    api: {
      summary: 'Addresses by house and street, postcode, UPRN or parts of words; `more` when the words say too little',
      tag,
      output: z.object({ items: z.array(Place), more: z.boolean(), nextCursor: z.null() }),
    },
    handle: async (context) => {
      const { q, limit: most } = context.query;
      return json({ ...(await context.read(searchPlaces, { text: q, limit: most })), nextCursor: null });
    },
  }),
  apiRoute({
    method: 'get',
    path: '/api/v1/places/nearby',
    permission: 'places.read',
    query: z.strictObject({
      lat: z.coerce.number(),
      lon: z.coerce.number(),
      radiusM: z.coerce.number().optional(),
      limit,
    }),
    api: {
      summary: 'Addresses around a point, the nearest first',
      tag,
      output: z.object({ items: z.array(z.object({ place: Place, distanceM: z.number() })), nextCursor: z.null() }),
    },
    handle: async (context) => json({ items: await context.read(nearbyPlaces, context.query), nextCursor: null }),
  }),
  apiRoute({
    method: 'get',
    path: '/api/v1/places/:id',
    permission: 'places.read',
    params: placeId,
    api: { summary: 'A place: who answers for it and what is known of it', tag, output: Property },
    handle: async (context) => json(await context.read(getProperty, context.params)),
  }),
  apiRoute({
    method: 'get',
    path: '/api/v1/places/:id/facts',
    permission: 'places.read',
    params: placeId,
    api: {
      summary: 'The dated facts of a place, one for each authority that holds one',
      tag,
      output: z.object({ items: z.array(Fact), nextCursor: z.null() }),
    },
    handle: async (context) =>
      json({ items: await context.read(listPlaceFacts, { placeId: context.params.id }), nextCursor: null }),
  }),
  apiRoute({
    method: 'put',
    path: '/api/v1/places/:id/facts/:fact',
    permission: 'places.manage',
    params: oneFact,
    body: z.strictObject({
      authorityId: z.number().int(),
      value: z.string(),
      source: z.string(),
      asOfAt: z.number().int().optional(),
    }),
    api: { summary: 'Say what holds of a place, as of a time', tag, output: FactSet },
    handle: async (context) => {
      const { id, fact } = context.params;
      const set = await context.run(setFact, {
        ...context.body,
        placeId: id,
        fact,
        ...(context.ifMatch === undefined ? {} : { expectedVersion: context.ifMatch }),
      });
      return json(set, { version: set.version });
    },
  }),
  apiRoute({
    method: 'delete',
    path: '/api/v1/places/:id/facts/:fact',
    permission: 'places.manage',
    params: oneFact,
    query: z.strictObject({ authorityId: z.coerce.number().int() }),
    api: { summary: 'Say that a fact no longer holds; If-Match names its version', tag, output: FactSet },
    handle: async (context) => {
      const { id, fact } = context.params;
      const input = { ...context.query, placeId: id, fact, expectedVersion: context.ifMatch };
      return json(await context.run(endFact, input));
    },
  }),
];
