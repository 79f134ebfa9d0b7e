import type { Authority } from '../../authorities/index.js';
import type { Instant } from '../../kernel/clock.js';
import type { Kernel } from '../../kernel/kernel.js';
import { localDateAt } from '../../kernel/london-time.js';
import { listOffered } from '../../services/index.js';
import { geoErrors } from '../wire/geo-errors.js';
import { whyNotOffered } from './offer-rules.js';
import type { OfferedService } from './offer-types.js';
import { listAllOffers } from './offers-repository.js';

interface Asked {
  readonly kernel: Kernel;
  readonly council: Authority;
  readonly now: Instant;
}

/**
 * The services of a council that are open today, by name. One whose newest version can't be reported under any more (it
 * has become restricted, say) is not among them, whatever was said before.
 */
export async function listOpenServices({ kernel, council, now }: Asked): Promise<OfferedService[]> {
  const db = kernel.db.read({ authorityIds: [council.id], grants: [] });
  const shown = new Map((await listAllOffers(db)).map(({ serviceId, shows }) => [serviceId, shows]));
  return (await listOffered(db, localDateAt(now))).flatMap((service) => {
    const shows = shown.get(service.id) ?? 'closed';
    return shows === 'closed' || whyNotOffered(service) !== undefined ? [] : [{ service, shows }];
  });
}

/** The open service with that code, which is its key. @throws open311_service_unknown */
export async function getOpenService(asked: Asked, code: string): Promise<OfferedService> {
  const found = (await listOpenServices(asked)).find(({ service }) => service.key === code);
  if (!found) throw geoErrors.service();
  return found;
}
