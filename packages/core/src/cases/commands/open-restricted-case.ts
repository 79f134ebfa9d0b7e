import { z } from 'zod';
import { listHolders } from '../../access/index.js';
import { defineCommand } from '../../kernel/command.js';
import { longText, uuidField } from '../../kernel/input.js';
import { localDateAt } from '../../kernel/london-time.js';
import { permissionNamed } from '../../kernel/permissions.js';
import { everyAuthority } from '../../kernel/scope.js';
import { permissions } from '../permissions.js';
import { lookUp } from '../queries.js';
import { doneBy, recordEvent } from '../record-event.js';

const reason = longText(500, 'why you need to open it');
const opening = permissionNamed(permissions, 'cases.read-restricted');

/** Keeps the reason why a person opens a restricted case, before it shows: in the audit trail and on the case. */
export const openRestrictedCase = defineCommand({
  name: 'cases.open-restricted-case',
  permission: 'cases.read-restricted',
  input: z.union([
    z.strictObject({ id: uuidField, reason }),
    z.strictObject({ reference: z.string().trim().min(1).max(100), reason }),
  ]),
  output: z.object({ id: z.string(), reference: z.string() }),
  run: async (context, { reason, ...address }) => {
    const found = await lookUp(context, address);
    const { id, authorityId, reference } = found;
    const officers = await listHolders(
      context.db.within(everyAuthority),
      opening,
      authorityId,
      localDateAt(context.now),
    );
    await recordEvent(context, found, { kind: 'viewed', body: reason });
    await context.audit({ authorityId, subject: { kind: 'case', id }, details: {}, personal: { reason } });
    const payload = { reference, tell: officers, by: doneBy(context) };
    await context.emit({ authorityId, topic: 'case.restricted-opened', subjectId: id, payload });
    return { id, reference };
  },
});
