import { authorityTable, id, instant, int, text, uuid } from '../../kernel/db/tables.js';

/** Calls that customers were promised, and every attempt to reach them. */
export const callBackTables = [
  authorityTable(
    'call_backs',
    'case',
    {
      id: id(),
      case_id: uuid().optional().to('cases'),
      interaction_id: uuid().optional().to('interactions'),
      name: text().personal().optional(), // whom to ask for
      telephone: text().personal().shared('customer.contact-points'), // E.164
      note: text().personal().optional(), // what it is about
      team_id: uuid().optional().to('teams'), // absent: whoever calls is in no team of the council
      person_id: uuid().optional().to('people'), // who calls; absent: whoever of the team takes it
      from_at: instant(),
      until_at: instant(),
      promised_by: uuid().optional().to('people'), // absent: an API client's own doing
      promised_by_name: text().personal(),
      promised_at: instant(),
      state: text(), // 'promised' | 'spoken' | 'not-reached' | 'withdrawn'
      missed_at: instant().optional(), // when the time was over and nobody had called; stays whatever follows
      decided_at: instant().optional(), // when it was kept or missed, whichever came first
      ended_at: instant().optional(),
      ended_by: uuid().optional().to('people'),
      ended_by_name: text().personal().optional(),
      result: text().personal().optional(), // what came of it, or why it was withdrawn
      taken_at: instant().optional(), // when somebody of the team took it, or rang
      changed_at: instant().optional(), // the latest change of what was promised
      changed_by_name: text().personal().optional(),
      change_reason: text().personal().optional(),
      version: int().default(1),
    },
    {
      checks: {
        call_backs_case_or_contact: '(case_id is null) <> (interaction_id is null)',
        call_backs_window: 'from_at <= until_at',
        call_backs_ended: `(state = 'promised') = (ended_at is null)`,
        call_backs_somebody_calls: '(team_id is not null) or (person_id is not null)',
      },
      indexes: [
        ['case_id', 'promised_at'],
        ['interaction_id', 'promised_at'],
        ['team_id', 'ended_at', 'until_at'],
        ['person_id', 'ended_at', 'until_at'],
        ['authority_id', 'ended_at', 'until_at'],
        ['authority_id', 'decided_at'],
        ['state', 'missed_at', 'until_at'],
      ],
    },
  ),
  authorityTable(
    'call_back_attempts',
    'case',
    {
      id: id(),
      call_back_id: uuid().to('call_backs'),
      at: instant(),
      by_name: text().personal(),
      outcome: text(), // 'spoken' | 'no-answer'
      note: text().personal().optional(),
      next_from_at: instant().optional(), // when it is tried again
      next_until_at: instant().optional(),
    },
    { indexes: [['call_back_id', 'at']] },
  ),
];
