import { assignRole } from '../../../access/index.js';
import { addNote, askForHelp, assignCase, resolveCase } from '../../../cases/index.js';
import { addTeam, addTeamMember } from '../../../directory/index.js';
import { createAccount } from '../../../identity/index.js';
import { publishArticle } from '../../../knowledge/index.js';
import { runCommand } from '../../../kernel/command.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { addDays } from '../../../kernel/local-date.js';
import { localDateAt } from '../../../kernel/london-time.js';
import { publishService } from '../../../services/index.js';
import { demoActor, type LoadedAuthorities } from './load-authorities.js';
import { actorOf } from './load-desk-work.js';
import type { LoadedStaff } from './load-staff.js';
import type { DemoFiles } from './read-files.js';

interface Loaded {
  readonly authorities: LoadedAuthorities;
  readonly staff: LoadedStaff;
}

const teams = {
  'it-service-desk': { name: 'IT service desk', purpose: 'Helps staff of all councils with computers and accounts.' },
  'human-resources': { name: 'Human resources', purpose: 'Answers what staff ask about work, pay and leave.' },
} as const;

const desk = [
  { name: 'Hope Ashdown', signInName: 'hope.ashdown', teamKey: 'it-service-desk', roles: ['adviser', 'officer'] },
  { name: 'Leona Frost', signInName: 'leona.frost', teamKey: 'human-resources', roles: ['officer'] },
] as const;

/** Westmoor's service desk, which serves the staff of every council: its people, its services, and what was asked. */
export async function loadHelp(
  kernel: Kernel,
  files: DemoFiles,
  { authorities, staff }: Loaded,
  passwordHash: string,
): Promise<void> {
  const authorityId = authorities.ids.get('westmoor');
  if (authorityId === undefined) return;
  const people = await loadDesk(kernel, authorityId, passwordHash);
  for (const article of files.staffArticles)
    await runCommand(kernel, demoActor, publishArticle, { authorityId, article });
  const services = new Map<string, string>();
  for (const definition of files.staffServices) {
    const { id } = await runCommand(kernel, demoActor, publishService, { authorityId, definition });
    services.set(definition.key, id);
  }
  await loadRequests(kernel, {
    staff: { ...staff, people: new Map([...staff.people, ...people]) },
    services,
    authorityId,
  });
}

async function loadDesk(kernel: Kernel, authorityId: number, passwordHash: string) {
  const teamIds = new Map<string, string>();
  for (const [key, team] of Object.entries(teams))
    teamIds.set(key, (await runCommand(kernel, demoActor, addTeam, { authorityId, key, ...team })).id);
  const people = new Map<string, { id: string; name: string }>();
  for (const { name, signInName, teamKey, roles } of desk) {
    const person = { displayName: name, email: `${signInName}@westmoor.example` };
    const account = { person, signInName, passwordHash };
    const { personId } = await runCommand(kernel, demoActor, createAccount, account);
    for (const role of roles)
      await runCommand(kernel, demoActor, assignRole, { personId, authority: 'westmoor', role });
    await runCommand(kernel, demoActor, addTeamMember, { teamId: teamIds.get(teamKey), personId, leads: true });
    people.set(signInName, { id: personId, name });
  }
  return people;
}

interface Desk {
  readonly staff: LoadedStaff;
  readonly services: ReadonlyMap<string, string>;
  readonly authorityId: number;
}

/** Dunmere's adviser has asked twice, once answered; Westmoor's has asked HR; Castlebridge's has a new colleague. */
async function loadRequests(kernel: Kernel, { staff, services, authorityId }: Desk): Promise<void> {
  const ask = async (who: string, service: string, answers: object): Promise<string | undefined> => {
    const actor = actorOf(staff, who, 'cases.ask', authorityId);
    const serviceId = services.get(service);
    if (!actor || serviceId === undefined) return undefined;
    return (await runCommand(kernel, actor, askForHelp, { serviceId, answers })).id;
  };
  const by = (permission: string) => actorOf(staff, 'hope.ashdown', permission, authorityId) ?? demoActor;
  const locked = await ask('tom.beddoes', 'password-reset', { system: 'mail', tried: 'Twice, and it locked' });
  if (locked !== undefined) {
    const opened = { caseId: locked, text: 'It was locked. It is open again: choose a new password.' };
    await runCommand(kernel, by('cases.note'), addNote, { ...opened, visibility: 'customer' });
    await runCommand(kernel, by('cases.work'), resolveCase, { caseId: locked, expectedVersion: 1, outcome: 'reset' });
  }
  const wrong = 'The screen stays dark after I open it. The lamp beside the keyboard is lit.';
  const dark = await ask('tom.beddoes', 'broken-laptop', { device: 'laptop', wrong, 'can-work': 'partly' });
  const hope = staff.people.get('hope.ashdown')?.id;
  if (dark !== undefined && hope !== undefined)
    await runCommand(kernel, by('cases.work'), assignCase, { caseId: dark, assigneeId: hope, expectedVersion: 1 });
  const starts = addDays(localDateAt(kernel.clock.now()), 21);
  await ask('kwame.mensah', 'new-starter', { starts, name: 'Jonah Pike', needs: ['laptop', 'pass'] });
  await ask('priya.nair', 'hr-query', {
    about: 'leave',
    question: 'How many days of leave may I carry over to next year?',
  });
}
