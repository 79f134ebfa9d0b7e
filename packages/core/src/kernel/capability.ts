import type { z } from 'zod';
import type { Command } from './command.js';
import type { JobSpec } from './jobs.js';
import type { PermissionSpec } from './permissions.js';
import type { Query } from './query.js';
import type { Route } from './route.js';
import type { TimelineSource } from './timeline.js';

// Lists hold commands and queries of every shape; each is checked where it is defined and parsed when it runs.
// oxlint-disable-next-line typescript/no-explicit-any
export type AnyCommand = Command<z.ZodType, any>;
// oxlint-disable-next-line typescript/no-explicit-any
export type AnyQuery = Query<z.ZodType, any>;

/** What a capability brings to the whole; `app` joins them. */
export interface Capability {
  readonly name: string;
  readonly permissions: readonly PermissionSpec[];
  readonly commands: readonly AnyCommand[];
  readonly queries: readonly AnyQuery[];
  readonly routes: readonly Route[];
  readonly jobs: readonly JobSpec[];
  /** What customers' timelines show of it; their queries are among its queries too. */
  readonly timelines?: readonly TimelineSource[];
}

export function defineCapability(capability: Capability): Capability {
  return capability;
}
