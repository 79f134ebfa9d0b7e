import {
  authorityTable,
  flag,
  id,
  instant,
  int,
  json,
  localDate,
  partnershipTable,
  text,
  uuid,
} from '../../kernel/db/tables.js';

/** Authorities, what they are reached by, and when they work. The partnership is itself a row of `authorities`. */
export const authorityTables = [
  partnershipTable(
    'authorities',
    'permanent',
    {
      id: int(),
      slug: text(),
      name: text(),
      short_name: text(),
      kind: text(), // 'authority' | 'partnership' | 'former'
      tier: text(), // 'county' | 'district' | 'unitary' | …
      nation: text(), // 'england' | 'wales' | 'scotland' | 'northern-ireland'
      gss_code: text().optional(),
      reference_prefix: text(),
      brand_colour: text(),
      parent_id: int().optional().to('authorities'),
      languages: json(),
      settings: json(),
      starts_on: localDate().optional(),
      ends_on: localDate().optional(),
      created_at: instant(),
      version: int().default(1),
    },
    { primary: ['id'], unique: [['slug'], ['reference_prefix']] },
  ),
  partnershipTable(
    'authority_successions', // which council follows which, where and for what
    'permanent',
    {
      id: id(),
      from_authority_id: int().to('authorities'),
      to_authority_id: int().to('authorities'),
      area_kind: text(), // 'whole' | 'ward' | 'place'
      area: text(), // of a part: the ward, or the place's id
      service_key: text(), // '*' for all
      on_date: localDate(),
      decided_at: instant(),
    },
    { indexes: [['from_authority_id'], ['to_authority_id']] },
  ),
  partnershipTable(
    'split_rows', // what of a council that is split goes to the other: ids alone
    'permanent',
    {
      split_id: uuid(),
      table_name: text(),
      row_id: uuid(),
      becomes: text(), // 'moved' | 'copied'
      copy_id: uuid().optional(), // what its copy, or what takes its place there, is called
    },
    { primary: ['split_id', 'table_name', 'row_id'] },
  ),
  partnershipTable(
    'gss_authorities',
    'configuration',
    {
      gss_code: text(),
      name: text(),
      slug: text(),
      tier: text(),
      nation: text(),
      parent_gss_code: text().optional(),
      local_custodian_code: text().optional(),
      starts_on: localDate().optional(),
      ends_on: localDate().optional(),
      replaced_by: text().optional(),
      import_run_id: text().optional(),
    },
    { primary: ['gss_code'] },
  ),
  partnershipTable(
    'bank_holidays',
    'configuration',
    { division: text(), on_date: localDate(), title: text(), import_run_id: text().optional() },
    { primary: ['division', 'on_date'] },
  ),
  authorityTable(
    'calendars',
    'configuration',
    {
      id: id(),
      key: text(),
      name: text(),
      weekly: json().optional(), // absent: the partnership's hours
      keeps_bank_holidays: flag(),
      follows_days: flag().default(1), // the partnership's days that differ hold as well
      shared_weekly: json().optional(), // the partnership's hours that ours were last held against
      version: int().default(1),
    },
    { unique: [['authority_id', 'key']] },
  ),
  authorityTable(
    'calendar_exceptions',
    'configuration',
    { id: id(), calendar_key: text(), on_date: localDate(), opens: json(), reason: text() },
    { unique: [['authority_id', 'calendar_key', 'on_date']] },
  ),
  authorityTable(
    'contact_lines',
    'configuration',
    { id: id(), telephone: text(), name: text(), opening_words: text(), version: int().default(1) },
    { unique: [['telephone']], limits: { lines: 'id' } },
  ),
];
