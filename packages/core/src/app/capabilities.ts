import { access } from '../access/index.js';
import { audit } from '../audit/index.js';
import { identity } from '../identity/index.js';
import { jobsCapability } from '../jobs/index.js';
import type { Capability } from '../kernel/capability.js';
import type { JobSpec } from '../kernel/jobs.js';
import type { PermissionSpec } from '../kernel/permissions.js';
import type { Route } from '../kernel/route.js';

/** Everything that Moothall can do, in the order of the layers. A capability joins by its line here. */
export const capabilities: readonly Capability[] = [identity, access, audit, jobsCapability(() => allJobs())];

export function allPermissions(): readonly PermissionSpec[] {
  return capabilities.flatMap((capability) => capability.permissions);
}

export function allRoutes(): readonly Route[] {
  return capabilities.flatMap((capability) => capability.routes);
}

export function allJobs(): readonly JobSpec[] {
  return capabilities.flatMap((capability) => capability.jobs);
}
