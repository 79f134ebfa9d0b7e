import { everyAuthority } from '#core/kernel/scope.js';
import type { TestWorld } from '#core/testing/harness.js';
import { hiddenField, type Browser } from '#core/testing/http.js';
import { addressOf } from '../tenancy/route-samples.js';
import type { Seeded } from '../tenancy/seed.js';
import type { Target } from '../tenancy/target.js';

/** What makes two people's edits clash, where both sending the route's sample wouldn't. */
export interface Clash {
  /** Other records than the sample's: in the state that the edit needs. */
  readonly of?: (world: TestWorld, at: Seeded) => Partial<Seeded> | Promise<Partial<Seeded>>;
  /** What both send instead of the sample's values. */
  readonly first?: (target: Target, browser: Browser) => object | Promise<object>;
  /** What the second one sends instead of the first one's: the same twice is no clash where fields are merged. */
  readonly other?: object;
}

const thisCustomer = async ({ of, version }: Target): Promise<object> => ({
  expectedVersion: await version('customers', of.customerId),
});

async function referenceOf(world: TestWorld, caseId: string): Promise<string> {
  const db = world.kernel.db.read(everyAuthority);
  const [found] = await db.rows<{ reference: string }>(db.from('cases').where({ id: caseId }).select('reference'));
  return found?.reference ?? '';
}

/** The case's values as its edit page was opened with. */
async function baseOf({ of }: Target, browser: Browser): Promise<string> {
  const { text } = await browser.get(addressOf({ path: '/desk/cases/:reference/edit' }, of));
  return hiddenField(text, 'base');
}

/** What is done to agreements of another state than the sample's. */
const agreementClashes: Readonly<Record<string, Clash>> = Object.fromEntries(
  (
    [
      ['sign', 'draftAgreementId'],
      ['resume', 'suspendedAgreementId'],
      ['open', 'dormantAgreementId'],
      ['close', 'openedAgreementId'],
    ] as const
  ).flatMap(([verb, which]) =>
    ['/desk', '/api/v1'].map((face): [string, Clash] => [
      `POST ${face}/agreements/:id/${verb}`,
      { of: (_, seeded) => ({ agreementId: seeded[which] }) },
    ]),
  ),
);

const takenOver: Clash = { of: (_, { takenHandoverId }) => ({ handoverId: takenHandoverId }) };

/** What is done to transfers of another state than the sample's. */
const transferClashes: Readonly<Record<string, Clash>> = Object.fromEntries(
  (
    [
      ['accept', 'incomingTransferId'],
      ['decline', 'incomingTransferId'],
      ['notes', 'sharedTransferId'],
    ] as const
  ).flatMap(([verb, which]) =>
    ['/desk', '/api/v1'].map((face): [string, Clash] => [
      `POST ${face}/exchange/transfers/:transferId/${verb}`,
      { of: (_, seeded) => ({ transferId: seeded[which] }) },
    ]),
  ),
);

export const clashes: Readonly<Record<string, Clash>> = {
  ...transferClashes,
  'POST /desk/handovers/:id/finish': takenOver,
  'POST /api/v1/handovers/:id/finish': takenOver,
  'POST /desk/customers/:id/edit': {
    first: () => ({ firstName: 'Jane Anne', base_firstName: 'Joan' }),
    other: { firstName: 'June Beth' },
  },
  'PATCH /api/v1/customers/:id': { other: { firstName: 'June' } },
  'POST /desk/customers/:id/representations/:partId': { other: { covers: 'Letters only' } },
  'POST /desk/customers/:id/identifiers/:partId': { other: { value: 'T-5' } },
  'POST /desk/customers/:id/occupancies/:partId': { other: { role: 'owner' } },
  'POST /desk/customers/:id/relationships/:partId': { other: { relation: 'parent' } },
  'POST /desk/customers/:id/identifiers/:partId/remove': { first: thisCustomer },
  'POST /desk/customers/:id/occupancies/:partId/remove': { first: thisCustomer },
  'POST /desk/alerts/:id/decision': { of: (_, { proposedAlertId }) => ({ alertId: proposedAlertId }) },
  'POST /api/v1/alerts/:id/decision': { of: (_, { proposedAlertId }) => ({ alertId: proposedAlertId }) },
  'PATCH /api/v1/cases/:id': { other: { title: 'Yet another title' } },
  'POST /desk/cases/:reference/edit': {
    first: async (target, browser) => ({ base: await baseOf(target, browser) }),
    other: { title: 'Yet another title' },
  },
  'POST /desk/cases/:reference/edit/choices': {
    first: async (target, browser) => ({ base: await baseOf(target, browser) }),
    other: { yours: '{"title":"Yet another title"}' },
  },
  'POST /desk/cases/:reference/restrict/lift': {
    of: async (world, { restrictedCaseId }) => ({
      caseId: restrictedCaseId,
      caseReference: await referenceOf(world, restrictedCaseId),
    }),
  },
  'POST /api/v1/cases/:id/restriction/lift': { of: (_, { restrictedCaseId }) => ({ caseId: restrictedCaseId }) },
  'POST /desk/interactions/:id/reopen': {
    of: (_, { finishedInteractionId }) => ({ interactionId: finishedInteractionId }),
  },
  ...agreementClashes,
};
