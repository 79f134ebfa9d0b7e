import { parseInput } from '../../kernel/input.js';
import type { RouteContext } from '../../kernel/route.js';
import { agreementFor, scopeFor } from '../../kernel/scope.js';
import { captureContact, refuseNotCovered } from './capture-contact.js';
import { CapturedForm, type CapturedContact } from './captured-contact.js';
import { listRefused, listWaiting, removeRefused, type RefusedContact } from './waiting-contacts.js';

type Context = RouteContext<unknown, unknown, unknown>;

/** `kept`: it is entered once Moothall is back; `known`: it was entered before. */
export interface TakenContact {
  readonly id: string;
  readonly authorityId: number;
  readonly state: 'kept' | 'entered' | 'known';
}

/**
 * Takes a contact: into the file while the desk stands in, else into the database at once.
 * @throws bad_input; storage_full; storage_unavailable
 */
export async function takeContact(context: Context, body: unknown): Promise<TakenContact> {
  const { kernel, visitor, now } = context;
  const { actor } = visitor;
  if (!kernel.standsIn || actor.kind !== 'staff') {
    const { isNew, ...entered } = await context.run(captureContact, body);
    await forgetRefused(context, entered.id);
    return { ...entered, state: isNew ? 'entered' : 'known' };
  }
  const form = parseInput(CapturedForm, body);
  const scope = scopeFor(actor, captureContact.permission);
  refuseNotCovered(scope, form);
  const agreementId = agreementFor(scope, form.authorityId);
  const before = (await listOwn(context)).waiting.find(({ id }) => id === form.id);
  const at = before?.takenBy.at ?? now;
  const takenBy = { staffId: actor.staffId, name: actor.name, at, ...(agreementId ? { agreementId } : {}) };
  const contact = { ...form, takenBy };
  if (JSON.stringify(before) !== JSON.stringify(contact)) await kernel.standsIn.keepContact(contact);
  return { id: form.id, authorityId: form.authorityId, state: 'kept' };
}

/**
 * The reader has dealt with a contact that could not be entered. One that is none, or another's, stays as it is. Answers
 * whether it was on their list.
 */
export async function forgetRefused({ kernel, visitor }: Context, id: string): Promise<boolean> {
  const { actor } = visitor;
  return actor.kind === 'staff' && (await removeRefused(kernel, id, actor.staffId));
}

/** What the reader took that is in no database: contacts that wait, the latest first, and those that can't be entered. */
export async function listOwn({ kernel, visitor }: Pick<Context, 'kernel' | 'visitor'>): Promise<{
  readonly waiting: readonly CapturedContact[];
  readonly refused: readonly RefusedContact[];
}> {
  const { actor } = visitor;
  const isOwn = ({ takenBy }: CapturedContact): boolean => actor.kind === 'staff' && takenBy.staffId === actor.staffId;
  return {
    waiting: (await listWaiting(kernel)).filter(isOwn).reverse(),
    refused: (await listRefused(kernel)).filter(({ contact }) => isOwn(contact)),
  };
}
