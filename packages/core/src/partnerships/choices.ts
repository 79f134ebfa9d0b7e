import { listLines, type Authority } from '../authorities/index.js';
import { localDateAt } from '../kernel/london-time.js';
import { defineQuery } from '../kernel/query.js';
import { z } from 'zod';
import { notFound } from '../kernel/errors.js';
import { everyAuthority } from '../kernel/scope.js';
import { listOffered } from '../services/index.js';
import { sidesIn } from './agreement-rules.js';
import { listPeople } from './repository.js';
import { listOfficers } from './terms-input.js';

export interface Choice {
  readonly id: string;
  readonly name: string;
}

/**
 * What terms between two councils can name: the receiver's services and lines, which anybody may read in its catalogue,
 * and who of both may be named to open an agreement.
 * @throws not_found when neither is the reader's
 */
export const listChoices = defineQuery({
  name: 'partnerships.list-choices',
  permission: 'partnerships.read',
  input: z.strictObject({ receiverId: z.coerce.number().int(), providerId: z.coerce.number().int() }),
  run: async ({ db, now }, parties) => {
    if (sidesIn(db.scope, parties).length === 0) throw notFound();
    const everywhere = db.within(everyAuthority);
    const isTheirs = ({ authorityId }: { readonly authorityId: Authority['id'] }): boolean =>
      authorityId === parties.receiverId;
    const named = ({ id, name }: Choice): Choice => ({ id, name });
    const officers = await listOfficers(db, [parties.receiverId, parties.providerId], now);
    const services = (await listOffered(everywhere, localDateAt(now))).filter(isTheirs);
    return {
      services: services.map(named),
      groups: [...new Set(services.map(({ definition }) => definition.group))].sort(),
      lines: (await listLines(everywhere)).filter(isTheirs).map(named),
      officers: (await listPeople(db, officers)).map(named),
    };
  },
});
