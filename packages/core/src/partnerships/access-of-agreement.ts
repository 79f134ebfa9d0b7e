import { setAgreementGrants, type GrantedStretch } from '../access/index.js';
import {
  alwaysOpen,
  hasCalendar,
  workingCalendar,
  type OpenPeriod,
  type WorkingCalendar,
} from '../authorities/index.js';
import type { Instant } from '../kernel/clock.js';
import type { CommandContext } from '../kernel/command.js';
import type { Reads } from '../kernel/db/database.js';
import { startOfDay } from '../kernel/london-time.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority, type AuthorityId } from '../kernel/scope.js';
import { listPublished } from '../services/index.js';
import { accessWindow, followsCatalogue, limitOf, servicesOf } from './agreement-rules.js';
import { permissionsGiven } from './given-permissions.js';
import { openingOf, type Opening } from './hours-rules.js';
import { findAgreement } from './repository.js';
import type { Agreement, Terms } from './types.js';

/** The receiver's office hours. One without any is never outside them. */
export async function officeOf(kernel: Kernel, receiverId: AuthorityId): Promise<WorkingCalendar> {
  const isSet = await hasCalendar(kernel, receiverId, 'office');
  return isSet ? await workingCalendar(kernel, receiverId, 'office') : alwaysOpen();
}

/** When an agreement is open, by the terms given or those agreed. */
export async function openingFor(kernel: Kernel, receiverId: AuthorityId, { hours }: Terms): Promise<Opening> {
  return openingOf(hours, await officeOf(kernel, receiverId));
}

/** The services that terms cover now; undefined: every one. The catalogue is read only where it decides. */
export async function servicesCovered(
  db: Reads,
  receiverId: AuthorityId,
  terms: Terms,
): Promise<readonly string[] | undefined> {
  const catalogue = followsCatalogue(terms)
    ? await listPublished(db.within({ authorityIds: [receiverId], grants: [] }))
    : [];
  return servicesOf(terms, catalogue);
}

/** A stretch of time in which an agreement is open, and the terms that hold then. */
export interface OpenStretch extends OpenPeriod {
  readonly terms: Terms;
}

/**
 * The stretch of time for which an agreement's grants should be written now. Where other terms begin in the moment in
 * which it ends, what they give comes with it: the one goes over into the other to the second, whoever runs meanwhile.
 */
export async function wantedAccess(kernel: Kernel, agreement: Agreement, now: Instant): Promise<OpenStretch[]> {
  const first = await nextStretch(kernel, agreement, now);
  if (!first) return [];
  const [next, ...coming] = agreement.coming;
  if (!next || first.to !== startOfDay(next.fromOn)) return [first];
  const second = await nextStretch(kernel, { ...agreement, agreed: next, coming }, first.to);
  return second?.from === first.to ? [first, second] : [first];
}

async function nextStretch(kernel: Kernel, agreement: Agreement, now: Instant): Promise<OpenStretch | undefined> {
  const { agreed, receiverId } = agreement;
  if (!agreed) return undefined;
  const window = accessWindow(agreement, await openingFor(kernel, receiverId, agreed.terms), now);
  return window && { ...window, terms: agreed.terms };
}

/**
 * Writes what an agreement gives, as it stands in this transaction, in place of what it gave before. The caller holds
 * its row: by changing its version, or by `holdAgreement`.
 */
export async function renewAccess(
  { db, kernel, now, newId }: Pick<CommandContext, 'db' | 'kernel' | 'now' | 'newId'>,
  agreementId: string,
): Promise<OpenPeriod | undefined> {
  const agreement = await findAgreement(db.within(everyAuthority), agreementId, now);
  if (!agreement) return undefined;
  const { receiverId: authorityId, providerId: staffOfAuthorityId } = agreement;
  const wanted = await wantedAccess(kernel, agreement, now);
  const stretches: GrantedStretch[] = [];
  for (const { terms, from: fromAt, to: toAt } of wanted)
    stretches.push({
      permissions: permissionsGiven(terms),
      limit: limitOf(terms, await servicesCovered(db, authorityId, terms)),
      ...{ fields: terms.fields, fromAt, toAt },
    });
  await setAgreementGrants(db, { agreementId, authorityId, staffOfAuthorityId, stretches }, newId);
  return wanted[0];
}
