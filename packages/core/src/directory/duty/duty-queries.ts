import { z } from 'zod';
import type { LocalDate } from '../../kernel/clock.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { addDays } from '../../kernel/local-date.js';
import { localDateAt } from '../../kernel/london-time.js';
import { defineQuery, type QueryContext } from '../../kernel/query.js';
import { everyAuthority, isInScope, type AuthorityId } from '../../kernel/scope.js';
import { listAbsencesOf } from '../absences-repository.js';
import { officeHours } from '../search/availability.js';
import { wholeDirectory } from '../search/whole-directory.js';
import { findRota, listRotasOf } from './duty-repository.js';
import { dutyAt, dutyOn, dutyDayAt } from './duty-rules.js';
import type { DutyList, DutyRota, DutySwap, RotaWithSwaps } from './duty-types.js';
import { lookedAheadDays, warningsOf, type DutyWarning } from './duty-warnings.js';
import { findDuty, type DutyNow } from './on-duty.js';

const permission = 'directory.read';

/** A rota as it is shown. */
export interface ShownRota {
  readonly rota: DutyRota;
  readonly swaps: readonly DutySwap[];
  /** Who is on duty now; null: nobody, or it is no time for it. */
  readonly now: DutyList | null;
  /** Whose duty each of the next days is, in order; also of a rota that ended, as it would have gone on. */
  readonly days: readonly { readonly on: LocalDate; readonly people: readonly string[] }[];
}

export interface Rotas {
  readonly rotas: readonly ShownRota[];
  readonly warnings: readonly DutyWarning[];
  /** Names of all who are mentioned. */
  readonly names: ReadonlyMap<string, string>;
}

/** A council's rotas, who is on duty now, and what is wrong in the next four weeks. @throws not_found */
export const listRotas = defineQuery({
  name: 'directory.list-rotas',
  permission,
  input: z.strictObject({ authorityId: z.coerce.number().int() }),
  run: async (context, { authorityId }): Promise<Rotas> => {
    if (!isInScope(context.db.scope, authorityId)) throw notFound();
    const found = await listRotasOf(context.db, [authorityId], addDays(localDateAt(context.now), -1));
    return await shown(context, authorityId, found);
  },
});

/** One rota. @throws not_found */
export const getRota = defineQuery({
  name: 'directory.get-rota',
  permission,
  input: z.strictObject({ id: uuidField }),
  run: async (context, { id }): Promise<ShownRota & Pick<Rotas, 'names' | 'warnings'>> => {
    const found = await findRota(context.db, id, addDays(localDateAt(context.now), -1));
    if (!found) throw notFound();
    const { rotas, names, warnings } = await shown(context, found.rota.authorityId, [found]);
    const [rota] = rotas;
    if (!rota) throw notFound();
    return { ...rota, names, warnings };
  },
});

/** Who is on duty now for a team's work, a service or a whole council, in the order in which they are rung. */
export const whoIsOnDuty = defineQuery({
  name: 'directory.who-is-on-duty',
  permission,
  input: z.strictObject({
    authorityId: z.coerce.number().int(),
    teamId: uuidField.optional(),
    /** A number of the Local Government Services List. */
    lgsl: z.coerce.number().int().optional(),
  }),
  run: async (context, { authorityId, teamId, lgsl }): Promise<DutyNow | null> => {
    if (!isInScope(context.db.scope, authorityId)) throw notFound();
    const matter = { teamIds: teamId === undefined ? [] : [teamId], lgsl: lgsl === undefined ? [] : [lgsl] };
    return (await findDuty(context.kernel, authorityId, matter)) ?? null;
  },
});

async function shown(context: QueryContext, authorityId: AuthorityId, found: readonly RotaWithSwaps[]): Promise<Rotas> {
  const { kernel, db, now } = context;
  const office = await officeHours(kernel, authorityId);
  const today = localDateAt(now);
  const people = [...new Set(found.flatMap(peopleOf))];
  const { people: listed } = await wholeDirectory(kernel);
  const running = found.filter(({ rota }) => rota.endedAt === null);
  const until = addDays(today, lookedAheadDays);
  const away = await listAbsencesOf(db.within(everyAuthority), people, { from: today, until });
  const isAway = (personId: string, on: string): boolean =>
    away.some((each) => each.personId === personId && each.fromOn <= on && on <= each.toOn);
  return {
    rotas: found.map((of) => ({
      ...of,
      now: dutyAt(of, now, office) ?? null,
      days: Array.from({ length: 14 }, (_, ahead) => {
        const on = addDays(dutyDayAt(of.rota, now), ahead);
        return { on, people: dutyOn(of, on).map(({ personId }) => personId) };
      }),
    })),
    warnings: warningsOf(running, today, isAway),
    names: new Map(people.map((id) => [id, listed.get(id)?.name ?? 'Somebody who has left'])),
  };
}

function peopleOf({ rota, swaps }: RotaWithSwaps): string[] {
  const standIns = swaps.flatMap(({ personId, standsInId }) => [personId, standsInId]);
  return [...rota.weeks.flat(), ...standIns];
}
