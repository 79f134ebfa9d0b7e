import { newId } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { everyAuthority } from '../../../kernel/scope.js';
import type { DemoAvoidableReason, DemoEnquiry, DemoInteraction, DemoWorld } from '../world/types.js';
import type { LoadedAuthorities } from './load-authorities.js';
import { pastStopOf } from './past-stops.js';
import { serviceOf, type LoadedCatalogue } from './load-catalogue.js';
import type { LoadedCustomers } from './load-customers.js';
import type { LoadedPlaces } from './load-places.js';
import type { LoadedStaff } from './load-staff.js';

export interface Loaded {
  readonly authorities: LoadedAuthorities;
  readonly staff: LoadedStaff;
  readonly catalogue: LoadedCatalogue;
  readonly places: LoadedPlaces;
  readonly customers: LoadedCustomers;
}

/** Ids that cases refer to and are referred to by. */
export interface LoadedContacts {
  readonly interactions: ReadonlyMap<string, string>;
  readonly caseIds: ReadonlyMap<string, string>;
}

/** The groups of avoidable contact as the product names them. */
const avoidable: Readonly<Record<DemoAvoidableReason, string>> = {
  'chasing-progress': 'chasing-progress',
  'unclear-information': 'unclear-information',
  'repeat-because-not-fixed': 'repeat-of-fault',
  'told-to-call-back': 'broken-promise',
  'wrong-place': 'wrong-department',
  'service-failed': 'repeat-of-fault',
};

const outcomes = {
  answered: 'resolved',
  'case-logged': 'logged',
  'existing-case': 'resolved',
  'handed-over': 'passed',
} as const;

const rowsAtOnce = 2000;

export async function loadInteractions(kernel: Kernel, world: DemoWorld, loaded: Loaded): Promise<LoadedContacts> {
  const makeId = (): string => newId(kernel.clock, kernel.random);
  const interactions = new Map(world.interactions.map(({ key }) => [key, makeId()]));
  const caseIds = new Map(world.cases.map(({ key }) => [key, makeId()]));
  const contacts = { interactions, caseIds };
  for (let from = 0; from < world.interactions.length; from += rowsAtOnce) {
    const part = world.interactions.slice(from, from + rowsAtOnce);
    await kernel.db.write(everyAuthority, async (db) => {
      await db.bulk(
        'interactions',
        interactionColumns,
        part.map((one) => interactionRow(one, loaded, contacts)),
      );
      await db.bulk(
        'identity_checks',
        checkColumns,
        part.flatMap((one) => checkRow(makeId(), one, loaded, contacts)),
      );
      await db.bulk(
        'enquiries',
        enquiryColumns,
        part.flatMap((one) => one.enquiries.map((enquiry) => enquiryRow(makeId(), one, enquiry, loaded, contacts))),
      );
    });
  }
  await loadTallies(kernel, world, loaded);
  return contacts;
}

const interactionColumns = [
  ...['id', 'authority_id', 'channel', 'line_id', 'caller', 'call_id', 'adviser_id', 'state', 'started_at', 'ended_at'],
  ...['customer_id', 'participant', 'identity_level', 'avoidable', 'notes', 'version', 'waited_seconds'],
];

/** Most callers wait some seconds, one in seven some minutes: by the call's own number, so that it stays the same. */
function waitedOf({ channel, startedAt, endedAt }: DemoInteraction): number | null {
  if (channel !== 'telephone' && channel !== 'chat') return null;
  const seed = Math.floor((startedAt + endedAt) / 1000);
  return seed % 7 === 0 ? 90 + (seed % 211) : 3 + (seed % 47);
}

