import { decideAlert, proposeAlert } from '../../../alerts/index.js';
import { runCommand } from '../../../kernel/command.js';
import { addDays } from '../../../kernel/local-date.js';
import { localDateAt } from '../../../kernel/london-time.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { demoActor } from './load-authorities.js';
import type { LoadedCustomers } from './load-customers.js';

/** One alert that shows at Dunmere, and one that a team leader finds to be decided. */
export async function loadAlerts(kernel: Kernel, customers: LoadedCustomers): Promise<void> {
  const today = localDateAt(kernel.clock.now());
  const people = [...customers.values()].filter(
    ({ customer }) => customer.kind === 'person' && customer.authorityKey === 'dunmere' && !customer.restriction,
  );
  const [first, second] = people.slice(-2);
  if (!first || !second) return;
  const dates = { reviewOn: addDays(today, 90), until: addDays(today, 180) };
  const { id } = await runCommand(kernel, demoActor, proposeAlert, {
    ...{ customerId: first.id, kind: 'dangerous-animal', ...dates },
    advice: 'Ring before you visit and ask for the dog to be shut away.',
    reason: 'A collector was bitten at the gate in October; the owner was written to.',
  });
  await runCommand(kernel, demoActor, decideAlert, { id, expectedVersion: 1, decision: 'approve' });
  await runCommand(kernel, demoActor, proposeAlert, {
    ...{ customerId: second.id, kind: 'hoax-risk', ...dates },
    advice: 'Ask two more questions before you tell them anything.',
    reason: 'A relative rang twice in their name to learn what benefits they have.',
  });
}
