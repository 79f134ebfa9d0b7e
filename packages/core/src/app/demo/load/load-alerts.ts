import { decideAlert, proposeAlert } from '../../../alerts/index.js';
import { runCommand } from '../../../kernel/command.js';
import { addDays } from '../../../kernel/local-date.js';
import { localDateAt } from '../../../kernel/london-time.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { LoadedAuthorities } from './load-authorities.js';
import type { LoadedCustomers } from './load-customers.js';
import { actorOf } from './load-desk-work.js';
import type { LoadedStaff } from './load-staff.js';

/** One alert that shows at Dunmere, and one that a team leader finds to be decided. */
export async function loadAlerts(
  kernel: Kernel,
  customers: LoadedCustomers,
  { authorities, staff }: { readonly authorities: LoadedAuthorities; readonly staff: LoadedStaff },
): Promise<void> {
  const authorityId = authorities.ids.get('dunmere');
  if (authorityId === undefined) return;
  const officer = actorOf(staff, 'janet.oakley', 'alerts.propose', authorityId);
  const leader = actorOf(staff, 'folake.okafor', 'alerts.decide', authorityId);
  const adviser = actorOf(staff, 'tom.beddoes', 'alerts.propose', authorityId);
  const today = localDateAt(kernel.clock.now());
  const people = [...customers.values()].filter(
    ({ customer }) => customer.kind === 'person' && customer.authorityKey === 'dunmere' && !customer.restriction,
  );
  const [first, second] = people.slice(-2);
  if (!first || !second || !officer || !leader || !adviser) return;
  const dates = { reviewOn: addDays(today, 90), until: addDays(today, 180) };
  const { id } = await runCommand(kernel, officer, proposeAlert, {
    ...{ customerId: first.id, kind: 'dangerous-animal', ...dates },
    advice: 'Ring before you visit and ask for the dog to be shut away.',
    reason: 'A collector was bitten at the gate in October; the owner was written to.',
  });
  await runCommand(kernel, leader, decideAlert, { id, expectedVersion: 1, decision: 'approve' });
  await runCommand(kernel, adviser, proposeAlert, {
    ...{ customerId: second.id, kind: 'hoax-risk', ...dates },
    advice: 'Ask two more questions before you tell them anything.',
    reason: 'A relative rang twice in their name to learn what benefits they have.',
  });
}
