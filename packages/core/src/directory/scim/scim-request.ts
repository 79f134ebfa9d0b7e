import { systemActor } from '../../kernel/actor.js';
import { uuidField } from '../../kernel/input.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { Scope } from '../../kernel/scope.js';
import { etagOf, orNotFound, scimBase, type ScimContext } from './scim-reply.js';
import type { ScimUser } from './scim-repository.js';
import type { ScimToken } from './scim-tokens-repository.js';

/** What the audit says of who did it. */
export function actorOf({ name, authorityId }: ScimToken) {
  return systemActor(`keeps the staff of authority ${authorityId} by SCIM, with the token “${name}”`);
}

export function scopeOf({ authorityId }: ScimToken): Scope {
  return { authorityIds: [authorityId], grants: [] };
}

/** What every resource says of itself. */
export function metaOf(
  { config }: Kernel,
  resourceType: 'User' | 'Group',
  { id, createdAt, updatedAt, version }: Pick<ScimUser, 'id' | 'createdAt' | 'updatedAt' | 'version'>,
) {
  const path = `${scimBase}/${resourceType}s/${id}`;
  return {
    resourceType,
    created: new Date(createdAt).toISOString(),
    lastModified: new Date(updatedAt).toISOString(),
    location: config.origin === undefined ? path : new URL(path, config.origin).href,
    version: etagOf(version),
  };
}

/** The id in the address; an id that can't be one is nobody's. */
export function idOf({ params }: ScimContext): string {
  return orNotFound(uuidField.safeParse(params['id']).data);
}

export const aboutRequest = ({ requestId }: ScimContext) => ({ requestId });

/** The version that a change is meant for, if the client names one; else the one that a PATCH was worked out from. */
export function expected({ ifMatch }: ScimContext, readAt?: number): { readonly expectedVersion?: number } {
  const version = ifMatch ?? readAt;
  return version === undefined ? {} : { expectedVersion: version };
}

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
