import { z } from 'zod';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { localDateAt } from '../../kernel/london-time.js';
import { defineQuery } from '../../kernel/query.js';
import { getPublishedService, listOffered, type PublishedService } from '../../services/index.js';
import { whyNotOffered } from './offer-rules.js';
import type { Offer } from './offer-types.js';
import { findOffer, listAllOffers } from './offers-repository.js';

/** A residents' service of the reader's councils, with how far it is open. */
export interface ServiceOffer extends Offer {
  readonly key: string;
  readonly name: string;
  /** Why it can't be opened; null: it can. */
  readonly why: string | null;
}

function offerOf(service: PublishedService, offer: Offer | undefined): ServiceOffer {
  const { id: serviceId, authorityId, key, name } = service;
  const { shows = 'closed', version = 0 } = offer ?? {};
  return { serviceId, authorityId, key, name, shows, version, why: whyNotOffered(service) ?? null };
}

/** The services that the reader's councils offer residents, by name, with how far each is open. */
export const listServiceOffers = defineQuery({
  name: 'open311.list-services',
  permission: 'open311.manage',
  input: z.strictObject({ authorityId: z.coerce.number().int().optional() }),
  run: async ({ db, now }, { authorityId }): Promise<ServiceOffer[]> => {
    const offers = new Map((await listAllOffers(db)).map((offer) => [offer.serviceId, offer]));
    return (await listOffered(db, localDateAt(now)))
      .filter((service) => authorityId === undefined || service.authorityId === authorityId)
      .map((service) => offerOf(service, offers.get(service.id)));
  },
});

/** One of them. @throws not_found */
export const getServiceOffer = defineQuery({
  name: 'open311.get-service',
  permission: 'open311.manage',
  input: z.strictObject({ serviceId: uuidField }),
  run: async ({ db }, { serviceId }): Promise<ServiceOffer> => {
    const service = await getPublishedService(db, serviceId);
    if (!service) throw notFound();
    return offerOf(service, await findOffer(db, serviceId));
  },
});
