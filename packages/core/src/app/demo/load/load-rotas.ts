import { addRota, swapDuty } from '../../../directory/index.js';
import { runCommand } from '../../../kernel/command.js';
import { addDays } from '../../../kernel/local-date.js';
import { localDateAt } from '../../../kernel/london-time.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { demoActor, type LoadedAuthorities } from './load-authorities.js';
import type { LoadedStaff } from './load-staff.js';

const whenShut = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };
const changesAtMinute = 9 * 60;

/** Dunmere's duty: that of the crews with a week that nobody has yet, and that of the whole council. */
export async function loadRotas(
  kernel: Kernel,
  { authorities, staff }: { readonly authorities: LoadedAuthorities; readonly staff: LoadedStaff },
): Promise<void> {
  const authorityId = authorities.ids.get('dunmere');
  const [officer, leader, adviser] = ['janet.oakley', 'folake.okafor', 'tom.beddoes'].map((key) =>
    staff.people.get(key),
  );
  if (authorityId === undefined || !officer || !leader || !adviser) return;
  const today = localDateAt(kernel.clock.now());
  const shared = { authorityId, hours: whenShut, changesAtMinute, startsOn: addDays(today, -7) };
  const { id: rotaId } = await runCommand(kernel, demoActor, addRota, {
    ...{ ...shared, name: 'Waste out of hours', teamId: staff.teams.get('dunmere/waste') ?? null },
    ...{ answerMinutes: 15, escalatesToId: leader.id },
    weeks: [[officer.id, leader.id], [adviser.id, officer.id], []],
  });
  await runCommand(kernel, demoActor, addRota, {
    ...shared,
    name: 'Duty officer',
    weeks: [[leader.id]],
    escalatesToId: officer.id,
  });
  const days = { fromOn: addDays(today, 1), toOn: addDays(today, 2) };
  await runCommand(kernel, demoActor, swapDuty, { rotaId, personId: adviser.id, standsInId: leader.id, ...days });
}
