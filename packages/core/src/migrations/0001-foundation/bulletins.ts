import { authorityTable, id, instant, int, text, uuid } from '../../kernel/db/tables.js';

/** Urgent notices to staff, and who read them. */
export const bulletinTables = [
  authorityTable(
    'bulletins',
    'configuration',
    {
      id: id(),
      title: text(),
      body: text(),
      title_cy: text().optional(),
      body_cy: text().optional(),
      keywords: text().optional(),
      service_id: uuid().optional().to('services'),
      area_kind: text(), // 'everywhere' | 'ward' | 'postcode'
      area: text().optional(),
      starts_at: instant(),
      ends_at: instant(),
      changed_at: instant(),
      withdrawn_at: instant().optional(),
      written_by: uuid().optional().to('people'),
      version: int().default(1),
    },
    { indexes: [['ends_at']] },
  ),
  authorityTable(
    'bulletin_readings',
    'short-lived',
    { bulletin_id: uuid().to('bulletins'), person_id: uuid().to('people'), read_at: instant() },
    { primary: ['bulletin_id', 'person_id'] },
  ),
];
