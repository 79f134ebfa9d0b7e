import { z } from 'zod';
import { getAuthority } from '../../authorities/index.js';
import { definitionOf } from '../../cases/index.js';
import { uuidField } from '../../kernel/input.js';
import { defineQuery, type QueryContext } from '../../kernel/query.js';
import { narrowScope, type AuthorityId } from '../../kernel/scope.js';
import { listOpenServices } from '../offers/open-services.js';
import { requestRow } from './request-row.js';
import { listRequestsBetween, listRequestsOfIds, type ReportedCase, type Teller } from './requests-repository.js';

/** GeoReport v2’s own limit. */
export const requestsAtMost = 1000;

/** Which requests: those of some ids, which wins over all else, or those of a window of time. */
export const WantedRequests = z.strictObject({
  authorityId: z.number().int(),
  /** Of the key that asks; without one, only what everybody may be told. */
  keyId: uuidField.optional(),
  ids: z.array(uuidField).max(200).optional(),
  /** By key; without them, every service. */
  services: z.array(z.string().max(80)).max(200).optional(),
  statuses: z.array(z.enum(['open', 'closed'])).default(['open', 'closed']),
  from: z.number().int(),
  to: z.number().int(),
});

/** Requests as a key, or everybody, may be told of them, the latest first. */
export const readRequests = defineQuery({
  name: 'open311.read-requests',
  permission: 'open311.manage',
  input: WantedRequests,
  run: async (context, wanted) => {
    const council = await getAuthority(context.kernel, wanted.authorityId);
    const db = context.db.within(narrowScope(context.db.scope, council.id));
    const open = await listOpenServices({ ...context, council });
    const shown = open.flatMap(({ shows, service }) => (shows === 'requests' ? [service.id] : []));
    const teller: Teller = { authorityId: council.id, shown, keyId: wanted.keyId };
    const { ids, from, to, statuses, services } = wanted;
    const kinds = statuses.flatMap((status) => (status === 'closed' ? ['closed'] : ['open', 'waiting']));
    const found = ids
      ? await listRequestsOfIds(db, teller, ids)
      : await listRequestsBetween(db, teller, { services, kinds, from, to, limit: requestsAtMost });
    sayShown(context, council.id, found, wanted.keyId);
    const rows = [];
    for (const one of found) {
      // Versions are kept in memory: a new one is read once.
      const definition = await definitionOf(context.db, one.serviceVersionId);
      rows.push(requestRow(one, { council, definition, isOwn: isOwn(one, wanted.keyId) }));
    }
    return rows;
  },
});

const isOwn = ({ keyId }: ReportedCase, key: string | undefined): boolean => keyId !== null && keyId === key;

/** What names persons is in the read audit: a key’s own. */
function sayShown(context: QueryContext, authorityId: AuthorityId, found: readonly ReportedCase[], key?: string): void {
  const own = found.filter((one) => isOwn(one, key)).map(({ id }) => id);
  if (own.length > 0) context.shown(authorityId, 'case', own);
}
