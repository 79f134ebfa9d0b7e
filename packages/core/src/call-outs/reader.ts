import type { Actor } from '../kernel/actor.js';

/** The person who looks or acts; null: the system, or a program. */
export function readerOf({ actor }: { readonly actor: Actor }): string | null {
  return actor.kind === 'staff' ? actor.staffId : null;
}
