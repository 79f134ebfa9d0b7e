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
  authorityTable(
    'directory_readings', // what came of reading a council's own directory by itself, the last time
    'configuration',
    {
      connection: text(),
      read_at: instant(),
      outcome: text(), // 'followed' | 'waits' | 'failed'
      words: text(), // what was wrong, or why it waits
      added: int(),
      changed: int(),
      gone: int(),
      refused: int(),
      left_out: int(),
    },
    { primary: ['authority_id'] },
  ),
  authorityTable(
    'duty_rotas', // who is asked out of hours, weeks that come again and again
    'staff',
    {
      id: id(),
      team_id: uuid().optional().to('teams'), // whose work it is; absent: the whole council's
      name: text(),
      lgsl: json(), // numbers of the services that it is for; none: every service
      hours: json(), // by weekday [{ fromMinute, toMinute }]; none: whenever the office is shut
      weeks: json().personal(), // [[person id]]: of each week, who is rung first, second and so on
      starts_on: text(), // first day of the first week
      changes_at_minute: int(), // of the day, when one duty day ends and the next begins
      answer_minutes: int().default(10), // how long each who is rung has to answer
      escalates_to_id: uuid().optional().to('people'), // rung after all who are on duty
      changed_at: instant(),
      ended_at: instant().optional(),
      version: int().default(1),
    },
    { indexes: [['team_id'], ['authority_id', 'ended_at']] },
  ),
  authorityTable(
    'duty_swaps',
    'staff',
    {
      id: id(),
      rota_id: uuid().to('duty_rotas'),
      person_id: uuid().to('people'), // whose duty it would be
      stands_in_id: uuid().to('people'),
      from_on: text(),
      to_on: text(), // the last duty day
      made_by: uuid().optional().to('people'),
      made_at: instant(),
    },
    { indexes: [['rota_id', 'to_on']] },
  ),
];
