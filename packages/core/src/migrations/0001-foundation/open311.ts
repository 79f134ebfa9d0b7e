import { authorityTable, id, instant, int, json, text, uuid } from '../../kernel/db/tables.js';

/** Open311: which services others may report under, who may, and what they reported. */
export const open311Tables = [
  authorityTable(
    'report_offers',
    'configuration',
    {
      service_id: uuid().to('services'),
      shows: text(), // 'reports': it is reported under; 'requests': and everybody sees what was reported, without persons
      version: int().default(1),
    },
    { primary: ['service_id'] },
  ),
  authorityTable(
    'report_keys',
    'configuration',
    {
      id: id(),
      name: text(), // of the system that has it
      secret_hash: text(),
      rights: json(), // some of 'report', 'update'
      created_at: instant(),
      created_by_name: text().personal(),
      revoked_at: instant().optional(),
      revoked_by_name: text().personal().optional(),
    },
    { unique: [['secret_hash']], indexes: [['authority_id', 'id']] },
  ),
  authorityTable(
    'reported_cases', // cases that another system reported, and what it said of them
    'case',
    {
      case_id: uuid().to('cases'),
      key_id: uuid().to('report_keys'),
      description: text().special().optional(),
      media_url: text().personal().optional(),
      made_at: instant(),
    },
    { primary: ['case_id'], indexes: [['key_id', 'made_at']] },
  ),
  authorityTable(
    'reported_updates', // by their sender's own name for them, so that the same one is never taken twice
    'case',
    {
      key_id: uuid().to('report_keys'),
      update_id: text(),
      case_id: uuid().to('cases'),
      event_id: uuid().to('case_events'),
      made_at: instant(),
    },
    { primary: ['key_id', 'update_id'], indexes: [['case_id']] },
  ),
];
