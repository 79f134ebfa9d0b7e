import { z } from 'zod';
import { getAuthority } from '../../authorities/index.js';
import type { LocalDate } from '../../kernel/clock.js';
import { defineCommand } from '../../kernel/command.js';
import { joinNextPlaces } from '../following-repository.js';
import { endOfStretch, rename, type KeyValues } from '../move-repository.js';
import { moveStretch } from '../move-stretch.js';
import { movesIn, nameOfMove } from '../moves.js';
import { mergeSteps, type Moved } from '../mergings-repository.js';
import { byCommandLine } from '../permissions.js';

const rowsAtOnce = 1000;
const merging = { reorganisation: z.string(), from: z.number().int(), into: z.number().int() };
const aboutAuthority = (id: number) => ({ kind: 'authority', id: String(id) });

/** Puts the next of a former council's places into its successor's area as well. Answers after which the next call goes on. */
export const joinPlaces = defineCommand({
  name: 'reorganisation.join-places',
  permission: byCommandLine,
  input: z.strictObject({ ...merging, after: z.string() }),
  run: async ({ db, audit }, { reorganisation, from, into, after }) => {
    const joined = await joinNextPlaces(db, { from, to: into }, { after, limit: rowsAtOnce });
    const details = { reorganisation, added: joined?.added ?? 0 };
    await audit({ authorityId: from, subject: aboutAuthority(from), details });
    return { last: joined?.last ?? null };
  },
});

/** Where a run is: in which move, and after which row of its table. */
export interface Position {
  readonly move: number;
  readonly after?: KeyValues | undefined;
}

/** What a step moved, and where the next one goes on; null: it was the last. */
export interface Step extends Moved {
  readonly what: string;
  readonly next: Position | null;
}

/** Moves the next rows of a former council to its successor: a stretch of one table, with all that clashes in it. */
export const moveNextRows = defineCommand({
  name: mergeSteps.moved,
  permission: byCommandLine,
  input: z.strictObject({
    ...merging,
    on: z.custom<LocalDate>((value) => typeof value === 'string'),
    position: z.custom<Position>(),
  }),
  run: async ({ db, kernel, audit }, { reorganisation, from, into, on, position }): Promise<Step> => {
    const schema = kernel.db.tables;
    const former = await getAuthority(kernel, from);
    let { after } = position;
    for (const [place, each] of movesIn(schema).entries()) {
      if (place < position.move) continue;
      const { table, column } = each;
      const upTo = await endOfStretch(db, { table, after }, { column, from, rows: rowsAtOnce });
      const stretch = { table, after, upTo };
      const done =
        column === 'authority_id'
          ? await moveStretch(db, stretch, { former, to: into, on, schema })
          : { moved: await rename(db, stretch, { column, from, to: into }), joined: 0 };
      after = undefined;
      if (done.moved + done.joined === 0 && upTo === undefined) continue;
      const step = { ...done, what: nameOfMove(each) };
      await audit({ authorityId: from, subject: aboutAuthority(from), details: { reorganisation, ...step } });
      return { ...step, next: upTo ? { move: place, after: upTo } : { move: place + 1 } };
    }
    await audit({ authorityId: from, subject: aboutAuthority(from), details: { reorganisation, moved: 0 } });
    return { what: '', moved: 0, joined: 0, next: null };
  },
});