function interactionRow(one: DemoInteraction, { authorities, staff, customers }: Loaded, contacts: LoadedContacts) {
  const { participant } = one;
  const telephone = participant.phone ?? one.callerNumber;
  const recorded = {
    ...(participant.capacity === 'anonymous' ? {} : { name: participant.name }),
    ...(telephone ? { telephone } : {}),
    ...(participant.email ? { email: participant.email } : {}),
  };
  return [
    ...[contacts.interactions.get(one.key), authorities.ids.get(one.authorityKey), one.channel],
    ...[authorities.lines.get(one.lineKey ?? ''), one.numberWithheld ? 'withheld' : one.callerNumber, one.callId],
    ...[staff.people.get(one.adviserKey ?? '')?.id, 'finished', one.startedAt, one.endedAt],
    ...[
      customers.get(one.customerKey ?? '')?.id,
      JSON.stringify(recorded),
      one.identity.passed ? one.identity.level : 'none',
    ],
    ...[one.avoidableReason ? avoidable[one.avoidableReason] : null, one.note, 1, waitedOf(one)],
  ];
}

const checkColumns = ['id', 'authority_id', 'interaction_id', 'level', 'method', 'passed', 'checked_at', 'checked_by'];

function checkRow(id: string, one: DemoInteraction, { authorities, staff }: Loaded, contacts: LoadedContacts) {
  const checkedBy = staff.people.get(one.adviserKey ?? '')?.id;
  if (one.identity.level === 'none' || !checkedBy) return [];
  const questions = one.identity.level === 'full' ? 'name address date-of-birth' : 'name address';
  const authority = authorities.ids.get(one.authorityKey);
  const { level, passed } = one.identity;
  return [
    [id, authority, contacts.interactions.get(one.key), level, questions, passed, one.startedAt + 20_000, checkedBy],
  ];
}

const enquiryColumns = [
  ...[
    'id',
    'authority_id',
    'interaction_id',
    'interaction_authority_id',
    'words',
    'service_id',
    'article_id',
    'outcome',
  ],
  ...['case_id', 'stop', 'passed_to_team_id', 'opened_at', 'closed_at', 'version'],
];

function enquiryRow(
  id: string,
  one: DemoInteraction,
  enquiry: DemoEnquiry,
  { authorities, staff, catalogue }: Loaded,
  contacts: LoadedContacts,
) {
  const service = serviceOf(catalogue, enquiry.authorityKey, enquiry.serviceKey);
  const team = enquiry.handedToTeamKey
    ? staff.teams.get(`${enquiry.authorityKey}/${enquiry.handedToTeamKey}`)
    : undefined;
  return [
    ...[id, authorities.ids.get(enquiry.authorityKey), contacts.interactions.get(one.key)],
    ...[
      authorities.ids.get(one.authorityKey),
      enquiry.need,
      service.id,
      articleOf(enquiry, catalogue),
      outcomes[enquiry.outcome],
    ],
    ...[
      contacts.caseIds.get(enquiry.caseKey ?? ''),
      pastStopOf(enquiry, service.definition),
      team,
      one.startedAt,
      one.endedAt,
      1,
    ],
  ];
}

/** The article that was the answer. */
export function articleOf(enquiry: DemoEnquiry, catalogue: LoadedCatalogue): string | undefined {
  const { definition } = serviceOf(catalogue, enquiry.authorityKey, enquiry.serviceKey);
  const isRead = enquiry.outcome === 'answered' && pastStopOf(enquiry, definition) === undefined;
  return isRead ? catalogue.articles.get(enquiry.serviceKey) : undefined;
}

/** How often each article was used, as the past enquiries have it. */
async function loadTallies(kernel: Kernel, world: DemoWorld, { catalogue, authorities }: Loaded): Promise<void> {
  const tallies = new Map<string, { authority: number | undefined; article: string; used: number }>();
  for (const { enquiries } of world.interactions)
    for (const enquiry of enquiries) {
      const article = articleOf(enquiry, catalogue);
      if (!article) continue;
      const { authorityKey } = enquiry;
      const key = `${authorityKey} ${article}`;
      const tally = tallies.get(key) ?? { authority: authorities.ids.get(authorityKey), article, used: 0 };
      tallies.set(key, { ...tally, used: tally.used + 1 });
    }
  // About one in nine that was read to a caller didn't settle it.
  const rows = [...tallies.values()].map(({ authority, article, used }) => [
    authority,
    article,
    Math.ceil(used * 1.12),
    used,
  ]);
  const named = ['authority_id', 'article_id', 'used', 'resolved'];
  await kernel.db.write(everyAuthority, (db) => db.bulk('article_tallies', named, rows));
}
