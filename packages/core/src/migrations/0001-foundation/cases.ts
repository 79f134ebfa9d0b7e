import { authorityTable, flag, id, instant, int, json, localDate, real, text, uuid } from '../../kernel/db/tables.js';
import { participantKeys } from './customers.js';

/** Cases: logged and tracked to their outcome. */
export const caseTables = [
  authorityTable(
    'cases',
    'case',
    {
      id: id(),
      reference: text(),
      service_id: uuid().to('services'),
      service_version_id: uuid().to('service_versions'),
      title: text().personal(),
      status: text(),
      status_kind: text(), // 'open' | 'waiting' | 'closed'
      priority: text(),
      outcome: text().optional(),
      customer_id: uuid().optional().to('customers'),
      participant: json().personal().sharedKeys(participantKeys).shared('case.person', '{}'), // as recorded when it was logged
      participant_name: text().personal().optional().shared('case.person'),
      answers: json().special().shared('case.answers', '{}'),
      place_id: uuid().optional().to('places'),
      location_text: text().personal().optional(),
      lat: real().optional(),
      lon: real().optional(),
      team_id: uuid().to('teams'),
      assignee_id: uuid().optional().to('people'),
      raised_by: uuid().optional().to('people'),
      interaction_id: uuid().optional().to('interactions'),
      opened_at: instant(),
      due_at: instant().optional(),
      closed_at: instant().optional(),
      updated_at: instant(),
      link_count: int().default(0),
      subscriber_count: int().default(0),
      restriction: text().optional(), // 'service' | 'safeguarding' | 'adult-social-care' | 'children-social-care'
      kept_as: text().default('case'), // 'case' | 'restricted-case': by its service, and while it is restricted
      legal_hold: flag().default(0),
      version: int().default(1),
      import_run_id: text().optional(),
      source_key: text().optional(),
    },
    {
      unique: [['reference'], ['authority_id', 'source_key']],
      indexes: [
        ['customer_id', 'opened_at'],
        ['place_id', 'opened_at'],
        ['authority_id', 'opened_at'],
        ['interaction_id'],
      ],
      restriction: { unless: 'restriction', team: 'team_id', knownTo: 'cases.read-restricted' },
      limits: { services: 'service_id' },
    },
  ),
  authorityTable(
    'case_events',
    'case',
    {
      id: id(),
      case_id: uuid().to('cases'),
      at: instant(),
      kind: text(), // 'opened' | 'status' | 'assigned' | 'note' | 'chase' | 'file' | 'task' | 'edited' | 'joined' | 'linked' | 'escalated' | 'imported' | 'viewed' | 'message' | 'restricted'
      actor_id: uuid().optional().to('people'),
      actor_name: text().personal(),
      visibility: text(), // 'internal' | 'customer'
      body: text().special().optional().shared('case.notes'),
      data: json().personal(),
    },
    {
      indexes: [['case_id', 'at', 'id']],
      sharedRows: [
        { field: 'case.notes', where: `kind = 'note'` },
        { field: 'case.tasks', where: `kind = 'task'` },
        { field: 'case.files', where: `kind = 'file'` },
      ],
    },
  ),
  authorityTable(
    'case_tasks',
    'case',
    {
      id: id(),
      case_id: uuid().to('cases'),
      kind: text().default('task'), // 'task' | 'check'
      title: text().personal(),
      team_id: uuid().optional().to('teams'), // null: the case's team, whichever that is
      owner_id: uuid().optional().to('people'),
      due_on: localDate().optional(),
      state: text(), // 'to-do' | 'done' | 'dropped'
      created_at: instant(),
      finished_at: instant().optional(),
      finished_by_name: text().personal().optional(),
      told_step: text().optional(), // 'due' | 'overdue': how far its owner has been told
      version: int().default(1),
    },
    { indexes: [['case_id']], sharedRows: [{ field: 'case.tasks' }] },
  ),
  authorityTable(
    'case_files',
    'case',
    {
      id: id(),
      case_id: uuid().to('cases'),
      file_id: uuid().to('stored_files'),
      name: text().personal(),
      added_at: instant(),
      added_by: uuid().optional().to('people'),
      added_by_name: text().personal(),
      removed_at: instant().optional(),
    },
    { indexes: [['case_id']], sharedRows: [{ field: 'case.files' }] },
  ),
  authorityTable(
    'uploads', // files that wait for the form that names them, for a day
    'short-lived',
    {
      id: id(),
      person_id: uuid().to('people'),
      digest: text(),
      name: text().personal(),
      media_type: text(),
      size_bytes: int(),
      stored_at: instant(),
    },
    { indexes: [['stored_at']] },
  ),
  authorityTable(
    'case_escalations', // each promise is warned of once, and missed once
    'case',
    { case_id: uuid().to('cases'), step: text(), due_at: instant(), at: instant() }, // 'warning' | 'breach'
    { primary: ['case_id', 'step', 'due_at'] },
  ),
  authorityTable(
    'notifications',
    'short-lived',
    {
      id: id(),
      person_id: uuid().to('people'),
      kind: text(), // 'assigned' | 'mentioned' | … | 'alert-proposed': see notificationKinds
      subject_kind: text(), // 'case' | 'opening' | 'alert' | 'message'
      subject_id: uuid(),
      reference: text().optional(), // of the case that it is about
      by_name: text().personal().optional(),
      for_name: text().personal().optional(), // whom the person stands in for
      at: instant(),
      read_at: instant().optional(),
      unique_key: text(),
    },
    { unique: [['unique_key']], indexes: [['person_id', 'at', 'id'], ['subject_id']] },
  ),
  authorityTable(
    'case_links',
    'case',
    {
      id: id(),
      case_id: uuid().to('cases'), // the child or the duplicate
      other_id: uuid().to('cases'),
      kind: text(), // 'related' | 'child-of' | 'duplicate-of'
      linked_at: instant(),
      linked_by: uuid().optional().to('people'),
    },
    { unique: [['case_id', 'other_id']], indexes: [['other_id']] },
  ),
  authorityTable(
    'case_subscribers', // others who reported the same thing
    'case',
    {
      id: id(),
      case_id: uuid().to('cases'),
      customer_id: uuid().optional().to('customers'),
      participant: json().personal().sharedKeys(participantKeys).shared('case.person', '{}'), // as recorded then
      interaction_id: uuid().optional().to('interactions'),
      added_at: instant(),
    },
    { indexes: [['case_id'], ['customer_id']] },
  ),
  authorityTable(
    'saved_views', // filters of a queue under a name: a person's own, or a team's
    'configuration',
    {
      id: id(),
      person_id: uuid().to('people'),
      team_id: uuid().optional().to('teams'),
      name: text().personal(),
      address: json().personal(), // what the queue's address holds; it may search for somebody's name
      created_at: instant(),
      version: int().default(1),
    },
    { indexes: [['person_id', 'team_id'], ['team_id']] },
  ),
  authorityTable(
    'case_presence', // who is writing on a case just now; ends by itself
    'short-lived',
    {
      case_id: uuid().to('cases'),
      person_id: uuid().to('people'),
      doing: text(), // 'editing' | 'noting'
      since_at: instant(),
      until_at: instant(),
    },
    { primary: ['case_id', 'person_id'], indexes: [['until_at']] },
  ),
  authorityTable(
    'case_bulk_changes', // what a person did to several cases at once, to be undone for ten minutes
    'short-lived',
    {
      id: id(),
      batch_id: uuid(),
      case_id: uuid().to('cases'),
      person_id: uuid().optional().to('people'),
      does: text(), // 'assign' | 'move' | 'prioritise' | 'note' | 'link'
      earlier: json().personal(),
      event_id: uuid().to('case_events'),
      case_version: int(),
      at: instant(),
      undone_at: instant().optional(),
    },
    { indexes: [['batch_id'], ['at']] },
  ),
  authorityTable(
    'case_references',
    'case',
    { reference_key: text(), reference: text(), case_id: uuid().to('cases') }, // references of systems before this one
    { primary: ['authority_id', 'reference_key', 'case_id'], indexes: [['case_id']] },
  ),
];
