import { z } from 'zod';
import { adaptersFor } from '../../adapters/index.js';
import { defineCommand } from '../../kernel/command.js';
import { isDuplicate } from '../../kernel/db/storage-errors.js';
import { badInput, notFound } from '../../kernel/errors.js';
import { isInScope } from '../../kernel/scope.js';
import { areaAuthorities } from '../area-authorities.js';
import { toChange } from '../import/changes-in-files.js';
import { findPlaceByUprn } from '../repository.js';
import { saveChanges } from '../save-changes.js';
import { unseal } from './sealed-address.js';

const mostLetters = 8000;

/**
 * Keeps an address that another system told, once it was chosen. What a supply or a person has said of that property stays.
 * @throws not_found where the council isn't the actor's, or the connection doesn't serve it any more; bad_input on `chosen`
 */
export const keepAddress = defineCommand({
  name: 'places.keep-address',
  permission: 'places.look-up',
  input: z.strictObject({ chosen: z.string().max(mostLetters) }),
  run: async ({ db, kernel, now, newId, audit }, { chosen }) => {
    const { source, authorityId, address } = unseal(kernel, chosen);
    const serving = adaptersFor(kernel.adapters, { kind: 'addresses', authorityId, service: null });
    if (!isInScope(db.scope, authorityId) || !serving.some(({ name }) => name === source)) throw notFound();
    const { uprn, line } = address;
    const known = await findPlaceByUprn(db, uprn);
    const id = known?.id ?? newId();
    await audit({ authorityId, subject: { kind: 'place', id }, details: { uprn, connection: source } });
    if (known && known.source !== source) return { id, uprn, line: known.line };
    const areas = await areaAuthorities(kernel);
    const custodian = address.localCustodianCode?.toString() ?? areas.custodianOf(address.authorityGss ?? '') ?? '';
    const fallback = areas.isKnown(custodian) ? [] : areas.withCounty(authorityId);
    const saving = { areas, fallback, stamp: { now, runId: null }, newId: () => id };
    try {
      await saveChanges(db, [toChange({ change: 'insert', ...address }, source)], saving);
    } catch (cause) {
      if (!isDuplicate(cause)) throw cause;
      const message = 'Somebody else keeps this address at the same moment. Search for it again';
      throw badInput({ faults: [{ field: 'chosen', message }], cause });
    }
    return { id, uprn, line };
  },
});
