import { z } from 'zod';
import type { AuthorityId } from '../../kernel/scope.js';
import { caseToChange, describeCase, rememberAction } from '../../cases/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { badInput, staleVersion } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { correspondenceErrors } from '../correspondence-errors.js';
import { unwrittenWords, writeAbout } from '../several/letter.js';
import { refuseWords, Words } from '../template-input.js';
import { findTemplateInUse } from '../shared/templates-in-use.js';
import { findTemplate } from '../templates-repository.js';
import { messageStates, type MessageTemplate } from '../types.js';
import { sendMessage } from './send-message.js';

/** As the cases' history and their batch know it. */
export const messageAction = 'message';

/**
 * Writes to whom one case of several is for, as a single reply would, in their language and by the channel nearest to
 * their wish; and remembers the message, so that the person can take it back. Needs the permission to write as well.
 * @throws not_found; case_reason_needed; stale_version: what the person was shown may not be true any more;
 * case_not_written_to with why; bad_input on the words and `templateId`
 */
export const messageInBulk = defineCommand({
  name: 'correspondence.message-in-bulk',
  permission: 'cases.change-many',
  input: z.strictObject({
    /** One for all cases that were chosen together. */
    batchId: uuidField,
    caseId: uuidField,
    expectedVersion: versionField,
    words: Words,
    /** The template that the words were begun from. */
    templateId: uuidField.optional(),
  }),
  output: z.object({ id: z.string(), messageId: z.string(), state: z.enum(messageStates) }),
  run: async (context, { batchId, caseId, expectedVersion, words, templateId }) => {
    const current = await caseToChange(context, caseId);
    if (current.version !== expectedVersion) throw staleVersion({ facts: { version: current.version } });
    refuseWords(words, 'by-hand');
    const template =
      templateId === undefined ? undefined : await templateToUse(context, current.authorityId, templateId);
    const about = await writeAbout(context.db, await describeCase(context.db, current), { words, template });
    if (about.why !== null)
      throw correspondenceErrors.caseNotWritten({ facts: { why: about.why } }, unwrittenWords[about.why]);
    const message = { caseId, ...about.written, ...(template ? { templateId: template.id } : {}) };
    const { id: messageId, state } = await context.call(sendMessage, message);
    await rememberAction(context, current, { batchId, does: messageAction, madeId: messageId, wrote: 'message' });
    const { authorityId } = current;
    const details = { batchId, does: messageAction, messageId };
    await context.audit({ authorityId, subject: { kind: 'case', id: caseId }, details });
    return { id: caseId, messageId, state };
  },
});

async function templateToUse(context: CommandContext, authorityId: AuthorityId, id: string): Promise<MessageTemplate> {
  const template = (await findTemplateInUse(context, authorityId, id)) ?? (await findTemplate(context.db, id));
  if (template) return template;
  throw badInput({ faults: [{ field: 'templateId', message: 'Choose one of the council’s templates' }] });
}
