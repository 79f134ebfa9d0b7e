import { z } from 'zod';
import { uuidField } from '../../kernel/input.js';
import { defineQuery } from '../../kernel/query.js';
import { getPublishedService, type FoundStop } from '../../services/index.js';
import { readForm } from './form-reading.js';

/**
 * The stops that a form as filled runs into, emergencies first: what the customer is told in place of a case.
 * @throws bad_input naming each answer
 */
export const readStops = defineQuery({
  name: 'cases.read-stops',
  permission: 'cases.log',
  input: z.strictObject({ serviceId: uuidField, answers: z.unknown(), location: z.unknown().optional() }),
  run: async ({ db, now }, { serviceId, ...form }): Promise<readonly FoundStop[]> => {
    const service = await getPublishedService(db, serviceId);
    return service ? (await readForm(db, service, form, now)).stops : [];
  },
});
