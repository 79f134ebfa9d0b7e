import {
  addNote,
  addTask,
  linkCases,
  listPossibleAssignees,
  listQueue,
  offerCase,
  saveView,
} from '../../../cases/index.js';
import { getOwnAbsence, setAbsence } from '../../../directory/index.js';
import type { StaffActor } from '../../../kernel/actor.js';
import { runCommand } from '../../../kernel/command.js';
import { addDays } from '../../../kernel/local-date.js';
import { localDateAt } from '../../../kernel/london-time.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { runQuery } from '../../../kernel/query.js';
import type { AuthorityId } from '../../../kernel/scope.js';
import { demoActor, type LoadedAuthorities } from './load-authorities.js';
import { loadPhoto } from './load-photo.js';
import type { LoadedStaff } from './load-staff.js';

const missedBins = 'missed-bin-collection';

/** What officers at Dunmere find on their desk: a saved view, two cases of one street linked, a photo, and a word to them. */
export async function loadDeskWork(
  kernel: Kernel,
  { authorities, staff }: { readonly authorities: LoadedAuthorities; readonly staff: LoadedStaff },
): Promise<void> {
  const authorityId = authorities.ids.get('dunmere');
  if (authorityId === undefined) return;
  const officer = actorOf(staff, 'janet.oakley', 'cases.read', authorityId);
  const view = { name: 'Missed bins', filter: { service: missedBins } } as const;
  if (officer) await runCommand(kernel, officer, saveView, view);
  const queue = { authority: authorityId, service: missedBins, limit: 4 };
  const [first, second, third, fourth] = (await runQuery(kernel, demoActor, listQueue, queue)).items;
  if (!first || !second) return;
  const link = { caseId: first.id, other: second.reference, relation: 'related' };
  await runCommand(kernel, demoActor, linkCases, link);
  await loadTasks(kernel, staff, authorityId, first.id);
  await loadPhoto(kernel, first.id);
  await loadHandovers(kernel, staff, authorityId, [third, fourth]);
  await loadTeamTask(kernel, authorityId, first.teamId);
  await loadAbsence(kernel, staff, authorityId);
  const adviser = actorOf(staff, 'tom.beddoes', 'cases.note', authorityId);
  const note = {
    caseId: first.id,
    text: '@Janet Oakley, the whole street rang about this. Is a crew going back today?',
  };
  if (adviser) await runCommand(kernel, adviser, addNote, note);
}

/** One case that is offered to the officer, and one that she passed on herself. */
async function loadHandovers(
  kernel: Kernel,
  staff: LoadedStaff,
  authorityId: AuthorityId,
  [offered, passed]: readonly ({ readonly id: string; readonly version: number } | undefined)[],
): Promise<void> {
  const leader = actorOf(staff, 'folake.okafor', 'cases.assign', authorityId);
  const officer = actorOf(staff, 'janet.oakley', 'cases.assign', authorityId);
  if (!leader || !officer || !offered || !passed) return;
  const toOfficer = { to: { personId: officer.staffId }, note: 'You know this street: can you take it over?' };
  const toCouncil = { to: { authorityId }, note: 'The customer asks about the charge, not about the round' };
  const offer = (by: StaffActor, { id: caseId, version: expectedVersion }: typeof offered, what: object) =>
    runCommand(kernel, by, offerCase, { caseId, expectedVersion, ...what });
  await offer(leader, offered, toOfficer);
  await offer(officer, passed, toCouncil);
}

/** A colleague of the team leader's is away for the week, and she stands in. */
async function loadAbsence(kernel: Kernel, staff: LoadedStaff, authorityId: AuthorityId): Promise<void> {
  const leader = actorOf(staff, 'folake.okafor', 'directory.read', authorityId);
  if (!leader) return;
  const [colleague] = (await runQuery(kernel, leader, getOwnAbsence, {})).colleagues;
  if (!colleague) return;
  const away: StaffActor = { ...leader, staffId: colleague.id, name: colleague.name };
  const today = localDateAt(kernel.clock.now());
  const absence = { fromOn: today, toOn: addDays(today, 4), deputyId: leader.staffId };
  await runCommand(kernel, away, setAbsence, absence);
}

/** A task of the officer's that is due, and what the crew is asked each time. */
async function loadTasks(kernel: Kernel, staff: LoadedStaff, authorityId: AuthorityId, caseId: string): Promise<void> {
  const leader = actorOf(staff, 'folake.okafor', 'cases.work', authorityId);
  if (!leader) return;
  const owner = staff.people.get('janet.oakley');
  const dueOn = localDateAt(kernel.clock.now());
  const members = await runQuery(kernel, demoActor, listPossibleAssignees, { id: caseId });
  const isMember = members.some(({ personId }) => personId === owner?.id);
  const given = owner && isMember ? { ownerId: owner.id } : {};
  await runCommand(kernel, leader, addTask, {
    caseId,
    title: 'Ask the depot when a crew can return',
    dueOn,
    ...given,
  });
  for (const title of ['Round sheet looked at', 'Photo of the bins asked for', 'Customer told'])
    await runCommand(kernel, leader, addTask, { caseId, kind: 'check', title });
}

/** Another team's case on which the crews are asked to do something. */
async function loadTeamTask(kernel: Kernel, authority: AuthorityId, teamId: string): Promise<void> {
  const queue = { authority, service: 'fly-tipping', limit: 1 };
  const [found] = (await runQuery(kernel, demoActor, listQueue, queue)).items;
  if (!found) return;
  const dueOn = addDays(localDateAt(kernel.clock.now()), 2);
  const task = { caseId: found.id, title: 'Clear the bags with the next round', teamId, dueOn };
  await runCommand(kernel, demoActor, addTask, task);
}

/** Somebody of the demo's staff, allowed this one thing. */
export function actorOf(
  { people }: LoadedStaff,
  key: string,
  permission: string,
  authorityId: AuthorityId,
): StaffActor | undefined {
  const person = people.get(key);
  if (!person) return undefined;
  const grants = new Map([[permission, [{ authorityId }]]]);
  return { kind: 'staff', staffId: person.id, name: person.name, via: 'session', grants };
}
