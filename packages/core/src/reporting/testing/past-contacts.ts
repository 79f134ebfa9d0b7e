import { insertPastInteractions, type Channel, type Outcome, type PastInteraction } from '../../interactions/index.js';
import type { StopOutcome } from '../../services/index.js';
import { DAY_MS, MINUTE_MS, type Instant } from '../../kernel/clock.js';
import { everyAuthority, type AuthorityId } from '../../kernel/scope.js';
import { dunmere, testNow, type TestWorld } from '../../testing/harness.js';

export interface PastContact {
  readonly authorityId?: AuthorityId;
  /** Begins so many days before the tests' now, and ends ten minutes later. */
  readonly daysAgo?: number;
  readonly startedAt?: Instant;
  readonly channel?: Channel;
  readonly adviserId?: string | null;
  readonly customerId?: string | null;
  readonly avoidable?: PastInteraction['avoidable'];
  readonly outcome?: Outcome;
  readonly serviceId?: string | null;
  /** Whose service it is; else of whoever answered. */
  readonly serviceAuthorityId?: AuthorityId;
  readonly caseId?: string | null;
  readonly stop?: StopOutcome;
  readonly waitedSeconds?: number | null;
  readonly lineId?: string | null;
}

/** Writes a finished contact with one enquiry. Answers its id. */
export async function aPastContact(world: TestWorld, contact: PastContact): Promise<string> {
  const { authorityId = dunmere, daysAgo = 20, channel = 'telephone', adviserId = null, customerId = null } = contact;
  const startedAt = contact.startedAt ?? testNow - daysAgo * DAY_MS;
  const endedAt = startedAt + 10 * MINUTE_MS;
  const id = world.newId();
  const past: PastInteraction = {
    ...{ id, authorityId, channel, adviserId, customerId, startedAt, endedAt, avoidable: contact.avoidable ?? null },
    ...{
      lineId: contact.lineId ?? null,
      waitedSeconds: contact.waitedSeconds ?? null,
      caller: null,
      callId: null,
      participant: {},
      placeId: null,
      aboutCaseId: null,
      notes: null,
    },
    ...{ identityLevel: 'none', identityChecks: [] },
    enquiries: [
      {
        ...{ id: world.newId(), authorityId: contact.serviceAuthorityId ?? authorityId, words: null, note: null },
        ...{ serviceId: contact.serviceId ?? null, articleId: null, outcome: contact.outcome ?? 'resolved' },
        stop: contact.stop ?? null,
        ...{ caseId: contact.caseId ?? null, passedToTeamId: null, openedAt: startedAt, closedAt: endedAt },
      },
    ],
  };
  await world.kernel.db.write(everyAuthority, (db) => insertPastInteractions(db, [past]));
  return id;
}

/** Takes away every contact, and what was asked about it. */
export async function forgetContacts({ kernel }: TestWorld): Promise<void> {
  await kernel.db.migration(async (run) => {
    await run('delete from call_backs');
    await run('delete from surveys');
    await run('delete from enquiries');
    await run('delete from interactions');
  });
}

export interface PastCallBack {
  readonly contactId: string;
  readonly teamId: string;
  readonly state?: 'promised' | 'spoken' | 'not-reached' | 'withdrawn';
  readonly missedAt?: Instant | null;
  /** When it was kept or missed; null: neither. */
  readonly decidedAt?: Instant | null;
}

/** Writes a call that was promised in a contact of the harness's Dunmere; without more it was kept twenty days ago. */
export async function aPastCallBack(world: TestWorld, past: PastCallBack): Promise<void> {
  const { contactId, teamId, state = 'spoken', missedAt = null, decidedAt = testNow - 20 * DAY_MS } = past;
  const promise = {
    telephone: '+441632960144',
    promised_by_name: 'Tom Reyes',
    promised_at: 0,
    from_at: 0,
    until_at: 1,
  };
  await world.kernel.db.write(everyAuthority, (db) =>
    db.insert('call_backs', {
      ...{ id: world.newId(), authority_id: dunmere, interaction_id: contactId, team_id: teamId, ...promise, state },
      ...{ missed_at: missedAt, decided_at: decidedAt, ended_at: state === 'promised' ? null : decidedAt },
    }),
  );
}

/** As an auditor does: the text as it was printed, on the database itself. */
export async function runAsPrinted({ kernel }: TestWorld, query: string): Promise<Record<string, unknown>> {
  const text = kernel.db.builder.raw(query.replaceAll('?', '\\?')) as never;
  const [row] = await kernel.db.read(everyAuthority).rows<Record<string, unknown>>(text);
  return row ?? {};
}
