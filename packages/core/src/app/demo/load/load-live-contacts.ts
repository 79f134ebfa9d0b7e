import type { Channel } from '../../../interactions/index.js';
import { MINUTE_MS } from '../../../kernel/clock.js';
import { newId } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { everyAuthority } from '../../../kernel/scope.js';
import type { DemoAuthority, DemoWorld } from '../world/types.js';
import type { LoadedAuthorities } from './load-authorities.js';
import type { LoadedStaff } from './load-staff.js';

const underWay: readonly { readonly channel: Channel; readonly minutes: number }[] = [
  { channel: 'telephone', minutes: 7 },
  { channel: 'telephone', minutes: 3 },
  { channel: 'counter', minutes: 16 },
  { channel: 'chat', minutes: 5 },
];
const columns = [
  ...['id', 'authority_id', 'channel', 'line_id', 'adviser_id', 'state', 'started_at', 'participant'],
  ...['identity_level', 'version'],
];

/** Colleagues whom nobody signs in as are in contact with somebody who is not known yet. */
export async function loadLiveContacts(
  kernel: Kernel,
  world: DemoWorld,
  { authorities, staff }: { readonly authorities: LoadedAuthorities; readonly staff: LoadedStaff },
): Promise<void> {
  const rows = world.authorities.flatMap((authority) =>
    contactsOf(authority, world).map(({ key, channel, minutes }) => [
      ...[newId(kernel.clock, kernel.random), authorities.ids.get(authority.key), channel],
      ...[channel === 'telephone' ? authorities.lines.get(authority.lines[0]?.key ?? '') : null],
      ...[staff.people.get(key)?.id, 'open', kernel.clock.now() - minutes * MINUTE_MS, '{}', 'none', 1],
    ]),
  );
  await kernel.db.write(everyAuthority, (db) => db.bulk('interactions', columns, rows));
}

/** One contact for each of a council's first advisers. */
function contactsOf({ key: council }: DemoAuthority, { staff }: DemoWorld) {
  const advisers = staff.filter(
    ({ showcase, employerKey, roles }) =>
      !showcase && employerKey === council && roles.some(({ role }) => role === 'adviser'),
  );
  return underWay.flatMap((contact, index) => {
    const adviser = advisers[index];
    return adviser ? [{ ...contact, key: adviser.key }] : [];
  });
}
