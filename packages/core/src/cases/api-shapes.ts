import { z } from 'zod';
import { Participant } from '../interactions/index.js';
import { linkKinds } from './links/relations-repository.js';
import type { NearbyCase } from './page/nearby-query.js';
import { restrictionReasons } from './types.js';
import type { Case, CaseEvent, CaseFile, CaseTask, CaseWords, DescribedCase, DescribedSummary } from './types.js';

/** A case in a list, as the API gives it. Instants are milliseconds since 1970 UTC. */
export const SummaryShape = z.object({
  id: z.string(),
  reference: z.string(),
  authorityId: z.number(),
  serviceId: z.string(),
  serviceKey: z.string(),
  serviceName: z.string(),
  restricted: z.boolean(),
  veiled: z.boolean(),
  title: z.string(),
  status: z.string(),
  statusKind: z.enum(['open', 'waiting', 'closed']),
  statusLabel: z.string(),
  publicLabel: z.string(),
  outcome: z.string().nullable(),
  priority: z.string(),
  customerId: z.string().nullable(),
  participantName: z.string().nullable(),
  locationText: z.string().nullable(),
  teamId: z.string(),
  teamName: z.string().nullable(),
  assigneeId: z.string().nullable(),
  assigneeName: z.string().nullable(),
  openedAt: z.number(),
  dueAt: z.number().nullable(),
  closedAt: z.number().nullable(),
  version: z.number(),
});

export const CaseShape = SummaryShape.extend({
  restriction: z.enum(['service', 'customer', ...restrictionReasons]).nullable(),
  keptAs: z.enum(['case', 'restricted-case']),
  serviceVersionId: z.string(),
  outcomeLabel: z.string().nullable(),
  participant: Participant,
  answers: z.record(z.string(), z.unknown()),
  place: z.object({
    placeId: z.string().nullable(),
    text: z.string().nullable(),
    lat: z.number().nullable(),
    long: z.number().nullable(),
  }),
  raisedBy: z.string().nullable(),
  interactionId: z.string().nullable(),
  updatedAt: z.number(),
  linkCount: z.number(),
  subscriberCount: z.number(),
  openHandoverId: z.string().nullable(),
});

/** An open case near another: where it is in degrees WGS84, and how far from there. */
export const NearbyShape = SummaryShape.extend({ lat: z.number(), long: z.number(), distanceM: z.number() });

export const EventShape = z.object({
  id: z.string(),
  at: z.number(),
  kind: z.string(),
  actorId: z.string().nullable(),
  actorName: z.string(),
  visibility: z.enum(['internal', 'customer']),
  body: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
});

export const TaskShape = z.object({
  id: z.string(),
  kind: z.enum(['task', 'check']),
  title: z.string(),
  teamId: z.string().nullable(),
  teamName: z.string().nullable(),
  ownerId: z.string().nullable(),
  ownerName: z.string().nullable(),
  dueOn: z.string().nullable(),
  state: z.enum(['to-do', 'done', 'dropped']),
  createdAt: z.number(),
  finishedAt: z.number().nullable(),
  finishedByName: z.string().nullable(),
  version: z.number(),
});

export const OwnTaskShape = TaskShape.extend({
  caseId: z.string(),
  authorityId: z.number(),
  reference: z.string(),
  restricted: z.boolean(),
  veiled: z.boolean(),
});

export const LinkShape = z.object({
  id: z.string(),
  kind: z.enum(linkKinds),
  side: z.enum(['from', 'to']),
  caseId: z.string(),
  /** The other case's council: since a split it may be another. */
  authorityId: z.number(),
  reference: z.string(),
  /** Null where one may not read the other council's case; so with how it stands. */
  title: z.string().nullable(),
  statusKind: z.string().nullable(),
  restricted: z.boolean(),
});

export const FileShape = z.object({
  id: z.string(),
  name: z.string(),
  mediaType: z.string(),
  sizeBytes: z.number(),
  addedAt: z.number(),
  addedByName: z.string(),
  /** Pixels of the resized picture; `waiting` while it is made; null where there is none. */
  picture: z.union([z.object({ width: z.number(), height: z.number() }), z.literal('waiting')]).nullable(),
});

export function summaryJson(found: DescribedSummary): z.output<typeof SummaryShape> {
  const { serviceVersionId: _version, outcomeLabel: _label, ...shown } = found;
  return shown;
}

export function nearbyJson({ case: found, ...where }: NearbyCase): z.output<typeof NearbyShape> {
  return { ...summaryJson(found), ...where };
}

export function caseJson(found: DescribedCase): Case & CaseWords {
  return found;
}

export function eventJson({ caseId: _case, ...shown }: CaseEvent): Omit<CaseEvent, 'caseId'> {
  return shown;
}

export function taskJson({ caseId: _case, ...shown }: CaseTask): Omit<CaseTask, 'caseId'> {
  return shown;
}

export function fileJson(file: CaseFile): z.output<typeof FileShape> {
  const { authorityId: _authority, caseId: _case, digest: _digest, picture, ...shown } = file;
  if (picture === null || picture === 'waiting') return { ...shown, picture };
  return { ...shown, picture: { width: picture.width, height: picture.height } };
}
