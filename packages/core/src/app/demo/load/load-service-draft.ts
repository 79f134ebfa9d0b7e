import { runCommand } from '../../../kernel/command.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { everyAuthority } from '../../../kernel/scope.js';
import { findDesign, findServiceByKey, saveDraft } from '../../../services/index.js';
import type { LoadedAuthorities } from './load-authorities.js';
import { actorOf } from './load-desk-work.js';
import type { LoadedStaff } from './load-staff.js';

/** What an administrator at Westmoor is writing: a task and the first Welsh for potholes, not published yet. */
export async function loadServiceDraft(
  kernel: Kernel,
  { authorities, staff }: { readonly authorities: LoadedAuthorities; readonly staff: LoadedStaff },
): Promise<void> {
  const authorityId = authorities.ids.get('westmoor');
  if (authorityId === undefined) return;
  const db = kernel.db.read(everyAuthority);
  const service = await findServiceByKey(db, authorityId, 'pothole');
  const design = service && (await findDesign(db, service.id));
  const administrator = actorOf(staff, 'helen.tranter', 'services.design', authorityId);
  if (!design || !administrator) return;
  const definition = {
    ...design.definition,
    tasks: [{ title: 'Tell the reporter what the crew found', at: 'done', dueInDays: 2 }],
    welsh: { name: 'Twll yn y ffordd' },
  };
  const draft = { id: design.id, expectedVersion: design.version, definition };
  await runCommand(kernel, administrator, saveDraft, draft);
}
