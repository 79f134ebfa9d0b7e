import { authorityTable, id, instant, int, text, uuid } from '../../kernel/db/tables.js';

/** Cases and enquiries passed to somebody who takes them over, and how long there is to do so. */
export const handoverTables = [
  authorityTable(
    'handovers',
    'case',
    {
      id: id(),
      case_id: uuid().optional().to('cases'),
      enquiry_id: uuid().optional().to('enquiries'),
      interaction_id: uuid().optional().to('interactions'), // of the enquiry
      open_subject_id: uuid().optional(), // the case or enquiry while it is offered: it is offered to one receiver at a time
      from_person_id: uuid().optional().to('people'), // absent: an API client's own doing
      from_name: text().personal(),
      from_team_id: uuid().optional().to('teams'), // who had the case
      to_authority_id: int().to('authorities'),
      to_team_id: uuid().optional().to('teams'),
      to_person_id: uuid().optional().to('people'),
      to_name: text().personal(),
      note: text().personal().optional(),
      state: text(), // 'offered' | 'accepted' | 'declined' | 'returned' | 'withdrawn'
      offered_at: instant(),
      return_at: instant(), // when it returns by itself
      ended_at: instant().optional(),
      ended_by: uuid().optional().to('people'), // absent: it returned
      ended_by_name: text().personal().optional(),
      reason: text().personal().optional(), // why it was declined
      result: text().personal().optional(), // what became of an enquiry that was accepted
      finished_at: instant().optional(),
      version: int().default(1),
    },
    {
      unique: [['open_subject_id']],
      checks: {
        handovers_case_or_enquiry: '(case_id is null) <> (enquiry_id is null)',
        handovers_open: `(state = 'offered') = (open_subject_id is not null)`,
        handovers_ended: `(state = 'offered') = (ended_at is null)`,
      },
      indexes: [
        ['case_id', 'offered_at'],
        ['enquiry_id'],
        ['interaction_id', 'offered_at'],
        ['from_person_id', 'offered_at', 'id'],
        ['to_person_id', 'state'],
        ['to_team_id', 'state'],
        ['to_authority_id', 'state'],
        ['ended_by', 'state', 'finished_at'],
        ['state', 'return_at'],
      ],
    },
  ),
  authorityTable(
    'handover_times',
    'configuration',
    {
      id: id(),
      team_id: uuid().optional().to('teams'), // absent: of every team that has none of its own
      key: text(), // the team's id, or 'council': one setting for each
      working_minutes: int(),
      version: int().default(1),
    },
    { checks: { handover_times_minutes: 'working_minutes > 0' }, unique: [['authority_id', 'key']] },
  ),
];
