import { getCustomer, recordConsent, restrictCustomer, withdrawConsent } from '../../../customers/index.js';
import type { StaffActor } from '../../../kernel/actor.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../kernel/clock.js';
import { runCommand } from '../../../kernel/command.js';
import { newId } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { runQuery } from '../../../kernel/query.js';
import { everyAuthority } from '../../../kernel/scope.js';
import { demoActor } from './load-authorities.js';
import { actorOf } from './load-desk-work.js';
import type { Loaded } from './load-interactions.js';

/** What three people of Dunmere agreed to, and whether they took it back since. */
const consents = [
  [
    ['survey', 'consent', 'email', 'survey-2026-1', 'Said on the telephone', 'holds'],
    [
      'share-with-partner',
      'public-task',
      undefined,
      'care-2026-2',
      'Told at the one-stop shop, with the leaflet',
      'holds',
    ],
    ['newsletter', 'consent', 'email', 'news-2025-3', 'Ticked on the bin calendar form', 'withdrawn'],
  ],
  [
    ['service-news', 'consent', 'text', 'news-2026-1', 'Asked for on the telephone', 'holds'],
    ['research', 'consent', undefined, 'panel-2026-1', 'Signed at the residents’ panel', 'withdrawn'],
  ],
  [['newsletter', 'consent', 'post', 'news-2026-1', 'Slip sent back by post', 'withdrawn']],
] as const;

const restrictions = [
  ['own-staff', 'Works in the revenues team'],
  ['safeguarding', 'Asked for by adult social care'],
] as const;

/** Who opened which of Dunmere’s restricted records, how many days ago, why, and whether it was looked at. */
const openings = [
  ['folake.okafor', 0, 3, 'Rang about her bins and passed the full check', 'new'],
  ['folake.okafor', 1, 5, 'Council tax asked which team may write to them', 'new'],
  ['david.okonkwo', 2, 6, 'Checking the list of restricted records for the yearly review', 'new'],
  ['folake.okafor', 0, 10, 'Complaint about a visit: read who had been told the address', 'seen'],
  ['folake.okafor', 2, 17, 'The officer in charge was away and the customer was at the desk', 'seen'],
] as const;

/** What customers agreed to, and what a data protection officer of Dunmere finds to look at. */
export async function loadPrivacy(kernel: Kernel, { staff, authorities, customers }: Loaded): Promise<void> {
  const authorityId = authorities.ids.get('dunmere');
  if (authorityId === undefined) return;
  const atDunmere = [...customers.values()].filter(({ customer }) => customer.authorityKey === 'dunmere');
  const people = atDunmere.filter(({ customer }) => customer.kind === 'person' && !customer.restriction);
  const adviser = actorOf(staff, 'tom.beddoes', 'customers.edit', authorityId);
  if (!adviser) return;
  await loadConsents(
    kernel,
    adviser,
    people.slice(5, 5 + consents.length).map(({ id }) => id),
  );
  const restricted = atDunmere.filter(({ customer }) => customer.restriction).map(({ id }) => id);
  for (const [at, [restriction, reason]] of restrictions.entries()) {
    const id = people.at(-3 - at)?.id;
    if (id === undefined) continue;
    const { version: expectedVersion } = await runQuery(kernel, demoActor, getCustomer, { id });
    await runCommand(kernel, demoActor, restrictCustomer, { id, expectedVersion, restriction, reason });
    restricted.push(id);
  }
  const of = (name: string): string | undefined => staff.people.get(name)?.id;
  const rows = openings.flatMap(([who, which, daysAgo, reason, state]) => {
    const openedAt = kernel.clock.now() - daysAgo * DAY_MS - which * 20 * MINUTE_MS;
    const [personId, customerId, officer] = [of(who), restricted[which], of('david.okonkwo')];
    if (!personId || !customerId || !officer) return [];
    const seen = state === 'seen' ? [openedAt + DAY_MS + HOUR_MS, officer] : [null, null];
    return [
      [
        newId(kernel.clock, kernel.random),
        authorityId,
        customerId,
        personId,
        reason,
        openedAt,
        openedAt + openForMs,
        ...seen,
      ],
    ];
  });
  await kernel.db.write(everyAuthority, (db) => db.bulk('restricted_openings', columns, rows));
}

const openForMs = 30 * MINUTE_MS;

const columns = [
  ...['id', 'authority_id', 'customer_id', 'person_id', 'reason', 'opened_at', 'open_until_at'],
  ...['acknowledged_at', 'acknowledged_by'],
];

async function loadConsents(kernel: Kernel, adviser: StaffActor, people: readonly string[]): Promise<void> {
  for (const [at, customerId] of people.entries()) {
    for (const [purpose, lawfulBasis, channel, wordingVersion, evidence, state] of consents[at] ?? []) {
      const given = { customerId, purpose, lawfulBasis, channel, wordingVersion, evidence };
      const { id } = await runCommand(kernel, adviser, recordConsent, given);
      if (state === 'withdrawn') await runCommand(kernel, adviser, withdrawConsent, { id });
    }
  }
}
