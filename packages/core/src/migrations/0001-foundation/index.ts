import type { Migration } from '../../kernel/db/migrate.js';
import { adapterTables } from './adapters.js';
import { alertTables } from './alerts.js';
import { authorityTables } from './authorities.js';
import { bulletinTables } from './bulletins.js';
import { caseTables } from './cases.js';
import { callTables } from './calls.js';
import { callBackTables } from './call-backs.js';
import { callOutTables } from './call-outs.js';
import { clubTables } from './club.js';
import { consentTables } from './consents.js';
import { correspondenceTables } from './correspondence.js';
import { customerLinkTables } from './customer-links.js';
import { customerMergeTables } from './customer-merges.js';
import { customerPairTables } from './customer-pairs.js';
import { customerTables } from './customers.js';
import { directoryTables } from './directory.js';
import { exchangeTables } from './exchange.js';
import { handoverTables } from './handovers.js';
import { identityTables } from './identity.js';
import { machineryTables } from './machinery.js';
import { open311Tables } from './open311.js';
import { outsideTables } from './outside.js';
import { partnershipTables } from './partnerships.js';
import { paymentBookTables } from './payment-books.js';
import { paymentTables } from './payments.js';
import { placeTables } from './places.js';
import { rechargeTables } from './recharges.js';
import { surveyTables } from './surveys.js';
import { serviceDesignTables } from './services.js';
import { wallboardTables } from './wallboard.js';
import { webhookTables } from './webhooks.js';

/** The first schema: ownership, protection tags and keys as the data model has them. */
export const foundation: Migration = {
  name: '0001-foundation',
  creates: [
    ...authorityTables,
    ...identityTables,
    ...directoryTables,
    ...machineryTables,
    ...adapterTables,
    ...placeTables,
    ...serviceDesignTables,
    ...customerTables,
    ...callTables,
    ...customerMergeTables,
    ...consentTables,
    ...customerPairTables,
    ...alertTables,
    ...caseTables,
    ...surveyTables,
    ...bulletinTables,
    ...correspondenceTables,
    ...partnershipTables,
    ...customerLinkTables,
    ...rechargeTables,
    ...clubTables,
    ...paymentTables,
    ...paymentBookTables,
    ...handoverTables,
    ...callBackTables,
    ...callOutTables,
    ...outsideTables,
    ...exchangeTables,
    ...wallboardTables,
    ...webhookTables,
    ...open311Tables,
  ],
  also: () => [
    'create index outbox_events_unsequenced_idx on outbox_events (id) where seq is null',
    'create unique index outbox_events_seq_idx on outbox_events (seq) where seq is not null',
    // A queue reads only what is open, in due order; closed cases (most of them) stay out of these indexes.
    `create index cases_queue_idx on cases (authority_id, team_id, due_at, id) where status_kind <> 'closed'`,
    `create index cases_nearby_idx on cases (authority_id, service_id, lat) where status_kind <> 'closed'`,
    `create index cases_kept_idx on cases (authority_id, kept_as, closed_at, id) where status_kind = 'closed'`,
    'create index notifications_unread_idx on notifications (person_id) where read_at is null',
    `create index interactions_open_idx on interactions (authority_id, started_at) where state = 'open'`,
    `create index case_tasks_mine_idx on case_tasks (owner_id, due_on, id) where state = 'to-do'`,
    `create index case_tasks_team_idx on case_tasks (team_id, due_on, id)
       where state = 'to-do' and owner_id is null and team_id is not null`,
    `create index case_tasks_due_idx on case_tasks (due_on, id) where state = 'to-do'`,
    `create index stored_files_waiting_idx on stored_files (id) where picture_state = 'waiting'`,
    'create index stored_files_to_keep_idx on stored_files (id) where kept_in is null',
    `create index exchange_messages_waiting_idx on exchange_messages (peer_id, transfer_id, sequence)
       where direction = 'out' and state <> 'delivered'`,
    `create index exchange_messages_held_idx on exchange_messages (transfer_id, sequence) where state = 'held'`,
    `create index transfer_files_waiting_idx on transfer_files (next_try_at, id) where direction = 'in' and state = 'waiting'`,
    `create index cases_mine_idx on cases (assignee_id, due_at, id) where status_kind <> 'closed'`,
  ],
};
