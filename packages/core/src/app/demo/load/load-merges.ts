import { createCustomer, getCustomer, mergeCustomers } from '../../../customers/index.js';
import { runCommand } from '../../../kernel/command.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { runQuery } from '../../../kernel/query.js';
import { demoActor, type LoadedAuthorities } from './load-authorities.js';
import type { LoadedCustomers } from './load-customers.js';

/** A record that somebody made twice, with the name misheard, and merged when it was noticed. */
export async function loadMerges(
  kernel: Kernel,
  customers: LoadedCustomers,
  { ids }: LoadedAuthorities,
): Promise<void> {
  const known = [...customers.values()].find(
    ({ customer }) => customer.kind === 'person' && customer.authorityKey === 'dunmere' && !customer.restriction,
  );
  const authorityId = ids.get('dunmere');
  if (!known || authorityId === undefined) return;
  const { title, givenName, familyName } = known.customer;
  const lastName = familyName?.replace(/(.)(.)$/, '$2$1');
  const heard = { title, firstName: givenName, lastName, telephones: ['07700 900871'] };
  const made = await runCommand(kernel, demoActor, createCustomer, { authorityId, ...heard, confirmedNew: true });
  const { version } = await runQuery(kernel, demoActor, getCustomer, { id: known.id });
  await runCommand(kernel, demoActor, mergeCustomers, {
    survivorId: known.id,
    survivorVersion: version,
    mergedId: made.id,
    mergedVersion: made.version,
    choices: { lastName: 'survivor' },
    reason: 'Same person: confirmed on the telephone that the name was misheard',
  });
}
