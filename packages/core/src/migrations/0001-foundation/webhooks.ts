import { authorityTable, id, instant, int, json, text } from '../../kernel/db/tables.js';

/** Addresses to which a council's events are sent. Their deliveries and calls are kept with those of adapters. */
export const webhookTables = [
  authorityTable(
    'webhooks',
    'configuration',
    {
      id: id(),
      address: text(),
      kinds: json(), // null: every kind
      secret: text(), // sealed with the installation's key
      former_secret: text().optional(), // sealed
      former_until_at: instant().optional(),
      position: int(), // the number of the last event that was looked at for it
      missed_at: instant().optional(), // when events were gone that it had not been sent
      created_at: instant(),
      created_by_name: text().personal(),
      version: int().default(1),
    },
    { indexes: [['authority_id', 'id']] },
  ),
];
