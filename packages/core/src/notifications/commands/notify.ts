import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { line, uuidField } from '../../kernel/input.js';
import { isInScope } from '../../kernel/scope.js';
import { insertNotification } from '../repository.js';
import { notificationKinds } from '../types.js';

/** Tells a person that something happened to a case. Told twice under one key, they hear of it once. */
export const notify = defineCommand({
  name: 'notifications.notify',
  permission: 'notifications.read',
  input: z.strictObject({
    authorityId: z.number().int(),
    personId: uuidField,
    kind: z.enum(notificationKinds),
    caseId: uuidField,
    reference: line(40),
    byName: line(200).nullable(),
    forName: line(200).nullable().default(null),
    uniqueKey: line(200),
  }),
  run: async (context, input) => {
    const { authorityId, personId, kind, caseId } = input;
    if (!isInScope(context.db.scope, authorityId)) throw notFound();
    const id = await insertNotification(context, input);
    await context.audit({ authorityId, subject: { kind: 'notification', id }, details: { personId, kind, caseId } });
    return { id };
  },
});
