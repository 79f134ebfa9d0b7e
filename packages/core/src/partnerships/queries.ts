import { z } from 'zod';
import { DAY_MS } from '../kernel/clock.js';
import { notFound } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { localDateAt } from '../kernel/london-time.js';
import { defineQuery } from '../kernel/query.js';
import { everyAuthority, isInScope } from '../kernel/scope.js';
import { CHANNELS, listOffered } from '../services/index.js';
import { officeOf, openingFor, servicesCovered } from './access-of-agreement.js';
import { openPeriods, refusalOf, type Refusal } from './agreement-rules.js';
import { findOverlaps, findUnserved, type Cover } from './coverage-rules.js';
import { openBetween } from './hours-rules.js';
import { findAgreement, listAgreementsOf, listEvents, listPeople } from './repository.js';
import type { Agreement, Terms } from './types.js';

const coverageMs = 7 * DAY_MS;

/** The agreements in which the reader's councils serve or are served, latest first. */
export const listAgreements = defineQuery({
  name: 'partnerships.list-agreements',
  permission: 'partnerships.read',
  input: z.strictObject({}),
  run: ({ db, now }) => listAgreementsOf(db, now),
});

/** An agreement, its history, and the names of those who may open it. @throws not_found */
export const getAgreement = defineQuery({
  name: 'partnerships.get-agreement',
  permission: 'partnerships.read',
  input: z.strictObject({ id: uuidField }),
  run: async ({ db, now }, { id }) => {
    const agreement = await findAgreement(db, id, now);
    if (!agreement) throw notFound();
    const named = [agreement.agreed, ...agreement.coming, agreement.proposed].flatMap(
      (version) => version?.terms.officerIds ?? [],
    );
    return { ...agreement, officers: await listPeople(db, named), history: await listEvents(db, id) };
  },
});

/** Whether an adviser of the provider may answer as the receiver. */
export interface Trial {
  readonly allowed: boolean;
  /** Why not; null where it is allowed. */
  readonly refusal: Refusal | null;
  /** The answer supposes that both sides have signed the proposed terms. */
  readonly supposesSigned: boolean;
  /** The answer supposes that a named officer has opened it. */
  readonly supposesOpened: boolean;
}

/**
 * What an agreement would allow at an instant. One that nobody has signed or opened yet is tried as if somebody had.
 * @throws not_found
 */
export const tryAgreement = defineQuery({
  name: 'partnerships.try-agreement',
  permission: 'partnerships.read',
  input: z.strictObject({
    id: uuidField,
    at: z.coerce.number().int(),
    serviceId: uuidField.optional(),
    channel: z.enum(CHANNELS).optional(),
    lineId: uuidField.optional(),
  }),
  run: async ({ db, now, kernel }, { id, ...wish }): Promise<Trial> => {
    const agreement = await findAgreement(db, id, now);
    if (!agreement) throw notFound();
    const supposesSigned = agreement.agreed === null;
    const on = localDateAt(wish.at);
    const later = agreement.coming.findLast(({ fromOn }) => fromOn <= on);
    const version = later ?? agreement.agreed ?? agreement.proposed;
    if (!version) throw notFound();
    const supposesOpened = agreement.kind !== 'standing';
    const supposed: Agreement = {
      ...agreement,
      ...{ kind: 'standing', agreed: version },
      state: supposesSigned && agreement.state === 'draft' ? 'signed' : agreement.state,
    };
    const opening = await openingFor(kernel, agreement.receiverId, version.terms);
    const services = await servicesCovered(db, agreement.receiverId, version.terms);
    const refusal = refusalOf(supposed, opening, wish, services) ?? null;
    return { allowed: refusal === null, refusal, supposesSigned, supposesOpened };
  },
});

/** For the week to come: what of a council nobody serves when, and who would serve the same at the same time. */
export const checkCoverage = defineQuery({
  name: 'partnerships.check-coverage',
  permission: 'partnerships.read',
  input: z.strictObject({ authorityId: z.coerce.number().int() }),
  run: async ({ db, now, kernel }, { authorityId }) => {
    if (!isInScope(db.scope, authorityId)) throw notFound();
    const to = now + coverageMs;
    const served = (await listAgreementsOf(db, now)).filter(({ receiverId }) => receiverId === authorityId);
    const covers: Cover[] = [];
    for (const agreement of served) {
      for (const agreed of [agreement.agreed, ...agreement.coming]) {
        if (agreement.kind !== 'standing' || !agreed || !answersEverywhere(agreed.terms)) continue;
        const serviceIds = await servicesCovered(db, authorityId, agreed.terms);
        if (serviceIds?.length === 0) continue;
        const opening = await openingFor(kernel, authorityId, agreed.terms);
        const periods = openPeriods({ ...agreement, agreed }, opening, now, to);
        if (periods.length > 0) covers.push({ agreementId: agreement.id, serviceIds: serviceIds ?? [], periods });
      }
    }
    const offered = await listOffered(db.within(everyAuthority), localDateAt(now));
    const services = offered.filter((service) => service.authorityId === authorityId).map(({ id }) => id);
    const office = openBetween({ calendar: await officeOf(kernel, authorityId), isOutside: false }, now, to);
    return {
      services: services.length,
      gaps: findUnserved({ from: now, to }, office, covers, services),
      overlaps: findOverlaps(covers, services),
    };
  },
});

/** Who answers on some channels or lines alone leaves the others to nobody. */
function answersEverywhere({ channels, lineIds }: Pick<Terms, 'channels' | 'lineIds'>): boolean {
  return channels.length === 0 && lineIds.length === 0;
}
