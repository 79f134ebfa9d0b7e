import { listAuthorities, slugsOf, type Authority } from '../../authorities/index.js';
import { findListedNow } from '../../directory/index.js';
import { badInput } from '../../kernel/errors.js';
import type { Kernel } from '../../kernel/kernel.js';
import { isForStaff, servesStaffOf, type PublishedService } from '../../services/index.js';
import type { CaseParties } from '../case-parties.js';

/**
 * Keeps residents' services and those of service desks apart: a case of the one is never a colleague's, of the other
 * nobody else's.
 * @throws bad_input on `customerId`
 */
export async function refuseWrongAudience(
  kernel: Kernel,
  service: PublishedService,
  { colleagueId }: Pick<CaseParties, 'colleagueId'>,
): Promise<void> {
  if (!isForStaff(service)) {
    if (colleagueId === undefined) return;
    throw refused(
      'This is a colleague’s record at the service desk: find the person as a resident, or choose a service for staff',
    );
  }
  if (colleagueId === undefined)
    throw refused('This service is for staff: find the colleague whom it is for in the directory');
  if (!(await isServed(kernel, service, colleagueId)))
    throw refused('This service desk does not serve staff of the colleague’s council');
}

function refused(message: string): Error {
  return badInput({ faults: [{ field: 'customerId', message }] });
}

/** Whether a service desk's service is for somebody of the directory. */
export async function isServed(kernel: Kernel, service: PublishedService, personId: string): Promise<boolean> {
  const { employer, authorities } = await employerOf(kernel, personId);
  const provider = authorities.find(({ id }) => id === service.authorityId);
  if (employer === undefined || provider === undefined) return false;
  return servesStaffOf(service, slugsOf(authorities, employer), provider.slug);
}

/** The council that a person works for today, as the directory has it. */
export async function employerOf(
  kernel: Kernel,
  personId: string,
): Promise<{ readonly employer: Authority | undefined; readonly authorities: readonly Authority[] }> {
  const person = await findListedNow(kernel, personId);
  const authorities = await listAuthorities(kernel);
  return { employer: authorities.find(({ id }) => id === person?.authorityId), authorities };
}
