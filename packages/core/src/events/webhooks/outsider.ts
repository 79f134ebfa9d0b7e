import type { Scope } from '../../kernel/scope.js';
import type { Webhook } from './types.js';

/**
 * What a webhook may tell of: its council's events, as somebody sees them who is in none of its teams. Whoever receives
 * them is a system, in no team, so that nothing of a restricted record ever goes out.
 */
export function outsiderOf({ authorityId }: Pick<Webhook, 'authorityId'>): Scope {
  const reader = {
    kind: 'staff',
    staffId: '00000000-0000-0000-0000-000000000000',
    name: 'Another system',
    grants: new Map(),
    via: 'token',
  } as const;
  return { authorityIds: [authorityId], grants: [{ authorityId }], reader };
}
