import { z } from 'zod';
import { uuidField } from '../kernel/input.js';
import { defineQuery } from '../kernel/query.js';
import type { Kernel } from '../kernel/kernel.js';
import type { AuthorityId } from '../kernel/scope.js';
import { findDuty } from './duty/on-duty.js';
import { availabilities, type Availability } from './search/availability.js';
import type { DirectoryRecord } from './search/directory-types.js';
import { searchDirectory } from './search/search-directory.js';
import { dealersWith, routeAmong, type Route } from './search/who-deals.js';
import { wholeDirectory, type WholeDirectory } from './search/whole-directory.js';

/** Of how many who fit it is looked up whether they are there. */
const mostAsked = 12;
const mostFound = 200;

/**
 * Who deals with a matter, at a place, now: one named route with its reasons, or null when nobody's entry fits.
 * @throws bad_input
 */
export const findRoute = defineQuery({
  name: 'directory.find-route',
  permission: 'directory.read',
  input: z.strictObject({
    /** In the customer's words. */
    words: z.string().trim().max(300).default(''),
    /** Of the service that it is about. */
    lgsl: z.array(z.number().int()).max(50).default([]),
    /** Whose service it is; every council without. */
    authorityId: z.number().int().optional(),
    /** The team that the service is routed to. */
    teamId: uuidField.optional(),
    /** Names of the place: an address, a ward, a town. */
    place: z.string().trim().max(300).default(''),
  }),
  run: async (context, { authorityId, ...matter }): Promise<Route | null> => {
    const whole = await wholeDirectory(context.kernel);
    const { people, teams } = whole;
    const hits = searchDirectory(whole.index, { words: matter.words, authorityId, limit: mostFound });
    const matched = new Map(hits.map(({ id, matched: words }) => [id, words]));
    const asked = new Set([...matched.keys(), ...namedFor(whole, matter)]);
    const among = <T extends DirectoryRecord>(records: ReadonlyMap<string, T>) =>
      dealersWith(
        [...asked].flatMap((id) => records.get(id) ?? []).filter(({ authorityId: of }) => of === (authorityId ?? of)),
        { ...matter, teamId: matter.teamId },
        ({ id }) => matched.get(id) ?? [],
      ).slice(0, mostAsked);
    const [persons, groups] = [among(people), among(teams)];
    const personOf = (id: string) => people.get(id);
    const deputies = persons.flatMap(({ record }) =>
      record.deputyId === null ? [] : (personOf(record.deputyId) ?? []),
    );
    const found = await availabilities(context, [...[...persons, ...groups].map(({ record }) => record), ...deputies]);
    const standIns = [...found.values()].flatMap(({ absence }) => (absence ? (personOf(absence.deputyId) ?? []) : []));
    const all = new Map([...found, ...(await availabilities(context, standIns))]);
    const route = routeAmong(persons, groups, { availabilityOf: (id) => all.get(id) as Availability, personOf });
    if (route?.availability.state === 'here') return route;
    return (await onDuty(context.kernel, route, { authorityId, ...matter })) ?? route ?? null;
  },
});

/** Who is named for one of the services, is the team that it goes to, or is in it. */
function namedFor(
  { byLgsl, byTeam }: WholeDirectory,
  { lgsl, teamId }: { readonly lgsl: readonly number[]; readonly teamId?: string | undefined },
): string[] {
  const ofTeam = teamId === undefined ? [] : [teamId, ...(byTeam.get(teamId) ?? [])];
  return [...lgsl.flatMap((number) => byLgsl.get(number) ?? []), ...ofTeam];
}

interface Sought {
  readonly authorityId: AuthorityId | undefined;
  readonly teamId?: string | undefined;
  readonly lgsl: readonly number[];
}

/** While nobody who deals with it is there: the first who is on duty for it, and why they. */
async function onDuty(kernel: Kernel, route: Route | undefined, sought: Sought): Promise<Route | undefined> {
  const authorityId = sought.authorityId ?? route?.record.authorityId;
  if (authorityId === undefined) return undefined;
  const teams = route?.record.kind === 'person' ? route.record.teams.map(({ id }) => id) : [route?.record.id];
  const duty = await findDuty(kernel, authorityId, {
    teamIds: [...(sought.teamId ? [sought.teamId] : []), ...teams.filter((id) => id !== undefined)],
    lgsl: [...sought.lgsl, ...(route?.record.lgsl ?? [])],
  });
  const first = duty?.people[0];
  if (!duty || !first) return undefined;
  const stands = first.insteadOf === null ? [] : [`Stands in for ${first.insteadOf}`];
  return {
    record: first.person,
    availability: { state: 'here', until: duty.until, absence: null },
    insteadOf: null,
    reasons: [`On duty: ${duty.rota.name}`, ...stands, ...(route ? [`Out of hours for ${route.record.name}`] : [])],
  };
}
