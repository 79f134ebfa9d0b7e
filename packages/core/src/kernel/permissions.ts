import { staffRoles, type StaffRole } from '@moothall/adapter-sdk';

/** The roles that a person can hold at an authority: those that adapters for signing in may give. */
export const roles = staffRoles;
export type Role = StaffRole;

export interface PermissionSpec {
  /** `<capability>.<verb>`: `cases.log`. */
  readonly name: string;
  /** What it allows, in the words of the permissions page. */
  readonly allows: string;
  readonly roles: readonly Role[];
  /** Also holds over the partnership's own rows (shared knowledge) for whoever holds it anywhere. */
  readonly shared: boolean;
}

interface Declaration {
  readonly allows: string;
  readonly roles: readonly Role[];
  readonly shared?: boolean;
}

/** Declares a capability's permissions: `definePermissions('cases', { log: { allows: 'log a case', roles: […] } })`. */
export function definePermissions(
  capability: string,
  verbs: Readonly<Record<string, Declaration>>,
): readonly PermissionSpec[] {
  return Object.entries(verbs).map(([verb, { allows, roles: held, shared }]) => {
    const name = `${capability}.${verb}`;
    if (!/^[a-z][a-z0-9-]*\.[a-z][a-z-]*$/.test(name)) throw new Error(`permission ${name} is not <capability>.<verb>`);
    return { name, allows, roles: held, shared: shared ?? false };
  });
}

export const everyRole: readonly Role[] = roles;

/** A capability's own permission by its name. @throws for one that it doesn't declare */
export function permissionNamed(permissions: readonly PermissionSpec[], name: string): PermissionSpec {
  const found = permissions.find((permission) => permission.name === name);
  if (!found) throw new Error(`there is no permission ${name}`);
  return found;
}
