import { z } from 'zod';
import { metresBetween } from '../../kernel/distance.js';
import { uuidField } from '../../kernel/input.js';
import { defineQuery, type QueryContext } from '../../kernel/query.js';
import { narrowScope } from '../../kernel/scope.js';
import { alikeLimits, type ServiceDefinition } from '../../services/index.js';
import { definitionOf, describe } from '../definitions.js';
import { listNearby } from '../lists-repository.js';
import { lookUp } from '../queries.js';
import { refuseUnlessOpen } from '../restricted/restricted-access.js';
import type { Case, DescribedSummary } from '../types.js';

/** A case near another, where it is in degrees WGS84, and how far from there. */
export interface NearbyCase {
  readonly case: DescribedSummary;
  readonly lat: number;
  readonly long: number;
  readonly distanceM: number;
}

const nearbyAtMost = 9;

/**
 * Open cases of the same council and service near a case, the nearest first: none of a restricted case.
 * @throws not_found; case_reason_needed
 */
export const listNearbyCases = defineQuery({
  name: 'cases.list-nearby-cases',
  permission: 'cases.read',
  input: z.strictObject({ id: uuidField }),
  run: async (context, { id }): Promise<NearbyCase[]> => {
    const found = await lookUp(context, { id });
    await refuseUnlessOpen(context, found);
    return await nearbyOf(context, found, await definitionOf(context.db, found.serviceVersionId));
  },
});

/** The latest of the open cases that are as close to a case as its service says, the nearest first. */
export async function nearbyOf(
  context: QueryContext,
  found: Case,
  definition: ServiceDefinition,
): Promise<NearbyCase[]> {
  const { lat, long } = found.place;
  if (lat === null || long === null || found.restricted) return [];
  const { withinM } = alikeLimits(definition);
  const db = context.db.within(narrowScope(context.db.scope, found.authorityId));
  const around = await listNearby(db, found, { lat, long }, { withinM, limit: nearbyAtMost });
  const ids = around.map(({ found: { id } }) => id);
  if (ids.length > 0) context.shown(found.authorityId, 'case', ids);
  const nearby: NearbyCase[] = [];
  for (const { found: other, ...at } of around)
    nearby.push({ case: await describe(context.db, other), ...at, distanceM: distanceTo({ lat, long }, at) });
  return nearby.sort((a, b) => a.distanceM - b.distanceM || b.case.openedAt - a.case.openedAt);
}

type Point = Pick<NearbyCase, 'lat' | 'long'>;

/** In whole metres. */
function distanceTo(from: Point, to: Point): number {
  return Math.round(metresBetween({ lat: from.lat, lon: from.long }, { lat: to.lat, lon: to.long }));
}
