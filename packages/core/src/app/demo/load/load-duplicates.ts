import { createCustomer, findDuplicatesOf, getCustomer } from '../../../customers/index.js';
import { runCommand } from '../../../kernel/command.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { runQuery } from '../../../kernel/query.js';
import { demoActor, type LoadedAuthorities } from './load-authorities.js';
import type { LoadedCustomers } from './load-customers.js';

/** How a record that is made in a hurry differs from the one that is there already. */
const slips: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => name.charAt(0),
  (name) => name.replace(/(.)(.)$/, '$2$1'),
];

/** People of Dunmere whom somebody put on record again, and the night's look for duplicates. */
export async function loadDuplicates(
  kernel: Kernel,
  customers: LoadedCustomers,
  { ids }: LoadedAuthorities,
): Promise<void> {
  const authorityId = ids.get('dunmere');
  if (authorityId === undefined) return;
  const known = [...customers.values()].filter(
    ({ customer }) => customer.kind === 'person' && customer.authorityKey === 'dunmere' && !customer.restriction,
  );
  for (const [at, slip] of slips.entries()) {
    const one = known[40 + at * 15];
    if (!one) continue;
    const { title, firstName, lastName, bornOn, telephone, addressLine, postcode } = await runQuery(
      kernel,
      demoActor,
      getCustomer,
      { id: one.id },
    );
    await runCommand(kernel, demoActor, createCustomer, {
      authorityId,
      title: title ?? undefined,
      firstName: slip(firstName ?? ''),
      lastName: lastName ?? undefined,
      bornOn: bornOn ?? undefined,
      telephones: telephone === null ? [] : [telephone],
      ...(addressLine === null ? {} : { address: { line: addressLine, ...(postcode ? { postcode } : {}) } }),
      confirmedNew: true,
    });
  }
  await findDuplicatesOf(kernel, authorityId);
}
