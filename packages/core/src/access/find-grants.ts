import type { Grants } from '../kernel/actor.js';
import type { Reads } from '../kernel/db/database.js';
import type { Kernel } from '../kernel/kernel.js';
import { localDateAt, toLocal, type LocalTime } from '../kernel/london-time.js';
import type { PermissionSpec } from '../kernel/permissions.js';
import { everyAuthority, type AuthorityId } from '../kernel/scope.js';
import type { Instant } from '../kernel/clock.js';
import { getPartnershipId, holdingOf, listHoldingRows, listRolesInForce, type HoldingRow } from './repository.js';
import { grantsFrom } from './rules.js';

/**
 * What a person may do now, and where: by dated role and by dated grant. An unknown person may do nothing. With
 * `onlyAt`, by what they hold at that authority alone.
 */
export async function findGrants(
  kernel: Kernel,
  permissions: readonly PermissionSpec[],
  personId: string,
  onlyAt?: AuthorityId,
): Promise<Grants> {
  const now = kernel.clock.now();
  const local = toLocal(now);
  const held = await listHoldingRows(kernel.db.read(everyAuthority), personId, { today: local.on, now });
  const rows = onlyAt === undefined ? held : held.filter((row) => isHeldAt(row, onlyAt));
  const known = knownGrants(permissions);
  const key = keyOf(rows, local);
  let grants = known.get(key);
  if (!grants) {
    if (known.size >= knownAtMost) known.clear();
    known.set(key, (grants = grantsFrom(permissions, { ...holdingOf(rows), local })));
  }
  return grants;
}

/** A role there, a grant to a person there, and what comes of being that authority's staff. */
function isHeldAt({ kind, authority_id: at, staff_of_authority_id: staffOf }: HoldingRow, only: AuthorityId): boolean {
  return kind === 'partnership' || (staffOf ?? at) === only;
}

/**
 * The same rows give the same grants, so they are worked out once. The rows themselves are read with every request: a
 * role that ends, ends at once.
 */
const worked = new WeakMap<readonly PermissionSpec[], Map<string, Grants>>();
const knownAtMost = 1000;

function knownGrants(permissions: readonly PermissionSpec[]): Map<string, Grants> {
  let known = worked.get(permissions);
  if (!known) worked.set(permissions, (known = new Map<string, Grants>()));
  return known;
}

/** Grants for certain hours depend on the time of day as well. */
function keyOf(rows: readonly HoldingRow[], { on, minuteOfDay }: LocalTime): string {
  const hasHours = rows.some(({ hours }) => hours !== null && hours !== 'null');
  return JSON.stringify(hasHours ? [rows, on, minuteOfDay] : rows);
}

/** The authority under which a person's own doings are audited: the first at which they hold a role, else the partnership. */
export async function findHomeAuthority(db: Reads, personId: string, now: Instant): Promise<AuthorityId> {
  const everywhere = db.within(everyAuthority);
  const [first] = await listRolesInForce(everywhere, personId, localDateAt(now));
  return first?.authorityId ?? (await getPartnershipId(everywhere));
}
