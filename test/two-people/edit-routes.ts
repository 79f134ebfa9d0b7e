import { allRoutes } from '#core/app/capabilities.js';
import { takeFlash } from '#core/app/flash.js';
import { changeEntry } from '#core/directory/commands/change-entry.js';
import { setHandoverTime } from '#core/cases/handovers/set-handover-time.js';
import { setAbsence } from '#core/directory/commands/set-absence.js';
import { parseCookies } from '#core/kernel/http/cookies.js';
import type { Route } from '#core/kernel/route.js';
import type { Answer } from '#core/testing/http.js';
import { seededFurther } from '#core/testing/world-copies.js';
import { routeName } from '../tenancy/route-samples.js';
import { bothCouncils, type Seeded } from '../tenancy/seed.js';
import { needNoVersion } from './need-no-version.js';

/** Every way to change something that people who have signed in have. */
export const edits = allRoutes().filter(
  ({ method, face, path }) => method !== 'get' && face !== 'open' && path !== '/sign-out',
);
/** Those that name the version that they build on. */
export const versioned = edits.filter((route) => needNoVersion[routeName(route)] === undefined);

/** A council with one of everything, what is there once for a person or a council too: without it nothing can be stale. */
export const editable = seededFurther(bothCouncils, async (world, { ours }): Promise<Seeded> => {
  const { actor, authorityId, colleagueId } = ours;
  await world.run(actor, setHandoverTime, { authorityId, workingMinutes: 60, expectedVersion: 0 });
  await world.run(actor, setAbsence, { fromOn: '2026-11-23', toOn: '2026-11-27', deputyId: colleagueId });
  for (const [kind, id] of [
    ['person', ours.personId],
    ['person', colleagueId],
    ['team', ours.teamId],
  ] as const)
    await world.run(actor, changeEntry, { kind, id, content: {}, expectedVersion: 1 });
  return ours;
});

export const told = /changed|meanwhile|another window|somebody else/i;

/** What a redirect says on the page that it leads to. */
export const saidBy = ({ setCookies }: Answer): string => takeFlash(parseCookies(setCookies.join('; '))).said.join();

/** Whether an answer tells that somebody else was first: the API by 409 or 412, a page by 409 or by what it says. */
export function tellsOfOther({ face }: Route, answer: Answer): boolean {
  if (answer.status === 409 || answer.status === 412) return true;
  return face === 'desk' && answer.status === 303 && /meanwhile|somebody else/i.test(saidBy(answer));
}
