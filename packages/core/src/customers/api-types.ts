import { z } from 'zod';
import {
  contactPointKinds,
  customerKinds,
  evidenceKinds,
  needs,
  preferredChannels,
  relations,
  restrictions,
} from './types.js';

const date = z.string().nullable();

/** A found customer, as the API answers. */
export const ApiHit = z.object({
  id: z.string(),
  authorityId: z.number(),
  kind: z.enum(customerKinds),
  displayName: z.string().nullable(),
  bornOn: date,
  diedOn: date,
  addressLine: z.string().nullable(),
  postcode: z.string().nullable(),
  telephone: z.string().nullable(),
  alsoKnownAs: z.string().nullable(),
  restricted: z.boolean(),
  matchedBy: z.array(z.string()),
});

const ApiContactPoint = z.object({
  id: z.string(),
  customerId: z.string(),
  kind: z.enum(contactPointKinds),
  value: z.string(),
  postcode: z.string().nullable(),
  placeId: z.string().nullable(),
  label: z.string().nullable(),
  preferred: z.boolean(),
  verifiedOn: date,
  failingSince: z.number().nullable(),
});

/** A customer with all that hangs on it, as the API answers. */
export const ApiCustomer = z.object({
  id: z.string(),
  authorityId: z.number(),
  kind: z.enum(customerKinds),
  title: z.string().nullable(),
  firstName: z.string().nullable(),
  middleNames: z.string().nullable(),
  lastName: z.string().nullable(),
  organisationName: z.string().nullable(),
  otherNames: z.array(z.object({ firstNames: z.string().optional(), lastName: z.string() })),
  displayName: z.string(),
  bornOn: date,
  diedOn: date,
  language: z.string(),
  preferredChannel: z.enum(preferredChannels).nullable(),
  needs: z.array(z.enum(needs)),
  placeId: z.string().nullable(),
  addressLine: z.string().nullable(),
  postcode: z.string().nullable(),
  telephone: z.string().nullable(),
  restriction: z.enum(restrictions).nullable(),
  mergedIntoId: z.string().nullable(),
  /** Whose record it was until a council was merged or split; null: nobody's else. */
  formerly: z.object({ authorityId: z.number(), takenOverOn: z.string() }).nullable(),
  colleagueId: z.string().nullable(),
  createdAt: z.number(),
  updatedAt: z.number(),
  version: z.number(),
  contactPoints: z.array(ApiContactPoint),
  identifiers: z.array(
    z.object({ id: z.string(), customerId: z.string(), register: z.string(), type: z.string(), value: z.string() }),
  ),
  representations: z.array(
    z.object({
      id: z.string(),
      direction: z.enum(['represented-by', 'acts-for']),
      otherId: z.string(),
      otherName: z.string().nullable(),
      role: z.string(),
      covers: z.string(),
      evidence: z.object({
        kind: z.enum(evidenceKinds),
        mark: z.string().nullable(),
        seenOn: z.string(),
        seenByName: z.string().nullable(),
      }),
      fromOn: z.string(),
      toOn: date,
    }),
  ),
  relationships: z.array(
    z.object({
      id: z.string(),
      relation: z.enum(relations),
      otherId: z.string(),
      otherName: z.string().nullable(),
      fromOn: date,
      toOn: date,
    }),
  ),
  occupancies: z.array(
    z.object({
      id: z.string(),
      placeId: z.string(),
      placeLine: z.string(),
      uprn: z.string().nullable(),
      role: z.string(),
      fromOn: date,
      toOn: date,
    }),
  ),
});
