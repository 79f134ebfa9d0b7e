import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { Offer, Offering } from './offer-types.js';

interface Row {
  service_id: string;
  authority_id: number;
  shows: string;
  version: number;
}

const columns = 'o.service_id, o.authority_id, o.shows, o.version';
// At most as many as there are services.
const all = statement<Record<string, never>, Row>(`select ${columns} from @report_offers o`);
// Relies on the primary key.
const ofService = statement<{ service: string }, Row>(
  `select ${columns} from @report_offers o where o.service_id = :service`,
);

function toOffer(row: Row): Offer {
  return {
    ...{ serviceId: row.service_id, authorityId: row.authority_id, version: row.version },
    shows: row.shows as Offering,
  };
}

export async function listAllOffers(db: Reads): Promise<Offer[]> {
  return (await db.all(all, {})).map(toOffer);
}

export async function findOffer(db: Reads, serviceId: string): Promise<Offer | undefined> {
  const row = await db.first(ofService, { service: serviceId });
  return row && toOffer(row);
}

/** Writes what is said of a service, if what was read still stands. Answers whether it did. */
export async function saveOffer(db: Writes, { serviceId, authorityId, shows, version }: Offer): Promise<boolean> {
  if (version > 0)
    return (
      (await db.update('report_offers', { service_id: serviceId, version }, { shows, version: version + 1 })) === 1
    );
  if (await findOffer(db, serviceId)) return false;
  await db.insert('report_offers', { service_id: serviceId, authority_id: authorityId, shows });
  return true;
}
