import { linkAcross } from '../../../customers/index.js';
import { runCommand } from '../../../kernel/command.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { DemoWorld } from '../world/types.js';
import { demoActor } from './load-authorities.js';
import type { LoadedCustomers } from './load-customers.js';

/** The one person whom two councils know, by their agreement. */
export async function loadCustomerLinks(
  kernel: Kernel,
  { customerLinks }: DemoWorld,
  customers: LoadedCustomers,
  agreements: ReadonlyMap<string, string>,
): Promise<void> {
  for (const { customerKey, otherCustomerKey, agreementKey, lawfulBasis } of customerLinks) {
    const [customer, other] = [customers.get(customerKey), customers.get(otherCustomerKey)];
    const agreementId = agreements.get(agreementKey);
    if (!customer || !other || agreementId === undefined) continue;
    const link = { customerId: customer.id, otherId: other.id, agreementId, lawfulBasis };
    await runCommand(kernel, demoActor, linkAcross, link);
  }
}
