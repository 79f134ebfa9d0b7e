import { z } from 'zod';
import { notFound } from '../kernel/errors.js';
import { defineQuery } from '../kernel/query.js';
import { isInScope } from '../kernel/scope.js';
import { contactKeys, contactSettingsOf, type ContactSetting } from './variants/contact-settings.js';
import { getPartnership } from './known-authorities.js';
import { listLinesOf } from './lines-repository.js';
import { findIdentity, findSettings } from './repository.js';
import { listSharedCalendars } from './variants/shared-calendars.js';

const OfAuthority = z.strictObject({ authorityId: z.coerce.number().int() });

/** How an authority counts and surveys its contacts, beside the partnership, to change it. @throws not_found */
export const getSettings = defineQuery({
  name: 'authorities.get-settings',
  permission: 'authorities.manage',
  input: OfAuthority,
  run: async ({ db, kernel }, { authorityId }) => {
    const found = isInScope(db.scope, authorityId) ? await findSettings(db, authorityId) : undefined;
    if (!found) throw notFound();
    const settings = contactSettingsOf({ id: authorityId, ...found }, await getPartnership(kernel));
    return { authorityId, version: found.version, items: contactKeys.map((key): ContactSetting => settings[key]) };
  },
});

/** An authority's calendars and the days on which they differ, to change them. @throws not_found */
export const getCalendars = defineQuery({
  name: 'authorities.get-calendars',
  permission: 'authorities.manage',
  input: OfAuthority,
  run: async (context, { authorityId }) => {
    if (!isInScope(context.db.scope, authorityId)) throw notFound();
    return { authorityId, items: await listSharedCalendars(context, authorityId) };
  },
});

/** An authority's telephone lines, to change them. @throws not_found */
export const getLines = defineQuery({
  name: 'authorities.get-lines',
  permission: 'authorities.manage',
  input: OfAuthority,
  run: async ({ db }, { authorityId }) => {
    if (!isInScope(db.scope, authorityId)) throw notFound();
    return { authorityId, items: await listLinesOf(db, authorityId) };
  },
});

/** What an authority is called, its colour and languages, to change them. @throws not_found */
export const getIdentity = defineQuery({
  name: 'authorities.get-identity',
  permission: 'authorities.manage',
  input: OfAuthority,
  run: async ({ db }, { authorityId }) => {
    const found = isInScope(db.scope, authorityId) ? await findIdentity(db, authorityId) : undefined;
    if (!found) throw notFound();
    return { authorityId, ...found };
  },
});
