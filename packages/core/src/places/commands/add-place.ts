import { addressLine, presentOnly, type AddressParts } from '@moothall/adapter-sdk';
import { z } from 'zod';
import { listAuthorities } from '../../authorities/index.js';
import { defineCommand } from '../../kernel/command.js';
import { defineError, notFound } from '../../kernel/errors.js';
import { line, optional } from '../../kernel/input.js';
import { localDateAt } from '../../kernel/london-time.js';
import { normalisePostcode } from '../../kernel/postcode.js';
import { isInScope } from '../../kernel/scope.js';
import { normaliseUprn } from '../../kernel/uprn.js';
import { withBothPairs } from '../import/grid-points.js';
import { findPlaceByUprn } from '../repository.js';
import { insertPlaces, replaceAuthorities } from '../import-repository.js';
import type { PlaceDraft } from '../types.js';

export const placeExists = defineError(
  'place_exists',
  409,
  'The gazetteer has a place with that UPRN already. Search for the UPRN to open it.',
);

const uprn = line(14).transform((text, context) => {
  const normal = normaliseUprn(text);
  if (normal !== undefined) return normal;
  context.addIssue({ code: 'custom', message: 'Write the UPRN as 1 to 12 digits' });
  return z.NEVER;
});

const postcode = line(10).transform((text, context) => {
  const normal = normalisePostcode(text);
  if (normal !== undefined) return normal;
  context.addIssue({ code: 'custom', message: 'Write the postcode in full, such as DM4 2LL' });
  return z.NEVER;
});

const NewPlace = z
  .strictObject({
    /** In whose area it lies. */
    authorityId: z.coerce.number().int(),
    uprn: optional(uprn),
    parentUprn: optional(uprn),
    organisation: optional(line(100)),
    subBuilding: optional(line(60)),
    building: optional(line(100)),
    number: optional(line(20)),
    street: optional(line(100)),
    locality: optional(line(60)),
    town: optional(line(60)),
    postcode: optional(postcode),
    ward: optional(line(60)),
    classification: optional(line(6)),
    lat: z.coerce.number().min(49).max(61.5).optional(),
    lon: z.coerce.number().min(-9.5).max(2.5).optional(),
  })
  .refine(({ street, locality, building }) => street ?? locality ?? building, {
    path: ['street'],
    message: 'Enter the street, or the name of the building or locality',
  })
  .refine(({ lat, lon }) => (lat === undefined) === (lon === undefined), {
    path: ['lat'],
    message: 'Give both the latitude and the longitude, or neither',
  });

/** Adds a place that no supply has brought yet: a new house, a plot, a mooring. Without a UPRN it is provisional. */
export const addPlace = defineCommand({
  name: 'places.add-place',
  permission: 'places.manage',
  input: NewPlace,
  run: async ({ db, kernel, now, newId, audit }, { authorityId, ...given }) => {
    if (!isInScope(db.scope, authorityId)) throw notFound();
    const known = given.uprn === undefined ? undefined : await findPlaceByUprn(db, given.uprn);
    if (known) throw placeExists({ facts: { placeId: known.id } });
    const id = newId();
    await insertPlaces(db, [{ id, ...toDraft(given), asOfOn: localDateAt(now) }], { now, runId: null });
    const member = (await listAuthorities(kernel)).find((authority) => authority.id === authorityId);
    const county = member?.parentId ?? undefined;
    await replaceAuthorities(db, new Map([[id, county === undefined ? [authorityId] : [authorityId, county]]]));
    await audit({ authorityId, subject: { kind: 'place', id }, details: presentOnly({ uprn: given.uprn }) });
    return { id };
  },
});

function toDraft(given: Omit<z.output<typeof NewPlace>, 'authorityId'>): Omit<PlaceDraft, 'asOfOn'> {
  const { lat, lon } = given;
  const at = lat === undefined || lon === undefined ? {} : withBothPairs({ lat, lon });
  const parts: AddressParts = presentOnly({
    organisation: given.organisation,
    subBuilding: given.subBuilding,
    building: given.building,
    number: given.number,
    street: given.street,
    locality: given.locality,
    town: given.town,
    postcode: given.postcode,
  });
  return {
    uprn: given.uprn ?? null,
    usrn: null,
    parentUprn: given.parentUprn ?? null,
    line: addressLine(parts),
    organisation: given.organisation ?? null,
    subBuilding: given.subBuilding ?? null,
    building: given.building ?? null,
    number: given.number ?? null,
    street: given.street ?? null,
    locality: given.locality ?? null,
    town: given.town ?? null,
    postcode: given.postcode ?? null,
    classification: given.classification ?? null,
    state: given.uprn === undefined ? 'provisional' : 'current',
    custodianCode: null,
    ward: given.ward ?? null,
    easting: at.easting ?? null,
    northing: at.northing ?? null,
    lat: at.lat ?? null,
    lon: at.lon ?? null,
    source: 'desk',
  };
}
