import type { Capability } from '../kernel/capability.js';

/** Everything that Moothall can do, in the order of the layers. A capability joins by its line here. */
export const capabilities: readonly Capability[] = [];
