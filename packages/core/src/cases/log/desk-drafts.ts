import { findDraft, removeDraft, type DraftFields } from '../../identity/index.js';
import type { RouteContext } from '../../kernel/route.js';

type Context = Pick<RouteContext<unknown, unknown, unknown>, 'kernel' | 'visitor'>;

/** What the person typed into this form and didn't send: a browser that closed, a session that ended. */
export async function readDeskDraft({ kernel, visitor }: Context, key: string): Promise<DraftFields | undefined> {
  return visitor.actor.kind === 'staff' ? await findDraft(kernel, visitor.actor.staffId, key) : undefined;
}

/** Forgets a draft whose form was sent. */
export async function forgetDeskDraft({ kernel, visitor }: Context, key: string): Promise<void> {
  if (visitor.actor.kind === 'staff') await removeDraft(kernel, visitor.actor.staffId, key);
}

export function noteDraftKey({ id }: { readonly id: string }): string {
  return `case-note:${id}`;
}

export function editDraftKey({ id }: { readonly id: string }): string {
  return `case-edit:${id}`;
}

/** One draft a service and contact: several contacts are open at once. */
export function logDraftKey(serviceId: string, interactionId: string | undefined): string {
  return `log-case:${serviceId}:${interactionId ?? 'alone'}`;
}
