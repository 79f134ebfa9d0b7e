import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { uuidField } from '../../kernel/input.js';
import { localDateAt } from '../../kernel/london-time.js';
import { addDays } from '../../kernel/local-date.js';
import type { LocalDate } from '../../kernel/clock.js';
import { holdOpen } from '../restricted/hold-open.js';
import { dateField } from '../../kernel/date-field.js';
import { AddressField } from '../input-fields.js';
import { noteChange } from '../record/note-change.js';
import { postalPoint } from '../record/postal-point.js';
import { findRecord } from '../repository.js';
import { occupancyRoles, type Customer } from '../types.js';
import { endContactPoint, endOccupancy, insertContactPoint, insertOccupancy } from '../write-repository.js';

/** A customer lives or trades elsewhere from a day on: the old address and occupancy end, the new ones begin. */
export const recordMove = defineCommand({
  name: 'customers.record-move',
  permission: 'customers.edit',
  input: z.strictObject({
    id: uuidField,
    address: AddressField,
    /** The first day at the new address. Without it, today. */
    movedOn: dateField('date of the move').optional(),
    occupancyRole: z.enum(occupancyRoles).optional(),
  }),
  run: async (context, { id, address, movedOn = localDateAt(context.now), occupancyRole }) => {
    const customer = await holdOpen(context, id);
    const point = await postalPoint(context.db, address);
    await leave(context, customer, movedOn);
    const owner = { authorityId: customer.authorityId, customerId: id };
    const reach = { id: context.newId(), ...owner, ...point, label: null, preferred: true };
    await insertContactPoint(context.db, reach, context.now);
    if (point.placeId !== null) {
      const role = occupancyRole ?? (customer.kind === 'organisation' ? 'trader' : 'occupier');
      const occupancy = { id: context.newId(), ...owner, placeId: point.placeId, role, fromOn: movedOn };
      await insertOccupancy(context.db, occupancy);
    }
    const details = { placeId: point.placeId, movedOn };
    return { id, version: await noteChange(context, customer, { details }) };
  },
});

/** What they let or own elsewhere goes on: only the home or premises that they leave ends. */
async function leave(context: CommandContext, customer: Customer, movedOn: LocalDate): Promise<void> {
  const record = await findRecord(context.db, customer.id);
  const home = record?.contactPoints.find(({ kind }) => kind === 'postal');
  if (home) await endContactPoint(context.db, home.id, context.now);
  for (const { id, placeId, toOn, fromOn } of record?.occupancies ?? []) {
    if (toOn !== null || placeId !== customer.placeId) continue;
    const lastDay = addDays(movedOn, -1);
    await endOccupancy(context.db, id, fromOn !== null && fromOn > lastDay ? fromOn : lastDay);
  }
}
