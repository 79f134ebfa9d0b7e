import type { LocalDate } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { WorkingHours } from '../entries/entry-types.js';
import type { DutyRota, DutySwap, RotaWithSwaps } from './duty-types.js';

interface RotaRow {
  id: string;
  authority_id: number;
  team_id: string | null;
  team_name: string | null;
  name: string;
  lgsl: string;
  hours: string;
  weeks: string;
  starts_on: string;
  changes_at_minute: number;
  answer_minutes: number;
  escalates_to_id: string | null;
  ended_at: number | null;
  version: number;
}

const columns = `r.id, r.authority_id, r.team_id, t.name as team_name, r.name, r.lgsl, r.hours, r.weeks, r.starts_on,
  r.changes_at_minute, r.answer_minutes, r.escalates_to_id, r.ended_at, r.version`;
const rotas = `select ${columns} from @duty_rotas r left join @teams t on t.id = r.team_id`;

/** JSON and dates are cast: only commands write them, and they check them first. */
function toRota(row: RotaRow): DutyRota {
  return {
    ...{ id: row.id, authorityId: row.authority_id, teamId: row.team_id, teamName: row.team_name, name: row.name },
    lgsl: JSON.parse(row.lgsl) as number[],
    hours: JSON.parse(row.hours) as WorkingHours,
    weeks: JSON.parse(row.weeks) as string[][],
    startsOn: row.starts_on as LocalDate,
    ...{ changesAtMinute: row.changes_at_minute, answerMinutes: row.answer_minutes },
    escalatesToId: row.escalates_to_id,
    endedAt: row.ended_at,
    version: row.version,
  };
}

const byId = statement<{ id: string }, RotaRow>(`${rotas} where r.id = :id`);
// Relies on duty_rotas_authority_id_ended_at_idx.
const ofCouncils = statement<{ councils: readonly number[] }, RotaRow>(
  `${rotas} where r.authority_id in (:councils*) and r.ended_at is null order by r.name, r.id`,
);

interface SwapRow {
  id: string;
  rota_id: string;
  person_id: string;
  person_name: string;
  stands_in_id: string;
  stands_in_name: string;
  from_on: string;
  to_on: string;
}

// Relies on duty_swaps_rota_id_to_on_idx.
const swapsOf = statement<{ rotas: readonly string[]; today: string }, SwapRow>(
  `select s.id, s.rota_id, s.person_id, p.display_name as person_name, s.stands_in_id, o.display_name as stands_in_name,
     s.from_on, s.to_on
   from @duty_swaps s join people p on p.id = s.person_id join people o on o.id = s.stands_in_id
   where s.rota_id in (:rotas*) and s.to_on >= :today order by s.from_on, s.id`,
);

function toSwap(row: SwapRow): DutySwap & { readonly rotaId: string } {
  return {
    ...{ id: row.id, rotaId: row.rota_id, personId: row.person_id, personName: row.person_name },
    ...{ standsInId: row.stands_in_id, standsInName: row.stands_in_name },
    ...{ fromOn: row.from_on as LocalDate, toOn: row.to_on as LocalDate },
  };
}

/** A rota, ended or not, with the swaps that are not over on a day. */
export async function findRota(db: Reads, id: string, today: LocalDate): Promise<RotaWithSwaps | undefined> {
  const row = await db.first(byId, { id });
  return row && (await withSwaps(db, [toRota(row)], today))[0];
}

/** The rotas of councils, with the swaps that are not over on a day. */
export async function listRotasOf(
  db: Reads,
  councils: readonly AuthorityId[],
  today: LocalDate,
): Promise<RotaWithSwaps[]> {
  if (councils.length === 0) return [];
  return await withSwaps(db, (await db.all(ofCouncils, { councils })).map(toRota), today);
}

async function withSwaps(db: Reads, found: readonly DutyRota[], today: LocalDate): Promise<RotaWithSwaps[]> {
  if (found.length === 0) return [];
  const swaps = (await db.all(swapsOf, { rotas: found.map(({ id }) => id), today })).map(toSwap);
  return found.map((rota) => ({ rota, swaps: swaps.filter(({ rotaId }) => rotaId === rota.id) }));
}

export type RotaContent = Omit<DutyRota, 'id' | 'authorityId' | 'teamName' | 'endedAt' | 'version'>;

const rowOf = (content: RotaContent, at: number) => ({
  ...{ team_id: content.teamId, name: content.name, lgsl: JSON.stringify(content.lgsl) },
  ...{ hours: JSON.stringify(content.hours), weeks: JSON.stringify(content.weeks), starts_on: content.startsOn },
  ...{ changes_at_minute: content.changesAtMinute, answer_minutes: content.answerMinutes },
  escalates_to_id: content.escalatesToId,
  changed_at: at,
});

export function insertRota(
  db: Writes,
  key: Pick<DutyRota, 'id' | 'authorityId'>,
  content: RotaContent,
  at: number,
): Promise<void> {
  const { id, authorityId } = key;
  return db.insert('duty_rotas', { id, authority_id: authorityId, ...rowOf(content, at), ended_at: null, version: 1 });
}

/** Answers false when somebody changed it since it was read. */
export async function updateRota(
  db: Writes,
  { id, version }: Pick<DutyRota, 'id' | 'version'>,
  change: { readonly content: RotaContent } | { readonly ended: true },
  at: number,
): Promise<boolean> {
  const row = 'content' in change ? rowOf(change.content, at) : { ended_at: at };
  return (await db.update('duty_rotas', { id, version }, { ...row, version: version + 1 })) === 1;
}

export interface NewSwap extends Omit<DutySwap, 'personName' | 'standsInName'> {
  readonly authorityId: AuthorityId;
  readonly rotaId: string;
  readonly madeBy: string | null;
  readonly madeAt: number;
}

export function insertSwap(db: Writes, one: NewSwap): Promise<void> {
  return db.insert('duty_swaps', {
    ...{ id: one.id, authority_id: one.authorityId, rota_id: one.rotaId, person_id: one.personId },
    ...{ stands_in_id: one.standsInId, from_on: one.fromOn, to_on: one.toOn, made_by: one.madeBy, made_at: one.madeAt },
  });
}

/** Answers false when somebody removed it before. */
export async function removeSwap(db: Writes, id: string): Promise<boolean> {
  return (await db.remove('duty_swaps', { id })) === 1;
}

const peopleById = statement<{ people: readonly string[] }, { id: string }>(
  'select p.id from people p where p.id in (:people*)',
);

/** Whether there is such a person for each of these ids: the directory in memory may be two seconds behind. */
export async function areAllKnown(db: Reads, people: readonly string[]): Promise<boolean> {
  const wanted = [...new Set(people)];
  return wanted.length === 0 || (await db.all(peopleById, { people: wanted })).length === wanted.length;
}
