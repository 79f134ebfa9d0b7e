import { matchByTelephone, searchCustomers, type CustomerHit } from '../../customers/index.js';
import type { WholeInteraction } from '../../interactions/index.js';
import type { RouteContext } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { searchPlaces, type Place } from '../../places/index.js';
import type { ShownParts } from './call-address.js';
import { readPanel, type Panel } from './panels.js';

type Context = RouteContext<unknown, unknown, unknown>;

/** Who may be calling, or which address is meant: what the left column offers to choose from. */
export interface Finding {
  readonly words: string;
  readonly customers: readonly CustomerHit[];
  /** `caller`: found by the number that calls. */
  readonly by: 'caller' | 'words' | 'nothing';
  readonly places: readonly Place[];
  /** More match than are shown. */
  readonly more: boolean;
}

export const mostFound = 8;

/** What was searched for, else who has the caller's number on record while nobody is named. */
export async function readFinding(
  context: Context,
  interaction: WholeInteraction,
  { who, find }: ShownParts,
): Promise<Panel<Finding> | undefined> {
  if (who === 'place') return await readPanel(context, 'places', () => findPlaces(context, find));
  const isFinding = who === 'find' || (interaction.customerId === null && who !== 'new');
  if (!isFinding || !may(context.visitor.actor, 'customers.read', interaction.authorityId)) return undefined;
  return await readPanel(context, 'customers', () => findCustomersFor(context, interaction, find));
}

export async function findCustomersFor(
  context: Context,
  { authorityId, caller }: Pick<WholeInteraction, 'authorityId' | 'caller'>,
  words: string | undefined,
): Promise<Finding> {
  if (words) {
    const { items, nextCursor } = await context.read(searchCustomers, { text: words, authorityId, limit: mostFound });
    return { words, customers: items, by: 'words', places: [], more: nextCursor !== null };
  }
  if (caller === null || caller === 'withheld') return { ...nothing };
  const { items } = await context.read(matchByTelephone, { telephone: caller, authorityId });
  return { ...nothing, customers: items, by: 'caller' };
}

export async function findPlaces(context: Context, words: string | undefined): Promise<Finding> {
  if (!words) return nothing;
  const { items, more } = await context.read(searchPlaces, { text: words, limit: mostFound });
  return { ...nothing, words, places: items, by: 'words', more };
}

const nothing: Finding = { words: '', customers: [], by: 'nothing', places: [], more: false };
