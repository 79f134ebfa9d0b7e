import { listCasesOf, type DescribedSummary } from '../../cases/index.js';
import { reaches, type IdentityLevel, type WholeInteraction } from '../../interactions/index.js';
import type { RouteContext } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { getService } from '../../services/index.js';
import { readPanel, valueOf, type Panel } from './panels.js';

type Context = RouteContext<unknown, unknown, unknown>;

/** Open cases of the customer, or of the property while nobody is named. */
export interface OpenCases {
  readonly of: 'customer' | 'property';
  readonly items: readonly DescribedSummary[];
  /** How many wait for a check of who is calling. */
  readonly hidden: number;
}

const mostRead = 20;

export async function readOpenCases(
  context: Context,
  interaction: WholeInteraction,
): Promise<Panel<OpenCases> | undefined> {
  const { customerId, placeId, identityLevel } = interaction;
  const of = customerId ? { customerId } : placeId ? { placeId } : undefined;
  if (!of || !may(context.visitor.actor, 'cases.read')) return undefined;
  return await readPanel(context, 'open cases', async () => {
    const found = await context.read(listCasesOf, { ...of, limit: mostRead });
    const open = found.filter(({ statusKind }) => statusKind !== 'closed');
    const needed = await disclosureLevels(context, open);
    const items = open.filter(({ serviceId }) => reaches(identityLevel, needed.get(serviceId) ?? 'basic'));
    return { of: customerId ? 'customer' : 'property', items, hidden: open.length - items.length };
  });
}

/** The level that each case's service asks for before its state is told. */
async function disclosureLevels(
  context: Context,
  cases: readonly Pick<DescribedSummary, 'serviceId'>[],
): Promise<Map<string, IdentityLevel>> {
  const ids = [...new Set(cases.map(({ serviceId }) => serviceId))];
  const levels = await Promise.all(ids.map((id) => disclosureLevel(context, id)));
  return new Map(ids.map((id, index) => [id, levels[index] ?? 'basic']));
}

/** A service that can't be read, or is offered no more, is told of from `basic` on. */
export async function disclosureLevel(context: Context, serviceId: string): Promise<IdentityLevel> {
  const service = await readPanel(context, 'service', () => context.read(getService, { id: serviceId }));
  return valueOf(service)?.definition.identityLevel.disclose ?? 'basic';
}
