import type { Instant } from '../../../kernel/clock.js';
import { newId } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { addDays } from '../../../kernel/local-date.js';
import { instantAt, localDateAt } from '../../../kernel/london-time.js';
import { everyAuthority } from '../../../kernel/scope.js';
import type { WorkKind } from '../../../partnerships/index.js';
import type { DemoInteraction, DemoWorld } from '../world/types.js';
import { keyOf } from './agreement-terms.js';
import type { LoadedForCases } from './load-cases.js';

/** So many of each council's are still to be acknowledged. */
const leftOfEach = 12;
const seenAtMinute = 8 * 60 + 40;

interface Done {
  readonly kind: WorkKind;
  readonly subjectId: string | undefined;
  readonly contact: DemoInteraction;
}

/** What the county answered and logged for its districts at night, acknowledged in the mornings but for the latest. */
export async function loadMorning(
  kernel: Kernel,
  world: DemoWorld,
  loaded: LoadedForCases,
  agreements: ReadonlyMap<string, string>,
): Promise<void> {
  const { people } = loaded.staff;
  for (const council of ['dunmere', 'elmfold'] as const) {
    const officer = people.get(keyOf(world, council, 'officer'))?.id;
    const work = world.interactions
      .filter(({ authorityKey, agreementKey = '' }) => authorityKey === council && agreements.has(agreementKey))
      .flatMap((contact) => doneIn(contact, loaded))
      .sort((one, other) => other.contact.startedAt - one.contact.startedAt);
    const rows = work.map(({ kind, subjectId, contact }, index) => [
      ...[newId(kernel.clock, kernel.random), loaded.authorities.ids.get(council)],
      ...[agreements.get(contact.agreementKey ?? ''), kind, subjectId, people.get(contact.adviserKey ?? '')?.id],
      contact.startedAt,
      ...(index < leftOfEach ? [null, null] : [morningAfter(contact.startedAt, kernel.clock.now()), officer]),
    ]);
    await kernel.db.write(everyAuthority, (db) => db.bulk('agreement_work', columns, rows));
  }
}

const columns = [
  ...['id', 'authority_id', 'agreement_id', 'kind', 'subject_id', 'person_id', 'at'],
  ...['acknowledged_at', 'acknowledged_by'],
];

/** The contact, and the cases of the council's own that it led to. */
function doneIn(contact: DemoInteraction, { contacts }: LoadedForCases): Done[] {
  const logged = contact.enquiries.filter(
    ({ outcome, authorityKey }) => outcome === 'case-logged' && authorityKey === contact.authorityKey,
  );
  return [
    { kind: 'interaction', subjectId: contacts.interactions.get(contact.key), contact },
    ...logged.map(({ caseKey = '' }): Done => ({ kind: 'case', subjectId: contacts.caseIds.get(caseKey), contact })),
  ];
}

function morningAfter(at: Instant, now: Instant): Instant {
  return Math.min(instantAt(addDays(localDateAt(at), 1), seenAtMinute), now);
}
