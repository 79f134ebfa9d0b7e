import { authorityTable, instant, json, uuid } from '../../kernel/db/tables.js';

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
];
