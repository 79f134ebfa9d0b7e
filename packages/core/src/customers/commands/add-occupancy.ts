import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { badInput } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { holdOpen } from '../restricted/hold-open.js';
import { AddressField } from '../input-fields.js';
import { noteChange } from '../record/note-change.js';
import { checkOccupancy, occupancyFields } from '../record/occupancy-input.js';
import { postalPoint } from '../record/postal-point.js';
import { listOccupancies } from '../repository.js';
import { insertOccupancy } from '../write-repository.js';

/**
 * Records that a customer lives at, owns, lets or trades at a place of the gazetteer, beside what is on record. Where
 * they are reached stays as it is: `record-move` changes both.
 * @throws bad_input; not_found
 */
export const addOccupancy = defineCommand({
  name: 'customers.add-occupancy',
  permission: 'customers.edit',
  input: z.strictObject({ customerId: uuidField, address: AddressField, ...occupancyFields }),
  run: async (context, { customerId, address, ...wanted }) => {
    const customer = await holdOpen(context, customerId);
    const { placeId } = await postalPoint(context.db, address);
    if (placeId === null) throw badInput({ faults: [{ field: 'address.line', message: notInGazetteer }] });
    checkOccupancy({ ...wanted, placeId }, await listOccupancies(context.db, customerId));
    const id = context.newId();
    const { authorityId } = customer;
    const { role, fromOn, toOn } = wanted;
    await insertOccupancy(context.db, { id, authorityId, customerId, placeId, role, fromOn, toOn });
    const details = { occupancyId: id, placeId, role };
    return { id, version: await noteChange(context, customer, { details, personal: { fromOn, toOn } }) };
  },
});

const notInGazetteer =
  'Enter a house and postcode of the gazetteer. One that it lacks is kept as a postal address, under “They have moved”';
