import { newId } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { everyAuthority } from '../../../kernel/scope.js';
import type { DemoAuthority, DemoWorld } from '../world/types.js';
import type { LoadedAuthorities } from './load-authorities.js';
import { begunAt, seats } from './live-contacts.js';
import type { LoadedStaff } from './load-staff.js';

const columns = [
  ...['id', 'authority_id', 'channel', 'line_id', 'adviser_id', 'state', 'started_at', 'participant'],
  ...['identity_level', 'source_key', 'version'],
];

/** Colleagues whom nobody signs in as are in contact with somebody who is not known yet. */
export async function loadLiveContacts(
  kernel: Kernel,
  world: DemoWorld,
  { authorities, staff }: { readonly authorities: LoadedAuthorities; readonly staff: LoadedStaff },
): Promise<void> {
  const now = kernel.clock.now();
  const rows = world.authorities.flatMap((authority) => {
    const authorityId = authorities.ids.get(authority.key);
    const line = authorities.lines.get(authority.lines[0]?.key ?? '');
    return contactsOf(authority, world).map(({ adviser, seat }) => [
      ...[newId(kernel.clock, kernel.random), authorityId, seat.channel, seat.channel === 'telephone' ? line : null],
      ...[staff.people.get(adviser.key)?.id, 'open', begunAt(seat, authorityId ?? 0, now), '{}', 'none', seat.key, 1],
    ]);
  });
  await kernel.db.write(everyAuthority, (db) => db.bulk('interactions', columns, rows));
}

/** One contact for each of a council's first advisers. */
function contactsOf({ key: council }: DemoAuthority, { staff }: DemoWorld) {
  const advisers = staff.filter(
    ({ showcase, employerKey, roles }) =>
      !showcase && employerKey === council && roles.some(({ role }) => role === 'adviser'),
  );
  return seats.flatMap((seat, index) => {
    const adviser = advisers[index];
    return adviser ? [{ seat, adviser }] : [];
  });
}
