import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { versionField } from '../../kernel/input.js';
import { isInScope } from '../../kernel/scope.js';
import { forgetAuthorities } from '../known-authorities.js';
import { findSettings, saveSettings } from '../repository.js';
import { AuthoritySettings } from '../types.js';

const days = (label: string, min: number, max: number) => {
  const error = `Enter the ${label} as a whole number from ${min} to ${max}`;
  return z.coerce.number({ error }).int(error).min(min, error).max(max, error);
};

export const ContactSettings = z.strictObject({
  repeatContactDays: days('days', 1, 60),
  surveyPercent: days('share', 0, 100),
  surveyRestDays: days('days', 0, 365),
});

/** Changes how an authority counts and surveys its contacts. @throws not_found; stale_version */
export const changeSettings = defineCommand({
  name: 'authorities.change-settings',
  permission: 'authorities.manage',
  input: ContactSettings.extend({ authorityId: z.coerce.number().int(), expectedVersion: versionField }),
  run: async (context, { authorityId, expectedVersion, ...changes }) => {
    if (!isInScope(context.db.scope, authorityId)) throw notFound();
    const before = await findSettings(context.db, authorityId);
    if (!before) throw notFound();
    const settings = AuthoritySettings.parse({ ...before.settings, ...changes });
    if (before.version !== expectedVersion || !(await saveSettings(context.db, authorityId, settings, before.version)))
      throw staleVersion({ facts: { version: before.version } });
    await context.audit({
      authorityId,
      subject: { kind: 'authority', id: String(authorityId) },
      details: { before: before.settings, settings },
    });
    forgetAuthorities(context.kernel.db);
    return { authorityId, version: before.version + 1 };
  },
});
