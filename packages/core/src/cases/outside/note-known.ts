import type { RouteContext } from '../../kernel/route.js';
import { agreementFor, scopeFor, type AuthorityId } from '../../kernel/scope.js';
import type { WorksAnswer } from './ask-works.js';

export type Reader = Pick<RouteContext<unknown, unknown, unknown>, 'kernel' | 'visitor' | 'requestId'>;

/**
 * Notes in the read audit that facts of a property were shown that another system told. As with those that are kept here
 * (`places`), they can be personal.
 * @param permission by which the reader was shown them
 */
export function noteKnown(
  { kernel, visitor: { actor }, requestId }: Reader,
  permission: string,
  { authorityId, placeId }: { readonly authorityId: AuthorityId; readonly placeId: string | null },
  { facts }: Pick<WorksAnswer, 'facts'>,
): void {
  if (placeId === null || facts.length === 0) return;
  const agreement = agreementFor(scopeFor(actor, permission), authorityId);
  const about = { authorityId, kind: 'property', ids: [placeId] };
  kernel.readAudit.add({ actor, action: 'cases.ask-works', ...about, agreement, requestId });
}
