import { allPermissions } from '#core/app/capabilities.js';
import type { Role } from '#core/kernel/permissions.js';
import { signedIn, type Route } from '#core/kernel/route.js';
import { routeName } from '../tenancy/route-samples.js';
import { isShared } from '../tenancy/shared-addresses.js';
import { agreed, type Relation } from './relations.js';

const rolesWith = new Map(allPermissions().map(({ name, roles }) => [name, roles]));

/** Routes that read by a second permission as well, which not every role has that has the first. */
const alsoNeeded: Readonly<Record<string, string>> = {
  'GET /desk/cases/:reference/history': 'cases.read',
  'GET /desk/call-outs/new': 'cases.read',
  'GET /desk/interactions/:id/places': 'interactions.read',
};

/** Records that are one person's, whatever role another has. */
const ownedByOne: ReadonlySet<string> = new Set([
  'GET /api/v1/help/requests/:id',
  'GET /desk/cases/:reference/logged',
  'GET /desk/help/requests/:reference',
  'GET /desk/help/requests/:reference/files/:fileId',
]);

/** Files that wait for whoever sent them to look at their difference. */
const sentByOne = /\/imports?\/:id$/;

/**
 * Changes that are left to whoever has the contact in hand, whom a hand-over was offered to, who is to call, who is
 * rung, who is in the team that a view is for, or who may decide, whatever the role of another allows.
 */
const leftToOne =
  /\/(interactions|enquiries|handovers|call-backs)\/:id|\/call-outs\/:id\/answers?$|\/(saved-views|queue\/views)|\/payments\/:id\/cancel$|\/(assign|assignment)$/;

/** Whether a role allows what a route does at the council where it is held. */
export function mayAtHome(route: Route, role: Role): boolean {
  if (route.permission === undefined || route.permission === signedIn) return true;
  const needed = [route.permission, alsoNeeded[routeName(route)] ?? route.permission];
  return needed.every((permission) => rolesWith.get(permission)?.includes(role));
}

/** Whether a role allows it at the other council, by what the two are to each other. */
export function mayThere(route: Route, role: Role, relation: Relation): boolean {
  if (!mayAtHome(route, role)) return false;
  if (relation === 'their own council') return true;
  return relation === 'a partner in the agreed hours' && agreed.has(route.permission ?? '');
}

function isOnes(route: Route): boolean {
  return ownedByOne.has(routeName(route)) || sentByOne.test(route.path);
}

export type Outcome = 'done' | 'not allowed' | 'not there';

/**
 * What may come of asking: 403 to whom no council lets do it, 404 for a record of a council that doesn't let them, as
 * if there were none. A list narrowed to such a council is empty or not there.
 */
export function expectedOf(route: Route, role: Role, relation: Relation): readonly Outcome[] {
  const isChange = route.method !== 'get';
  if (!mayAtHome(route, role)) return ['not allowed'];
  // What a change runs may need more than its route does.
  const refused: readonly Outcome[] = isChange ? ['not there', 'not allowed'] : ['not there'];
  if (!route.path.includes(':') || isShared(route)) return ['done', ...refused];
  if (!mayThere(route, role, relation) || isOnes(route)) return refused;
  return isChange && leftToOne.test(route.path) ? ['done', 'not allowed'] : ['done'];
}

/** 2xx and 3xx; also 409, 412 and 422: the route has found the record, and says what is amiss with the change. */
export function outcomeOf(status: number): Outcome | undefined {
  if (status === 403) return 'not allowed';
  if (status === 404) return 'not there';
  return status < 400 || [409, 412, 422].includes(status) ? 'done' : undefined;
}
