import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { versionField } from '../../kernel/input.js';
import { isInScope } from '../../kernel/scope.js';
import {
  byContactKey,
  chosenContacts,
  contactKeys,
  contactSettingsOf,
  GivenContacts,
} from '../variants/contact-settings.js';
import { forgetAuthorities, getPartnership } from '../known-authorities.js';
import { findSettings, saveSettings } from '../repository.js';

/** What is given of the settings; `seen` names those of ours that stay although the partnership's changed. */
export const ContactSettings = GivenContacts.extend({ seen: z.array(z.enum(contactKeys)).default([]) });

/**
 * Changes how an authority counts and surveys its contacts: what is left out follows the partnership.
 * @throws not_found; stale_version
 */
export const changeSettings = defineCommand({
  name: 'authorities.change-settings',
  permission: 'authorities.manage',
  input: ContactSettings.extend({ authorityId: z.coerce.number().int(), expectedVersion: versionField }),
  run: async (context, { authorityId, expectedVersion, seen, ...given }) => {
    if (!isInScope(context.db.scope, authorityId)) throw notFound();
    const before = await findSettings(context.db, authorityId);
    if (!before) throw notFound();
    const partnership = await getPartnership(context.kernel);
    const standing = contactSettingsOf({ id: authorityId, settings: before.settings }, partnership);
    const shared = authorityId === partnership.id ? undefined : byContactKey((key) => standing[key].shared);
    const contacts = chosenContacts(given, { before: before.settings.contacts, shared, seen });
    const settings = { ...before.settings, contacts };
    if (before.version !== expectedVersion || !(await saveSettings(context.db, authorityId, settings, before.version)))
      throw staleVersion({ facts: { version: before.version } });
    await context.audit({
      authorityId,
      subject: { kind: 'authority', id: String(authorityId) },
      details: { before: before.settings.contacts, contacts },
    });
    forgetAuthorities(context.kernel.db);
    return { authorityId, version: before.version + 1 };
  },
});
