import { z } from 'zod';
import { DAY_MS } from '../../kernel/clock.js';
import { uuidField } from '../../kernel/input.js';
import { defineQuery, type QueryContext } from '../../kernel/query.js';
import { alikeLimits, getPublishedService, type PublishedService } from '../../services/index.js';
import { readForm, readLocation, refuseStops, withFiles } from './form-reading.js';
import { showCases } from '../list-queries.js';
import { listNearby, listOpenAt } from '../lists-repository.js';
import { LogCaseWithFiles } from './log-input.js';
import type { CasePlace, DescribedSummary } from '../types.js';

const alikeAtMost = 5;

const FilledForm = LogCaseWithFiles.pick({ answers: true, files: true, confirmedDespite: true });

/**
 * Open cases that a report is probably about already: of the same service, at the same address or, for a point, close by,
 * as far and as recent as the service says.
 * @throws bad_input naming each answer, form_stopped, when the whole form is given
 */
export const findAlike = defineQuery({
  name: 'cases.find-alike',
  permission: 'cases.log',
  input: z.strictObject({
    serviceId: uuidField,
    location: z.unknown(),
    /** The rest of the form, where it is to be found sound first: what is wrong with it matters more. */
    form: FilledForm.optional(),
  }),
  run: async (context, { serviceId, location, form }): Promise<DescribedSummary[]> => {
    const { db, now } = context;
    const service = await getPublishedService(db, serviceId);
    if (!service) return [];
    const { placeId, lat, long } = await placeOf(context, service, location, form);
    if (service.definition.sensitivity === 'restricted') return [];
    const { withinM, withinDays } = alikeLimits(service.definition);
    const since = now - withinDays * DAY_MS;
    if (placeId !== null) return await showCases(context, await listOpenAt(db, serviceId, placeId, since, alikeAtMost));
    if (lat === null || long === null) return [];
    const nearby = await listNearby(
      db,
      { id: serviceId, serviceId },
      { lat, long },
      { withinM, since, limit: alikeAtMost },
    );
    return await showCases(
      context,
      nearby.map(({ found }) => found),
    );
  },
});

/** Where it is, of the whole form if that is given. */
async function placeOf(
  { db, now }: QueryContext,
  service: PublishedService,
  location: unknown,
  form: z.output<typeof FilledForm> | undefined,
): Promise<CasePlace> {
  if (!form) return (await readLocation(db, service.definition, location)).located.place;
  const { located, stops } = await readForm(db, service, withFiles({ ...form, location }), now);
  refuseStops(stops, form.confirmedDespite);
  return located.place;
}
