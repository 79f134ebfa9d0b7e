import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import type { Reads } from '../../kernel/db/database.js';
import { badInput, notFound, staleVersion, type AppError } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { isInScope } from '../../kernel/scope.js';
import { getPublishedService } from '../../services/index.js';
import { listSharedTemplates } from '../shared/find-shared.js';
import { standsInPlaceOf } from '../shared/templates-in-use.js';
import { TemplateContent, TemplatePurpose, refuseWords } from '../template-input.js';
import { findTemplate, insertTemplate, listTemplatesOf, updateTemplate } from '../templates-repository.js';
import type { MessageTemplate } from '../types.js';

const output = z.object({ id: z.string(), version: z.number() });

/**
 * Writes a template. One that is sent by itself is the only one for its service, occasion and status.
 * @throws bad_input naming each field that can't be filled, `serviceId`, `status`, and `occasion` when there is one
 */
export const createTemplate = defineCommand({
  name: 'correspondence.create-template',
  permission: 'correspondence.edit-templates',
  input: TemplateContent.extend(TemplatePurpose.shape),
  output,
  run: async (context, input) => {
    const { authorityId, key, serviceId, occasion, status = null, ...content } = input;
    if (!isInScope(context.db.scope, authorityId)) throw notFound();
    const service = serviceId === null ? undefined : await getPublishedService(context.db, serviceId);
    if (serviceId !== null && service?.authorityId !== authorityId)
      throw fault('serviceId', 'Choose one of the council’s services');
    if (occasion === 'status' && status === null) throw fault('status', 'Enter which status the message is about');
    if (occasion !== 'status' && status !== null)
      throw fault('status', 'Leave the status empty: it goes with a changed status');
    refuseWords(content.words, occasion);
    const template: MessageTemplate = {
      ...{ id: context.newId(), authorityId, key, serviceId, occasion, status, ...content, basedOn: null },
      updatedAt: context.now,
      version: 1,
    };
    // Where it stands in place of one of the partnership's, it is held against that one as it is now.
    const shared = (await listSharedTemplates(context, authorityId)).find((one) =>
      standsInPlaceOf(template, one.template),
    )?.template;
    const own = { ...template, basedOn: shared?.version ?? null };
    if (!(await insertTemplate(context.db, own, shared?.words))) throw await takenFault(context.db, template);
    const { id } = template;
    await context.audit({
      authorityId,
      subject: { kind: 'message-template', id },
      details: { occasion, serviceId, status },
    });
    return { id, version: 1 };
  },
});

/** Changes a template's name and words, or whether it is used. @throws not_found; stale_version; bad_input */
export const editTemplate = defineCommand({
  name: 'correspondence.edit-template',
  permission: 'correspondence.edit-templates',
  input: TemplateContent.extend({ id: uuidField, expectedVersion: versionField }),
  output,
  run: async (context, { id, expectedVersion, ...content }) => {
    const current = await findTemplate(context.db, id);
    if (!current) throw notFound();
    refuseWords(content.words, current.occasion);
    const isNewest = current.version === expectedVersion;
    if (!isNewest || !(await updateTemplate(context.db, { ...current, ...content, updatedAt: context.now })))
      throw staleVersion({ facts: { version: current.version } });
    const { authorityId } = current;
    const version = expectedVersion + 1;
    const details = { version, enabled: content.enabled };
    await context.audit({ authorityId, subject: { kind: 'message-template', id }, details });
    return { id, version };
  },
});

async function takenFault(db: Reads, { authorityId, key }: MessageTemplate): Promise<AppError> {
  const isKeyTaken = (await listTemplatesOf(db, [authorityId])).some((template) => template.key === key);
  if (isKeyTaken) return fault('key', 'Choose another key: there is a template with this one');
  const message = 'There is a message for this already. Change that one, or choose another service or occasion';
  return fault('occasion', message);
}

function fault(field: string, message: string): AppError {
  return badInput({ faults: [{ field, message }] });
}
