import { z } from 'zod';
import type { LocalDate } from '../../kernel/clock.js';
import { formatFullDate } from '../../kernel/format-time.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { deskRoute, redirect, type Route } from '../../kernel/route.js';
import { offerAgain, withdrawService } from '../commands/withdraw-service.js';
import { showDesign, unlessStale } from './design-desk.js';
import { designHref, hrefOfDesign } from './design-views.js';
import { errorAt } from '../../web/form-faults.js';

export const withdrawRoutes: readonly Route[] = [
  deskRoute({
    method: 'post',
    path: `${designHref}/:id/withdraw`,
    permission: 'services.publish',
    params: z.strictObject({ id: uuidField }),
    body: z.strictObject({
      version: versionField,
      on: z.string().max(20).default(''),
      does: z.enum(['withdraw', 'offer']).default('withdraw'),
    }),
    handle: async (context) => {
      const { id } = context.params;
      const { version: expectedVersion, on, does } = context.body;
      return await unlessStale(id, async () => {
        if (does === 'offer') {
          await context.run(offerAgain, { id, expectedVersion });
          return redirect(hrefOfDesign(id), { say: 'Offered again: cases can be logged' });
        }
        const done = await context.attempt(withdrawService, { id, expectedVersion, on });
        if (done.ok)
          return redirect(hrefOfDesign(id), {
            say: `No case can be logged from ${formatFullDate(on as LocalDate)} on`,
          });
        const fault = errorAt(done.faults, 'on')?.text ?? 'Enter the day';
        return await showDesign(context, id, {
          on,
          fault: on === '' ? 'Enter the day from which no case is logged' : fault,
        });
      });
    },
  }),
];
