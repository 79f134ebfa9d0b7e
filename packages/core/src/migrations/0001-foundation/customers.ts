import {
  authorityTable,
  flag,
  id,
  instant,
  int,
  json,
  localDate,
  rowNumber,
  text,
  tokenTable,
  uuid,
} from '../../kernel/db/tables.js';
import type { SharedKeys } from '../../kernel/db/shared-fields.js';

/**
 * Whose row it is, in a table whose every row belongs to a customer: the customer's own row refers to the authority, and
 * an import of a million customers doesn't look the authority up five times for each.
 */
const ofCustomersAuthority = int();

/** How customers are found by tokens. */
export const customersByToken = { table: 'customers', number: 'number', lines: 'search_tokens' };

/** What a participant, as recorded in a contact or a case, holds of a customer. */
export const participantKeys: SharedKeys = {
  'customer.contact-points': ['telephone', 'email'],
  'customer.address': ['address', 'postcode'],
  'customer.needs': ['needs'],
  'customer.ties': ['relationship', 'representationId'],
};

/** Customers: one row per controller, with what they are reached and known by. */
export const customerTables = [
  authorityTable(
    'customers',
    'customer-record',
    {
      id: id(),
      number: rowNumber(), // by which the search index knows the row
      kind: text(), // 'person' | 'organisation'
      title: text().personal().optional(),
      first_name: text().personal().optional(),
      middle_names: text().personal().optional(),
      last_name: text().personal().optional(),
      organisation_name: text().personal().optional(),
      other_names: json().personal().default('[]'), // former names and those they are known by
      display_name: text().personal(),
      sort_name: text().personal(), // folded: surname, first name
      date_of_birth: localDate().personal().optional().shared('customer.birth'),
      died_on: localDate().personal().optional().shared('customer.birth'),
      language: text().personal(), // BCP 47: 'en', 'cy', …
      preferred_channel: text().personal().optional().shared('customer.contact-points'),
      needs: json().special().shared('customer.needs', '[]'), // ['large-print', 'bsl', …]
      place_id: uuid().optional().to('places').shared('customer.address'), // where they live or trade now
      address_line: text().personal().optional().shared('customer.address'),
      postcode: text().personal().optional().shared('customer.address'),
      telephone: text().personal().optional().shared('customer.contact-points'), // E.164, of the preferred contact point
      search_tokens: text().personal().default(''), // one a line, each also in customer_tokens
      restriction: text().special().optional(), // 'concealed-address' | 'own-staff' | 'safeguarding'
      merged_into_id: uuid().optional().to('customers'), // the customer that this one is now part of; see customer_merges
      legal_hold: flag().default(0),
      former_authority_id: int().optional().to('authorities'), // whose record it was before the council was merged or split
      taken_over_on: localDate().optional(), // from which day it isn't
      created_at: instant(),
      updated_at: instant(),
      version: int().default(1),
      import_run_id: text().optional(),
      source_key: text().personal().optional(),
      import_digest: text().personal().optional(), // of the imported row, to tell a changed one
    },
    { unique: [['authority_id', 'source_key']] }, // who lives at a place is asked of occupancies
  ),
  authorityTable(
    'contact_points',
    'customer-record',
    {
      authority_id: ofCustomersAuthority,
      id: id(),
      customer_id: uuid().to('customers'),
      kind: text(), // 'telephone' | 'email' | 'postal'
      value: text().personal(), // E.164, mail address, or the address in one line without its postcode
      postcode: text().personal().optional(),
      place_id: uuid().optional().to('places'),
      label: text().optional(),
      preferred: flag(),
      verified_on: localDate().optional(),
      failing_since: instant().optional(), // when a message first found nobody there
      created_at: instant(),
      ended_at: instant().optional(),
    },
    {
      indexes: [['customer_id']],
      sharedRows: [
        { field: 'customer.address', where: `kind = 'postal'` },
        { field: 'customer.contact-points', where: `kind <> 'postal'` },
      ],
    },
  ),
  authorityTable(
    'identifiers',
    'customer-record',
    {
      authority_id: ofCustomersAuthority,
      id: id(),
      customer_id: uuid().to('customers'),
      register: text(),
      type: text(),
      value: text().personal(),
    },
    {
      unique: [['authority_id', 'register', 'type', 'value', 'customer_id']],
      indexes: [['customer_id']],
      sharedRows: [{ field: 'customer.identifiers' }],
    },
  ),
  authorityTable(
    'representations',
    'customer-record',
    {
      id: id(),
      customer_id: uuid().to('customers'),
      representative_id: uuid().to('customers'),
      role: text(), // 'carer' | 'advocate' | 'councillor' | 'attorney' | 'landlord' | …
      covers: text().personal(),
      evidence_kind: text(), // 'power-of-attorney' | 'signed-consent' | …
      evidence_mark: text().personal().optional(), // the last characters of the document's number, never more
      evidence_seen_on: localDate(),
      evidence_seen_by: uuid().optional().to('people'), // absent: nobody of the staff
      from_on: localDate(),
      to_on: localDate().optional(), // the last day; from the next one on they may neither act nor be told anything
    },
    { indexes: [['customer_id'], ['representative_id']], sharedRows: [{ field: 'customer.ties' }] },
  ),
  authorityTable(
    'relationships', // what one customer is to another, outside of acting for them
    'customer-record',
    {
      id: id(),
      customer_id: uuid().to('customers'),
      other_id: uuid().to('customers'),
      relation: text().personal(), // what the customer is to the other: 'parent' | 'child' | 'partner' | 'landlord' | …
      from_on: localDate().personal().optional(),
      to_on: localDate().personal().optional(), // the last day
    },
    { indexes: [['customer_id'], ['other_id']], sharedRows: [{ field: 'customer.ties' }] },
  ),
  authorityTable(
    'occupancies',
    'customer-record',
    {
      authority_id: ofCustomersAuthority,
      id: id(),
      customer_id: uuid().to('customers'),
      place_id: uuid().to('places'),
      role: text(), // 'occupier' | 'owner' | 'landlord' | 'tenant' | 'trader'
      from_on: localDate().optional(),
      to_on: localDate().optional(),
    },
    { indexes: [['customer_id'], ['place_id']], sharedRows: [{ field: 'customer.address' }] },
  ),
  // Made from customers and kept by them alone, a dozen to each, so without foreign keys.
  tokenTable('customer_tokens', 'customer-record', customersByToken),
  authorityTable(
    'restricted_openings', // why somebody opened a restricted record, and until when it stays open to them
    'audit',
    {
      id: id(),
      customer_id: uuid().to('customers'),
      person_id: uuid().to('people'),
      reason: text().personal(),
      opened_at: instant(),
      open_until_at: instant(),
      acknowledged_at: instant().optional(), // when a data protection officer looked at it
      acknowledged_by: uuid().optional().to('people'),
    },
    {
      indexes: [
        ['customer_id', 'person_id', 'open_until_at'],
        ['authority_id', 'opened_at'],
      ],
    },
  ),
  authorityTable(
    'interactions',
    'contact',
    {
      id: id(),
      channel: text(), // 'telephone' | 'counter' | 'email' | 'text' | 'web' | 'letter' | 'chat'
      line_id: uuid().optional().to('contact_lines'),
      caller: text().personal().optional().shared('customer.contact-points'), // E.164, 'withheld', or absent
      call_id: text().optional(),
      adviser_id: uuid().optional().to('people'), // absent: the web
      state: text(), // 'open' | 'finished'
      started_at: instant(),
      waited_seconds: int().optional(), // before somebody answered; absent: not known
      ended_at: instant().optional(),
      customer_id: uuid().optional().to('customers'),
      participant: json().personal().sharedKeys(participantKeys), // as recorded then
      place_id: uuid().optional().to('places').shared('customer.address'),
      about_case_id: uuid().optional(),
      identity_level: text(), // 'none' | 'basic' | 'full'
      avoidable: text().optional(), // reason; absent: no
      notes: text().personal().optional(),
      legal_hold: flag().default(0),
      version: int().default(1),
      import_run_id: text().optional(),
      source_key: text().optional(),
    },
    {
      unique: [
        ['authority_id', 'call_id'],
        ['authority_id', 'source_key'],
      ],
      indexes: [
        ['customer_id', 'started_at'],
        ['authority_id', 'started_at'],
        ['adviser_id', 'state', 'started_at'],
      ],
      limits: { channels: 'channel', lines: 'line_id' },
    },
  ),
  authorityTable(
    'identity_checks',
    'contact',
    {
      id: id(),
      interaction_id: uuid().to('interactions'),
      level: text(),
      method: text(), // which questions were asked; never the answers
      passed: flag(),
      checked_at: instant(),
      checked_by: uuid().to('people'),
    },
    { indexes: [['interaction_id']] },
  ),
  authorityTable(
    'enquiries',
    'contact',
    {
      id: id(),
      interaction_id: uuid().to('interactions'),
      interaction_authority_id: int().to('authorities'),
      words: text().personal().optional(), // in the customer's words
      service_id: uuid().optional().to('services'),
      article_id: uuid().optional().to('articles'),
      outcome: text().optional(), // 'resolved' | 'logged' | 'passed' | 'abandoned'; absent while open
      stop: text().optional(), // 'not-ours' | 'emergency' | 'too-early' | 'already-known': said in place of a case
      case_id: uuid().optional(),
      passed_to_team_id: uuid().optional().to('teams'),
      note: text().personal().optional(), // for the team that it was passed to
      opened_at: instant(),
      closed_at: instant().optional(),
      version: int().default(1),
    },
    {
      indexes: [['interaction_id'], ['article_id'], ['authority_id', 'closed_at']],
      limits: { services: 'service_id' },
    },
  ),
];
