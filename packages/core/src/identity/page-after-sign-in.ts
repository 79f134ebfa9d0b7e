import type { Kernel } from '../kernel/kernel.js';
import { listUnsentForms } from './drafts.js';

/** The page that was asked for; or, when the last session ran out over a form, the page that offers to send it again. */
export async function pageAfterSignIn(kernel: Kernel, personId: string, next: string): Promise<string> {
  const unsent = await listUnsentForms(kernel, personId);
  return unsent.length > 0 ? `/desk/me/unsent?next=${encodeURIComponent(next)}` : next;
}
