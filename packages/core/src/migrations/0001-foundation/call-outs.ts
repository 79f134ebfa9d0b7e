import { authorityTable, flag, id, instant, int, text, uuid } from '../../kernel/db/tables.js';

/** Emergencies in which the duty list is rung down, and everybody who was rung. */
export const callOutTables = [
  authorityTable(
    'call_outs',
    'case',
    {
      id: id(),
      case_id: uuid().optional().to('cases'),
      rota_id: uuid().optional().to('duty_rotas'), // absent: no rota fits
      team_id: uuid().optional().to('teams'), // whose work it is; absent: nobody knows
      reason: text().personal(), // what has happened
      place: text().personal().optional(),
      started_by: uuid().optional().to('people'), // absent: an API client's own doing
      started_by_name: text().personal(),
      started_at: instant(),
      is_gap: flag(), // nobody was on duty
      state: text(), // 'ringing' | 'exhausted' | 'accepted' | 'stood-down'
      place_in_list: int().default(0), // who is rung now; 0: nobody
      due_at: instant().optional(), // when the next is rung; absent: nobody is rung now
      exhausted_at: instant().optional(), // when nobody was left to ring, the last time
      ended_at: instant().optional(),
      ended_by_name: text().personal().optional(), // who accepted it, or stood it down
      result: text().personal().optional(), // why it was stood down
      version: int().default(1),
    },
    {
      checks: {
        call_outs_ended: `(state in ('ringing', 'exhausted')) = (ended_at is null)`,
        call_outs_ringing: `(state = 'ringing') = (due_at is not null)`,
      },
      indexes: [
        ['case_id'],
        ['rota_id', 'ended_at'],
        ['started_by'],
        ['team_id'],
        ['authority_id', 'ended_at', 'started_at'],
        ['state', 'due_at'],
      ],
    },
  ),
  authorityTable(
    'call_out_rings',
    'case',
    {
      id: id(),
      call_out_id: uuid().to('call_outs'),
      place_in_list: int(), // from 1
      person_id: uuid().to('people'),
      role: text(), // 'on-duty' | 'deputy' | 'next' | 'escalation'
      minutes: int(), // how long they have to answer
      rung_at: instant().optional(), // absent: it isn't their turn yet
      outcome: text().optional(), // 'accepted' | 'declined' | 'not-reached' | 'unanswered'
      outcome_at: instant().optional(),
      said_by_name: text().personal().optional(), // who said so: the person, or whoever rang; absent: the clock
      note: text().personal().optional(),
      message_channel: text().optional(), // 'text' | 'email'; absent: there is nowhere to write to
      message_state: text().optional(), // 'waiting' | 'sent' | 'failed' | 'no-address' | 'late' | 'delivered' | 'undelivered'
      message_at: instant().optional(), // when it came to that
      message_detail: text().optional(), // why it failed or was not delivered, in words without personal data
    },
    {
      unique: [['call_out_id', 'place_in_list']],
      indexes: [['person_id', 'outcome']],
      checks: { call_out_rings_outcome: '(outcome is null) = (outcome_at is null)' },
    },
  ),
];
