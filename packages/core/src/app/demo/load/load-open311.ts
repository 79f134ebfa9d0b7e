import { runCommand } from '../../../kernel/command.js';
import { hashSecret } from '../../../kernel/http/tokens.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { makeKey, newKeySecret, offerService } from '../../../open311/index.js';
import { demoActor, type LoadedAuthorities } from './load-authorities.js';
import type { LoadedCatalogue } from './load-catalogue.js';

/** Of Westmoor, what stands in the street: open to reports, and what was reported shown. */
const shown = ['pothole', 'street-light'];

/** Westmoor lets others report, and FixMyStreet has a key, whose secret nobody knows. */
export async function loadOpen311(
  kernel: Kernel,
  { authorities, catalogue }: { readonly authorities: LoadedAuthorities; readonly catalogue: LoadedCatalogue },
): Promise<void> {
  const authorityId = authorities.ids.get('westmoor');
  if (authorityId === undefined) return;
  for (const key of shown) {
    const service = catalogue.services.get(`westmoor/${key}`);
    if (service === undefined) continue;
    await runCommand(kernel, demoActor, offerService, { serviceId: service.id, shows: 'requests', expectedVersion: 0 });
  }
  await runCommand(kernel, demoActor, makeKey, {
    ...{ authorityId, name: 'FixMyStreet', rights: ['report', 'update'] },
    secretHash: hashSecret(newKeySecret(kernel)),
  });
}
