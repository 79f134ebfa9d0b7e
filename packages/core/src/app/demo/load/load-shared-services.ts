import { runCommand } from '../../../kernel/command.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { AuthorityId } from '../../../kernel/scope.js';
import { publishService, type ServiceDefinition } from '../../../services/index.js';
import { demoActor } from './load-authorities.js';
import type { DemoFiles } from './read-files.js';

type Ids = ReadonlyMap<string, AuthorityId>;

/** What the partnership defines for all. */
const shared = ['complaint', 'compliment', 'gritting'] as const;

async function publish(
  kernel: Kernel,
  { services }: DemoFiles,
  ids: Ids,
  [owner, key, changes]: readonly [string, string, Partial<ServiceDefinition>],
): Promise<void> {
  const found = services.find((service) => service.key === key);
  if (!found) throw new Error(`the demo has no service ${key}`);
  const input = { authorityId: ids.get(owner), definition: { ...found, ...changes } };
  await runCommand(kernel, demoActor, publishService, input);
}

/** A few services that the partnership defined before the councils published theirs. */
export async function loadSharedServices(kernel: Kernel, files: DemoFiles, ids: Ids): Promise<void> {
  for (const key of shared) await publish(kernel, files, ids, ['partnership', key, {}]);
}

/** Westmoor, if it is a member, does one otherwise; another has changed at the partnership since. */
export async function changeSharedServices(kernel: Kernel, files: DemoFiles, ids: Ids): Promise<void> {
  const own = { summary: 'Ask Westmoor for grit on a public road, or for a bin to be filled.' };
  if (ids.has('westmoor')) await publish(kernel, files, ids, ['westmoor', 'gritting', own]);
  const later = { summary: 'Say what somebody did well, so that they and their team leader hear of it.' };
  await publish(kernel, files, ids, ['partnership', 'compliment', later]);
}
