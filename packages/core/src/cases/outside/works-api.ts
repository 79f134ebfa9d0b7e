import { z } from 'zod';
import { malformed } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { may, requireMay } from '../../kernel/scope.js';
import { getProperty } from '../../places/index.js';
import { getService, listServices } from '../../services/index.js';
import { byId, tag } from '../api.js';
import { askWorks, worksToAsk } from './ask-works.js';
import { noteKnown } from './note-known.js';
import { askOfPlace, worksOfPlace } from './place-works.js';
import { placeOf } from './work-place.js';

const Fact = z.object({ key: z.string(), label: z.string(), value: z.string() });
const Slot = z.object({ id: z.string(), from: z.number(), until: z.number() });
const point = { lat: z.number(), long: z.number() };
const Asset = z.object({ id: z.string(), name: z.string(), ...point, distanceM: z.number() });
const Said = z.object({
  connection: z.string(),
  systemName: z.string(),
  state: z.enum(['answered', 'nowhere', 'resting', 'failed', 'late']),
  ...{ facts: z.array(Fact), slots: z.array(Slot), assets: z.array(Asset) },
});
const output = z.object({ items: z.array(Said), nextCursor: z.null() });

const degrees = (most: number) => z.coerce.number().min(-most).max(most).optional();

/** What other systems know of a place, asked while somebody waits: four seconds at most. */
export const worksApiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: '/api/v1/services/:id/works',
    permission: 'cases.log',
    params: byId,
    query: z.strictObject({
      placeId: uuidField.optional(),
      lat: degrees(90),
      long: degrees(180),
      text: z.string().trim().max(500).optional(),
    }),
    api: {
      summary:
        'What the system that does a service’s work says of a place: facts, free times in the next fortnight, things near by; no items: none can be asked',
      ...{ tag, output },
    },
    handle: async (context) => {
      const { placeId, lat, long, text } = context.query;
      const service = await context.read(getService, context.params);
      const { authorityId } = service;
      requireMay(context.visitor.actor, 'cases.log', authorityId);
      const works = worksToAsk(context.kernel, service);
      if ((lat === undefined) !== (long === undefined)) throw malformed({}, 'Give both lat and long, or neither.');
      const isTyped = text !== undefined || lat !== undefined;
      const typed = { text: text ?? null, uprn: null, lat: lat ?? null, long: long ?? null };
      const known = placeId === undefined ? undefined : await context.read(getProperty, { id: placeId });
      const place = known ? placeOf(known.place) : isTyped ? typed : undefined;
      if (works === undefined) return json({ items: [], nextCursor: null });
      const said = await askWorks(context.kernel, works, service.definition.key, place);
      noteKnown(context, 'cases.log', { authorityId, placeId: placeId ?? null }, said);
      return json({ items: [{ connection: works.name, systemName: works.title, ...said }], nextCursor: null });
    },
  }),
  apiRoute({
    method: 'get',
    path: '/api/v1/places/:id/works',
    permission: 'places.read',
    params: byId,
    api: {
      summary: 'What the systems that do your councils’ work know of a place, such as its next collection',
      tag,
      output,
    },
    handle: async (context) => {
      const property = await context.read(getProperty, context.params);
      const services = may(context.visitor.actor, 'services.read') ? await context.read(listServices, {}) : [];
      const said = await askOfPlace(context, worksOfPlace(context, services, property), property.place);
      const items = said.map(({ name: connection, title: systemName, ...answer }) => ({
        connection,
        systemName,
        ...answer,
      }));
      return json({ items, nextCursor: null });
    },
  }),
];
