import { z } from 'zod';
import { optional, uuidField } from '../../kernel/input.js';
import { deskRoute, fragment, type Route, type RouteContext } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { linkKinds, type LinkKind } from '../links/relations-repository.js';
import { searchCases } from '../list-queries.js';
import type { DescribedSummary } from '../types.js';
import type { ReadChange, SeenCase } from './bulk-input.js';
import { foundCases } from './bulk-link-views.js';
import { listChosenCases } from './bulk-queries.js';

const find = z.string().trim().max(100).default('');
const foundAtMost = 10;
const permission = 'cases.change-many';

/** Which case the selected ones are linked to, as the form sends it. */
export const LinkFields = {
  relation: z.enum(linkKinds).optional(),
  /** One of the selected cases. */
  hub: optional(uuidField),
  /** Another case: what was typed, and which of the cases found by it was chosen, by its reference. */
  find,
  found: optional(z.string().max(100)),
};

export interface LinkForm {
  readonly case: readonly SeenCase[];
  readonly relation?: LinkKind | undefined;
  readonly hub?: string | undefined;
  readonly find: string;
  readonly found?: string | undefined;
}

type Context = Pick<RouteContext<unknown, unknown, unknown>, 'read' | 'visitor'>;

/** The link that the form asks for, of everything selected but the case in the middle; or what it still needs. */
export async function readLink(context: Context, form: LinkForm): Promise<ReadChange> {
  const { relation, hub } = form;
  const missing = (field: string, message: string): ReadChange => ({ ok: false, faults: [{ field, message }] });
  if (relation === undefined) return missing('relation', 'Choose what the selected cases are');
  if (hub !== undefined && form.find !== '')
    return missing('hub', 'Choose a selected case, or find another one: not both');
  const matches = hub === undefined ? await findMatches(context, form.find) : await chosenCase(context, hub);
  const [only, another] = matches;
  const isSure = another === undefined && (hub !== undefined || !isBeginning(form.find, only));
  const target = isSure ? only : matches.find(({ reference }) => reference === form.found);
  if (!target)
    return { ok: false, faults: [{ field: hub ? 'hub' : 'find', message: whatIsAmiss(form, matches) }], matches };
  const cases = form.case.filter(({ id }) => id !== target.id);
  if (cases.length === 0) return missing('hub', 'Choose another case: this is the only one that is selected');
  return { ok: true, value: { does: 'link', relation, other: target.reference }, cases };
}

/** Of the councils where the reader may link cases, not of all whose cases they may see. */
async function findMatches({ read, visitor }: Context, text: string): Promise<readonly DescribedSummary[]> {
  const found = text === '' ? [] : await read(searchCases, { text, limit: foundAtMost });
  return found.filter(({ authorityId }) => may(visitor.actor, permission, authorityId));
}

async function chosenCase({ read }: Context, id: string): Promise<readonly DescribedSummary[]> {
  return (await read(listChosenCases, { ids: [id] })).cases;
}

/** Whether no more was typed than how the case's reference begins, which another case's may too. */
function isBeginning(typed: string, found: DescribedSummary | undefined): boolean {
  const plain = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '');
  const reference = plain(found?.reference ?? '');
  return reference.startsWith(plain(typed)) && reference !== plain(typed);
}

function whatIsAmiss({ hub, find: typed }: LinkForm, matches: readonly DescribedSummary[]): string {
  if (hub === undefined && matches.length > 0) return 'Choose which of these cases you mean';
  if (hub !== undefined || typed === '') return 'Choose a selected case, or enter the reference of another one';
  return 'Check the reference: no case that you may see has it';
}

export const bulkLinkRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: '/desk/queue/change/suggest',
    permission,
    query: z.strictObject({ find }),
    handle: async (context) =>
      fragment('/cases/views/found-cases', foundCases(await findMatches(context, context.query.find))),
  }),
];
