import {
  authorityTable,
  flag,
  id,
  instant,
  int,
  json,
  localDate,
  partnershipTable,
  systemTable,
  text,
  uuid,
} from '../../kernel/db/tables.js';

/** Staff: person, employer and dated role are three tables; accounts, sessions and what guards them. */
export const identityTables = [
  partnershipTable(
    'people',
    'staff',
    {
      id: id(),
      display_name: text().personal(),
      sort_name: text().personal(),
      email: text().personal().optional(),
      telephone: text().personal().optional(),
      preferences: json(), // { scheme, shortcuts }
      unread_notifications: int().default(0), // kept by notifications
      bulletins_read_at: instant().default(0), // kept by bulletins
      created_at: instant(),
      version: int().default(1),
      import_run_id: text().optional(),
      source_key: text().optional(),
    },
    { unique: [['source_key']], indexes: [['sort_name']] },
  ),
  partnershipTable(
    'employments',
    'staff',
    {
      id: id(),
      person_id: uuid().to('people'),
      employer: text(),
      employer_authority_id: int().optional().to('authorities'),
      job_title: text().personal(),
      responsibilities: text(),
      manager_id: uuid().optional().to('people'),
      from_on: localDate(),
      to_on: localDate().optional(),
    },
    { indexes: [['person_id']] },
  ),
  partnershipTable(
    'staff_accounts',
    'staff',
    {
      person_id: uuid().to('people'),
      sign_in_name: text().personal(),
      password_hash: text().optional(),
      password_changed_at: instant().optional(),
      totp_secret: text().optional(), // sealed with the installation's key
      totp_confirmed_at: instant().optional(),
      totp_last_step: int().optional(), // a code is accepted once
      second_factor_required_at: instant().optional(), // since when this account must have one
      disabled_at: instant().optional(),
      last_signed_in_at: instant().optional(),
    },
    { primary: ['person_id'], unique: [['sign_in_name']] },
  ),
  partnershipTable(
    'recovery_codes',
    'staff',
    { code_hash: text(), person_id: uuid().to('people'), used_at: instant().optional() },
    { primary: ['code_hash'], indexes: [['person_id']] },
  ),
  systemTable(
    'sessions',
    'short-lived',
    {
      token_hash: text(),
      person_id: uuid().to('people'),
      started_at: instant(),
      last_seen_at: instant(),
      expires_at: instant(),
      second_factor_at: instant().optional(),
      state: text(), // 'awaiting-second-factor' | 'awaiting-set-up' | 'signed-in'
      connection: text().optional(), // by which somebody signed in elsewhere; these four are null after a password
      for_authority_id: int().optional(), // then the session opens this council alone
      provider_session: text().optional(), // what the other system calls it
      sign_out_hint: text().optional(), // sealed
    },
    { primary: ['token_hash'], indexes: [['person_id'], ['connection', 'provider_session']] },
  ),
  systemTable(
    'password_links',
    'short-lived',
    {
      token_hash: text(), // of a link that sets a new password, once
      person_id: uuid().to('people'),
      created_by: uuid().optional().to('people'),
      expires_at: instant(),
    },
    { primary: ['token_hash'], indexes: [['person_id'], ['expires_at']] },
  ),
  systemTable(
    'api_tokens',
    'staff',
    {
      id: id(),
      token_hash: text(),
      name: text(),
      person_id: uuid().to('people'),
      permissions: json(), // null: all that the person may do
      created_at: instant(),
      created_by: uuid().to('people'),
      expires_at: instant(),
      last_used_at: instant().optional(),
      revoked_at: instant().optional(),
    },
    { unique: [['token_hash']], indexes: [['person_id']] },
  ),
  systemTable(
    'throttles',
    'short-lived',
    { key: text(), failures: int(), window_ends_at: instant(), blocked_until_at: instant().optional() },
    { primary: ['key'], indexes: [['window_ends_at']] },
  ),
  authorityTable(
    'role_assignments',
    'staff',
    {
      id: id(),
      person_id: uuid().to('people'),
      role: text(),
      from_on: localDate(),
      to_on: localDate().optional(), // the first day without it
      assigned_by: uuid().optional().to('people'),
      source: text().optional(), // the system that gives and ends it; null: people do
    },
    { indexes: [['person_id'], ['authority_id', 'role']] },
  ),
  authorityTable(
    'sign_in_identities', // as whom another system, which signs in the council's staff, knows somebody
    'staff',
    {
      id: id(),
      issuer: text(),
      subject: text().personal(),
      person_id: uuid().to('people'),
      linked_at: instant(),
      linked_by: text(), // the name of whoever linked them, or how they came by it
    },
    { unique: [['authority_id', 'issuer', 'subject']], indexes: [['person_id']] },
  ),
  authorityTable(
    'grants',
    'configuration',
    {
      id: id(),
      permission: text(),
      person_id: uuid().optional().to('people'),
      staff_of_authority_id: int().optional().to('authorities'),
      agreement_id: text().optional(),
      services: json(), // null: every service, channel and line; 'limited': as far as grant_limits says of its agreement
      hours: json(), // null: at any time; else [{ days, fromMinute, toMinute }]
      fields: json(), // null: every field
      from_at: instant(),
      to_at: instant().optional(),
    },
    { indexes: [['person_id'], ['staff_of_authority_id']] },
  ),
  systemTable(
    'drafts',
    'short-lived',
    { person_id: uuid().to('people'), key: text(), body: json().personal(), saved_at: instant() },
    { primary: ['person_id', 'key'], indexes: [['saved_at']] },
  ),
  authorityTable(
    'teams',
    'configuration',
    {
      id: id(),
      key: text(),
      name: text(),
      purpose: text(),
      telephone: text().optional(),
      email: text().optional(),
      closed_at: instant().optional(),
      version: int().default(1),
    },
    { unique: [['authority_id', 'key']] },
  ),
  partnershipTable(
    'absences', // when somebody is away, and who stands in; one at a time, and over after its last day
    'staff',
    {
      person_id: uuid().to('people'),
      deputy_id: uuid().to('people'),
      from_on: localDate().personal(),
      to_on: localDate().personal(), // the last day
      saved_at: instant(),
      version: int().default(1),
    },
    { primary: ['person_id'], indexes: [['deputy_id']] },
  ),
  authorityTable(
    'team_members',
    'staff',
    {
      team_id: uuid().to('teams'),
      person_id: uuid().to('people'),
      leads: flag(),
      from_on: localDate(),
      source: text().optional(), // the system that puts somebody there and takes them away; null: people do
    },
    { primary: ['team_id', 'person_id'], indexes: [['person_id']] },
  ),
  authorityTable(
    'scim_tokens', // by which a council's own system may keep its staff here
    'configuration',
    {
      id: id(),
      token_hash: text(),
      name: text(),
      created_at: instant(),
      created_by_name: text(),
      last_used_at: instant().optional(),
      revoked_at: instant().optional(),
    },
    { unique: [['token_hash']] },
  ),
  authorityTable(
    'scim_users', // whom a council's own system keeps here
    'staff',
    {
      id: id(),
      person_id: uuid().to('people'),
      external_id: text().personal().optional(),
      given_name: text().personal().optional(),
      family_name: text().personal().optional(),
      title: text().personal().optional(),
      is_active: flag(),
      closed_account: flag(), // by that system, and not by an administrator
      created_at: instant(),
      updated_at: instant(),
      removed_at: instant().optional(),
      version: int().default(1),
    },
    { unique: [['authority_id', 'person_id']], indexes: [['authority_id', 'external_id']] },
  ),
  authorityTable(
    'scim_groups',
    'configuration',
    {
      id: id(),
      display_name: text(),
      external_id: text().optional(),
      created_at: instant(),
      updated_at: instant(),
      version: int().default(1),
    },
    { unique: [['authority_id', 'display_name']] },
  ),
  authorityTable(
    'scim_group_members',
    'staff',
    { group_id: uuid().to('scim_groups'), user_id: uuid().to('scim_users') },
    { primary: ['group_id', 'user_id'], indexes: [['user_id']] },
  ),
];
