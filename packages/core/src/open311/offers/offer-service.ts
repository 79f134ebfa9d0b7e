import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { badInput, notFound, staleVersion } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { getPublishedService } from '../../services/index.js';
import { whyNotOffered } from './offer-rules.js';
import { offerings } from './offer-types.js';
import { findOffer, saveOffer } from './offers-repository.js';

/**
 * Opens one of a council's services to reports by Open311, or closes it.
 * @throws not_found; bad_input on `shows`, saying why it can't be opened; stale_version
 */
export const offerService = defineCommand({
  name: 'open311.offer-service',
  permission: 'open311.manage',
  input: z.strictObject({
    serviceId: uuidField,
    shows: z.enum(offerings, 'Choose one of the three'),
    expectedVersion: z.coerce.number().int().min(0),
  }),
  output: z.object({ serviceId: z.string(), version: z.number() }),
  run: async (context, { serviceId, shows, expectedVersion: version }) => {
    const { db } = context;
    const service = await getPublishedService(db, serviceId);
    if (!service) throw notFound();
    const why = shows === 'closed' ? undefined : whyNotOffered(service);
    if (why !== undefined) throw badInput({ faults: [{ field: 'shows', message: `Leave it closed. ${why}` }] });
    const { authorityId } = service;
    const before = await findOffer(db, serviceId);
    if (!(await saveOffer(db, { serviceId, authorityId, shows, version })))
      throw staleVersion({ facts: { fields: ['shows'], version: before?.version ?? 0 } });
    const details = { serviceKey: service.key, from: before?.shows ?? 'closed', to: shows };
    await context.audit({ authorityId, subject: { kind: 'service', id: serviceId }, details });
    return { serviceId, version: version + 1 };
  },
});
