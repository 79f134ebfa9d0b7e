import { authorityTable, id, instant, int, json, text, uuid } from '../../kernel/db/tables.js';

/** What the directory says of people and teams besides who they are, and every change of it. Its version is theirs. */
export const directoryTables = [
  authorityTable(
    'directory_entries', // of a person or of a team, never of both
    'staff',
    {
      id: id(),
      person_id: uuid().optional().to('people'),
      team_id: uuid().optional().to('teams'),
      responsibilities: json(), // of a team, in customers' words; a person's stand in employments
      lgsl: json(), // numbers of the Local Government Services List
      covers: json(), // names of places; none: the whole of the authority
      based_at: text(),
      hours: json().personal(), // by weekday [{ fromMinute, toMinute }]; none: the office's
      languages: json().personal(), // besides English
      deputy_id: uuid().optional().to('people'),
      changed_at: instant(),
    },
    { unique: [['person_id'], ['team_id']] },
  ),
  authorityTable(
    'directory_changes',
    'staff',
    {
      id: id(),
      person_id: uuid().optional().to('people'),
      team_id: uuid().optional().to('teams'),
      content: json().personal(), // the whole entry as it shall be
      fields: json(), // names of those that differ
      base_version: int(), // of the person or the team when it was written
      state: text(), // 'waiting' | 'approved' | 'declined' | 'replaced'
      written_by: uuid().optional().to('people'), // absent: an import
      written_at: instant(),
      decided_by: uuid().optional().to('people'),
      decided_at: instant().optional(),
      reason: text().optional(),
      version: int().default(1),
    },
    { indexes: [['person_id'], ['team_id'], ['authority_id', 'state']] },
  ),
];
