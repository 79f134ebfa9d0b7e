import { z } from 'zod';
import type { Command } from '../../kernel/command.js';
import { isError, staleVersion } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { deskRoute, redirect, type Route } from '../../kernel/route.js';

/** Takes off something of a customer's that was recorded by mistake, unless somebody changed the record meanwhile. */
export function removePartRoute(path: string, command: Command<z.ZodType, unknown>): Route {
  return deskRoute({
    method: 'post',
    path: `/desk/customers/:id/${path}/:partId/remove`,
    permission: 'customers.edit',
    params: z.strictObject({ id: uuidField, partId: uuidField }),
    body: z.looseObject({ expectedVersion: versionField }),
    handle: async (context) => {
      const { id: customerId, partId: id } = context.params;
      const back = `/desk/customers/${customerId}`;
      try {
        await context.run(command, { id, customerId, expectedVersion: context.body.expectedVersion });
        return redirect(back, { say: 'Removed' });
      } catch (error) {
        if (!isError(error, staleVersion.code)) throw error;
        return redirect(back, { say: 'Somebody changed this customer meanwhile, so nothing was removed. Look again' });
      }
    },
  });
}
