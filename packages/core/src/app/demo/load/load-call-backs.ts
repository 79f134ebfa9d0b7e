import { addWorkingDays } from '../../../authorities/index.js';
import { listQueue, promiseCallBack, type DescribedSummary } from '../../../cases/index.js';
import { officeHours } from '../../../directory/index.js';
import type { StaffActor } from '../../../kernel/actor.js';
import { DAY_MS, HOUR_MS, type Instant } from '../../../kernel/clock.js';
import { runCommand } from '../../../kernel/command.js';
import { newId } from '../../../kernel/ids.js';
import { localDateAt, instantAt } from '../../../kernel/london-time.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { runQuery } from '../../../kernel/query.js';
import { everyAuthority, type AuthorityId } from '../../../kernel/scope.js';
import { demoActor, type LoadedAuthorities } from './load-authorities.js';
import { actorOf } from './load-desk-work.js';
import type { LoadedStaff } from './load-staff.js';

/** How many of the weeks before have ended. Each sixth was missed. */
const ended = 24;

/** Calls that Dunmere promised: two to be made tomorrow, one that is overdue, and those of the weeks before. */
export async function loadCallBacks(
  kernel: Kernel,
  { authorities, staff }: { readonly authorities: LoadedAuthorities; readonly staff: LoadedStaff },
): Promise<void> {
  const authorityId = authorities.ids.get('dunmere');
  if (authorityId === undefined) return;
  const officer = actorOf(staff, 'janet.oakley', 'cases.promise-call-backs', authorityId);
  const adviser = actorOf(staff, 'tom.beddoes', 'cases.promise-call-backs', authorityId);
  const found = (await runQuery(kernel, demoActor, listQueue, { authority: authorityId, limit: ended + 3 })).items;
  const [first, second, ...others] = found.filter(({ restricted }) => !restricted);
  if (!officer || !adviser || !first || !second) return;
  const untilAt = addWorkingDays(await officeHours(kernel, authorityId), kernel.clock.now(), 1);
  const promise = (by: StaffActor, one: DescribedSummary, more: object) =>
    runCommand(kernel, by, promiseCallBack, {
      ...{ about: { caseId: one.id }, name: one.participantName ?? '', telephone: numberOf(found.indexOf(one)) },
      ...{ fromAt: untilAt - 2 * HOUR_MS, untilAt },
      ...more,
    });
  await promise(officer, first, { by: { personId: officer.staffId }, note: 'A van stands in the way of the round' });
  await promise(adviser, second, { by: { teamId: second.teamId }, note: 'Asks on which day the crew comes' });
  await loadPast(kernel, authorityId, officer, others);
}

const columns = [
  ...['id', 'authority_id', 'case_id', 'interaction_id', 'name', 'telephone', 'note', 'team_id', 'person_id'],
  ...['from_at', 'until_at', 'promised_by', 'promised_by_name', 'promised_at', 'state', 'missed_at', 'decided_at'],
  ...['ended_at', 'ended_by', 'ended_by_name', 'result', 'version'],
];

/** The first is overdue; of the others most were kept. */
async function loadPast(
  kernel: Kernel,
  authorityId: AuthorityId,
  officer: StaffActor,
  about: readonly DescribedSummary[],
): Promise<void> {
  const rows = about.map((one, index) => {
    const [fromAt, untilAt] = windowOf(kernel.clock.now(), index);
    const isMissed = index % 6 === 0;
    const endedAt = isMissed ? untilAt + 2 * HOUR_MS : untilAt - HOUR_MS / 2;
    const missedAt = isMissed ? untilAt : null;
    const end =
      index === 0 ? [null, null, null, null] : [endedAt, officer.staffId, officer.name, results[index % 3] ?? ''];
    return [
      ...[newId(kernel.clock, kernel.random), authorityId, one.id, null, one.participantName, numberOf(index + 3)],
      ...['Asked to be called about it', one.teamId, officer.staffId, fromAt, untilAt, officer.staffId, officer.name],
      ...[fromAt - DAY_MS, index === 0 ? 'promised' : 'spoken', missedAt, missedAt ?? endedAt, ...end, 2],
    ];
  });
  await kernel.db.write(everyAuthority, (db) => db.bulk('call_backs', columns, rows));
}

const results = ['Told when the crew comes', 'Answered: nothing is left to do', 'Will send a photo'];

/** Of the overdue one an hour ago; of the others 2pm to 4pm, one each day back. */
function windowOf(now: Instant, index: number): [Instant, Instant] {
  if (index === 0) return [now - HOUR_MS, now - HOUR_MS];
  const on = localDateAt(now - index * DAY_MS);
  return [instantAt(on, 14 * 60), instantAt(on, 16 * 60)];
}

/** Ofcom keeps these for drama. */
function numberOf(index: number): string {
  return `+441632960${String(300 + index)}`;
}
