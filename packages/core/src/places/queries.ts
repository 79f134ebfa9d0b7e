import { z } from 'zod';
import { listAuthorities, type Authority } from '../authorities/index.js';
import { uuidField } from '../kernel/input.js';
import { localDateAt } from '../kernel/london-time.js';
import { defineQuery } from '../kernel/query.js';
import type { AuthorityId } from '../kernel/scope.js';
import { newestFacts, type DatedValue } from './facts.js';
import { findPlaceByUprn, getPlace, listChildren, listPlaceAuthorities } from './repository.js';
import { listFacts } from './facts-repository.js';
import { listResponsibilities } from './responsibilities-repository.js';
import { areasAround, whoAnswers, type Answerable } from './rules.js';
import type { Place, PropertyFact } from './types.js';

/** All that the gazetteer and the authorities in scope say of a place. */
export interface Property {
  readonly place: Place;
  /** The building that it is part of. */
  readonly building: Place | undefined;
  /** The flats and units in it, in counting order; at most a hundred. */
  readonly units: readonly Place[];
  /** The members in whose areas it lies. */
  readonly authorities: readonly Pick<Authority, 'id' | 'slug' | 'name' | 'shortName' | 'tier'>[];
  readonly answerable: readonly (Answerable & { readonly authorityName: string })[];
  readonly facts: Readonly<Record<string, DatedValue>>;
}

const mostUnits = 100;

export const getProperty = defineQuery({
  name: 'places.get-property',
  permission: 'places.read',
  input: z.strictObject({ id: uuidField }),
  run: async (context, { id }): Promise<Property> => {
    const { db, kernel, now } = context;
    const place = await getPlace(db, id);
    const members = await listAuthorities(kernel);
    const areas = await listPlaceAuthorities(db, id);
    const facts = await listFacts(db, id);
    showFacts(context, id, facts);
    const answerable = whoAnswers(await listResponsibilities(db, areasAround(place, areas)), localDateAt(now));
    return {
      place,
      building: place.parentUprn === null ? undefined : await findPlaceByUprn(db, place.parentUprn),
      units: place.uprn === null ? [] : await listChildren(db, place.uprn, mostUnits),
      authorities: members.filter(({ id: member, kind }) => kind !== 'former' && areas.includes(member)).map(nameOf),
      answerable: answerable.map((each) => ({
        ...each,
        authorityName: members.find((member) => member.id === each.authorityId)?.name ?? '',
      })),
      facts: newestFacts(facts),
    };
  },
});

function nameOf({ id, slug, name, shortName, tier }: Authority): Property['authorities'][number] {
  return { id, slug, name, shortName, tier };
}

/** Facts can be personal (an assisted bin, a council tenancy), so the audit says whose were shown. */
function showFacts(
  context: { shown(authorityId: AuthorityId, kind: string, ids: readonly string[]): void },
  placeId: string,
  facts: readonly PropertyFact[],
): void {
  for (const authorityId of new Set(facts.map((fact) => fact.authorityId)))
    context.shown(authorityId, 'property', [placeId]);
}

/** The facts of a place, one row for each authority that holds one. */
export const listPlaceFacts = defineQuery({
  name: 'places.list-place-facts',
  permission: 'places.read',
  input: z.strictObject({ placeId: uuidField }),
  run: async (context, { placeId }): Promise<PropertyFact[]> => {
    await getPlace(context.db, placeId);
    const facts = await listFacts(context.db, placeId);
    showFacts(context, placeId, facts);
    return facts;
  },
});
