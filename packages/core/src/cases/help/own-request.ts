import { findCustomer } from '../../customers/index.js';
import type { Actor } from '../../kernel/actor.js';
import { notAllowed, notFound } from '../../kernel/errors.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority } from '../../kernel/scope.js';
import { allowedTransitions, type ServiceDefinition, type Transition } from '../../services/index.js';
import { findCase, findCaseByReference } from '../repository.js';
import type { Case } from '../types.js';

/** Who asks for themself. @throws not_allowed for the system */
export function askerIn(actor: Actor): string {
  if (actor.kind !== 'staff') throw notAllowed();
  return actor.staffId;
}

export type RequestAddress = { readonly id: string } | { readonly reference: string };

/**
 * A case that is the actor's own as a colleague, at whichever authority's service desk, restricted or not: read with the
 * system's eyes, and handed on only when its customer is the actor.
 * @throws not_found, for everybody else's as for none
 */
export async function findOwnRequest(
  { kernel, actor }: { readonly kernel: Kernel; readonly actor: Actor },
  address: RequestAddress,
): Promise<Case> {
  const personId = askerIn(actor);
  const db = kernel.db.read(everyAuthority);
  const found = 'id' in address ? await findCase(db, address.id) : await findCaseByReference(db, address.reference);
  const customer = found?.customerId ? await findCustomer(db, found.customerId) : undefined;
  if (!found || customer?.colleagueId !== personId) throw notFound();
  return found;
}

/** What whoever asked may do to their request, as its service's lifecycle allows. */
export interface OwnSteps {
  readonly cancel: Transition | undefined;
  /** The outcome of a cancelled one. */
  readonly cancelOutcome: string | undefined;
  readonly reopen: Transition | undefined;
  /** Taken when they answer what they were asked. */
  readonly resume: Transition | undefined;
}

const cancelling: readonly string[] = ['cancel', 'withdraw', 'close'];
const cancelled: readonly string[] = ['cancelled', 'withdrawn', 'no-longer-needed'];

/** Cancelling takes one of the service's outcomes with such a key; without one it is the desk's to do. */
export function ownSteps(
  definition: ServiceDefinition,
  { status, statusKind }: Pick<Case, 'status' | 'statusKind'>,
): OwnSteps {
  const open = allowedTransitions(definition.lifecycle, status).filter(
    ({ leadersOnly, needsReason }) => !leadersOnly && !needsReason,
  );
  const isClosed = statusKind === 'closed';
  const cancelOutcome = definition.outcomes.find(({ key }) => cancelled.includes(key))?.key;
  return {
    cancelOutcome,
    cancel: isClosed || cancelOutcome === undefined ? undefined : open.find(({ event }) => cancelling.includes(event)),
    reopen: isClosed ? open.find(({ event }) => event === 'reopen') : undefined,
    resume: status === 'waiting-for-customer' ? open.find(({ event }) => event === 'resume') : undefined,
  };
}
