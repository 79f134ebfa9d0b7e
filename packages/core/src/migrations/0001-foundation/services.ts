import { authorityTable, id, instant, int, json, text, uuid } from '../../kernel/db/tables.js';

/** What is being written of services; published versions stand beside places, in the catalogue. */
export const serviceDesignTables = [
  authorityTable(
    'service_drafts', // at most one a service; gone once it is published or given up
    'configuration',
    {
      service_id: uuid().to('services'),
      definition: json(),
      saved_at: instant(),
      saved_by: uuid().optional().to('people'),
    },
    { primary: ['service_id'] },
  ),
  authorityTable(
    'pack_installations', // one of each pack; what was there before stands in the audit
    'configuration',
    {
      id: id(),
      name: text(),
      pack_version: text(),
      service_key: text(),
      digest: text(), // SHA-256 of the content
      content: json(), // the pack as it was installed, which later ones are held against
      teams: json(), // which of the council's stands for each of the pack's
      installed_at: instant(),
      installed_by: uuid().optional().to('people'),
      version: int().default(1),
    },
    {
      unique: [
        ['authority_id', 'name'],
        ['authority_id', 'service_key'],
      ],
    },
  ),
];
