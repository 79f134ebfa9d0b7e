import { z } from 'zod';
import { listAuthorities } from '../authorities/index.js';
import { notFound } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { defineQuery } from '../kernel/query.js';
import { availabilities, type Availability } from './search/availability.js';
import { personCard, teamCard, type Available } from './search/cards.js';
import { chartOf } from './search/chart.js';
import { searchDirectory } from './search/search-directory.js';
import { wholeDirectory } from './search/whole-directory.js';

/*
 * The directory is the partnership's (data-model.md, "Partnership-wide"): whoever may read it anywhere sees all of it,
 * and nothing in it is private.
 */

export const DirectorySearch = z.strictObject({
  words: z.string().trim().max(300).default(''),
  kind: z.enum(['person', 'team']).optional(),
  authorityId: z.coerce.number().int().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(20),
});

/** People and teams by name, nickname, what they deal with, team, service, place or council; the best first. */
export const searchStaff = defineQuery({
  name: 'directory.search-directory',
  permission: 'directory.read',
  input: DirectorySearch,
  run: async (context, query): Promise<Available[]> => {
    const { index, people, teams } = await wholeDirectory(context.kernel);
    const records = searchDirectory(index, query).flatMap(({ id }) => people.get(id) ?? teams.get(id) ?? []);
    const found = await availabilities(context, records);
    return records.map((record) => ({ record, availability: found.get(record.id) as Availability }));
  },
});

export const getDirectoryPerson = defineQuery({
  name: 'directory.get-directory-person',
  permission: 'directory.read',
  input: z.strictObject({ id: uuidField }),
  run: (context, { id }) => personCard(context, id),
});

export const getDirectoryTeam = defineQuery({
  name: 'directory.get-directory-team',
  permission: 'directory.read',
  input: z.strictObject({ id: uuidField }),
  run: (context, { id }) => teamCard(context, id),
});

/** Lines of managers: of an authority, or from one person down. */
export const getChart = defineQuery({
  name: 'directory.get-chart',
  permission: 'directory.read',
  input: z.strictObject({ authorityId: z.coerce.number().int().optional(), personId: uuidField.optional() }),
  run: async ({ kernel, db }, { authorityId, personId }) => {
    const whole = await wholeDirectory(kernel);
    if (personId !== undefined) {
      if (!whole.people.has(personId)) throw notFound();
      return chartOf(whole, { personId });
    }
    const [own] = db.scope.authorityIds === 'all' ? [] : db.scope.authorityIds;
    const of = authorityId ?? own;
    if (of === undefined || !(await listAuthorities(kernel)).some(({ id }) => id === of)) throw notFound();
    return chartOf(whole, { authorityId: of });
  },
});
