import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { line, uuidField } from '../../kernel/input.js';
import { isInScope } from '../../kernel/scope.js';
import { insertNotification } from '../repository.js';
import { notificationKinds, subjectKinds } from '../types.js';

/** Tells a person that something happened. Told twice under one key, they hear of it once. */
export const notify = defineCommand({
  name: 'notifications.notify',
  permission: 'notifications.read',
  input: z.strictObject({
    authorityId: z.number().int(),
    personId: uuidField,
    kind: z.enum(notificationKinds),
    subject: z.strictObject({ kind: z.enum(subjectKinds), id: uuidField }),
    reference: line(40).nullable(),
    byName: line(200).nullable(),
    forName: line(200).nullable().default(null),
    uniqueKey: line(200),
  }),
  run: async (context, input) => {
    const { authorityId, personId, kind, subject } = input;
    if (!isInScope(context.db.scope, authorityId)) throw notFound();
    const id = await insertNotification(context, input);
    await context.audit({
      authorityId,
      subject: { kind: 'notification', id },
      details: { personId, kind, about: subject },
    });
    return { id };
  },
});
