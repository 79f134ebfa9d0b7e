import { decideAlert, proposeAlert } from '#core/alerts/index.js';
import { addRelationship, createCustomer, insertLinks, mergeCustomers, recordConsent } from '#core/customers/index.js';
import { addRepresentation } from '#core/customers/commands/add-representation.js';
import { keepDuplicates } from '#core/customers/commands/keep-duplicates.js';
import { systemActor } from '#core/kernel/actor.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { westmoor, type TestWorld } from '#core/testing/harness.js';
import type { Council } from './seed.js';
import type { SharedPlaces } from './seed-places.js';

const setUp = systemActor('a test sets the scene');

export interface Customers {
  readonly customerId: string;
  readonly carerId: string;
  readonly neighbourId: string;
  readonly restrictedId: string;
  readonly representationId: string;
  /** Between the customer and the carer. */
  readonly relationshipId: string;
  /** One that is not the preferred one. */
  readonly contactPointId: string;
  readonly identifierId: string;
  readonly occupancyId: string;
  /** By which the customer has another record in theirs. */
  readonly mergeId: string;
  readonly consentId: string;
  /** Of the customer with the county’s record of them. */
  readonly customerLinkId: string;
  /** Of the restricted one, by a colleague. */
  readonly openingId: string;
  /** The customer and the carer, who may be one. */
  readonly pairId: string;
  /** One that shows, and one to be decided. */
  readonly alertId: string;
  /** To be reviewed on the day of the test. */
  readonly dueAlertId: string;
  readonly proposedAlertId: string;
}

/** People whom two councils could both know: one address, one telephone number, one first name. */
export async function seedCustomers(world: TestWorld, council: Council, places: SharedPlaces): Promise<Customers> {
  const { authorityId, mark } = council;
  const { id: customerId } = await world.run(setUp, createCustomer, {
    authorityId,
    confirmedNew: true,
    firstName: 'Joan',
    lastName: `Prosser ${mark}`,
    telephones: ['01632 960144', '07700 900144'],
    emails: [`joan@${mark.toLowerCase()}.example`],
    address: { placeId: places.placeId },
    identifiers: [{ register: 'council-tax', type: 'account', value: `${mark}-0144` }],
  });
  const other = async (lastName: string): Promise<string> =>
    (await world.run(setUp, createCustomer, { authorityId, confirmedNew: true, firstName: 'Joan', lastName })).id;
  const carerId = await other(`Carer ${mark}`);
  const neighbourId = await other(`Neighbour ${mark}`);
  const mergeId = await seedMerge(world, customerId, await other(`Double ${mark}`));
  const restrictedId = await other(`Hidden ${mark}`);
  await world.kernel.db.write(everyAuthority, (db) =>
    db.update('customers', { id: restrictedId }, { restriction: 'safeguarding' }),
  );
  const covers = `Everything, says ${mark}`;
  const acting = {
    customerId,
    representativeId: carerId,
    role: 'carer',
    covers,
    evidenceKind: 'spoken-consent',
  } as const;
  const { id: representationId } = await world.run(setUp, addRepresentation, acting);
  const related = { customerId, otherId: carerId, relation: 'parent' } as const;
  const { id: relationshipId } = await world.run(setUp, addRelationship, related);
  const row = async (table: string, where: Record<string, string | number>): Promise<string> => {
    const db = world.kernel.db.read(everyAuthority);
    const [found] = await db.rows<{ id: string }>(
      db
        .from(table)
        .where({ customer_id: customerId, ...where })
        .select('id'),
    );
    return found?.id ?? '';
  };
  const contactPointId = await row('contact_points', { kind: 'telephone', preferred: 0 });
  return {
    customerId,
    carerId,
    neighbourId,
    restrictedId,
    representationId,
    relationshipId,
    contactPointId,
    identifierId: await row('identifiers', {}),
    occupancyId: await row('occupancies', {}),
    mergeId,
    consentId: await seedConsent(world, customerId, mark),
    customerLinkId: await seedLink(world, authorityId, customerId, mark),
    openingId: await seedOpening(world, authorityId, restrictedId),
    pairId: await seedPair(world, authorityId, [customerId, carerId]),
    ...(await seedAlerts(world, customerId, mark)),
  };
}

async function seedMerge(world: TestWorld, survivorId: string, mergedId: string): Promise<string> {
  const versions = { survivorVersion: 1, mergedVersion: 1 };
  const { id } = await world.run(setUp, mergeCustomers, { survivorId, mergedId, ...versions, reason: 'One person' });
  return id;
}

async function seedPair(
  world: TestWorld,
  authorityId: number,
  [customerId, otherId]: [string, string],
): Promise<string> {
  const now = world.kernel.clock.now();
  const about = { customerVersion: 1, otherVersion: 1, probability: 0.97, pattern: 1, verdict: 'merge' } as const;
  const pairs = [{ customerId, otherId, ...about }];
  await world.run(setUp, keepDuplicates, { authorityId, lookedAt: now, pairs, part: 'last' });
  const db = world.kernel.db.read({ authorityIds: [authorityId], grants: [] });
  const [found] = await db.rows<{ id: string }>(db.from('customer_pairs').select('id'));
  return found?.id ?? '';
}

async function seedAlerts(world: TestWorld, customerId: string, mark: string) {
  const words = { advice: `Ring ${mark} first`, reason: `Something happened at ${mark}` };
  const alert = { customerId, kind: 'visit-in-pairs', ...words, reviewOn: '2027-01-10', until: '2027-02-28' } as const;
  const { id: alertId } = await world.run(setUp, proposeAlert, alert);
  await world.run(setUp, decideAlert, { id: alertId, expectedVersion: 1, decision: 'approve' });
  const { id: dueAlertId } = await world.run(setUp, proposeAlert, alert);
  await world.run(setUp, decideAlert, { id: dueAlertId, expectedVersion: 1, decision: 'approve' });
  await world.kernel.db.write(everyAuthority, (db) =>
    db.update('alerts', { id: dueAlertId }, { review_on: '2026-11-16' }),
  );
  const { id: proposedAlertId } = await world.run(setUp, proposeAlert, alert);
  return { alertId, dueAlertId, proposedAlertId };
}

async function seedOpening(world: TestWorld, authorityId: number, customerId: string): Promise<string> {
  const { staffId } = await world.staff([]);
  const [id, now] = [world.newId(), world.kernel.clock.now()];
  const row = { id, authority_id: authorityId, customer_id: customerId, person_id: staffId, reason: 'On the line' };
  await world.kernel.db.write(everyAuthority, (db) =>
    db.insert('restricted_openings', { ...row, opened_at: now, open_until_at: now + 1 }),
  );
  return id;
}

async function seedLink(world: TestWorld, authorityId: number, customerId: string, mark: string): Promise<string> {
  const county = { authorityId: westmoor, firstName: 'Robin', lastName: 'Elsewhere', confirmedNew: true };
  const { id: otherId } = await world.run(setUp, createCustomer, county);
  const id = world.newId();
  const made = { agreementId: null, lawfulBasis: `As ${mark} asked`, fromAt: world.kernel.clock.now(), madeBy: null };
  await world.kernel.db.write(everyAuthority, (db) =>
    insertLinks(db, [{ id, authorityId, customerId, otherId, ...made }]),
  );
  return id;
}

async function seedConsent(world: TestWorld, customerId: string, mark: string): Promise<string> {
  const about = { purpose: 'survey', lawfulBasis: 'consent', wordingVersion: '1' } as const;
  return (await world.run(setUp, recordConsent, { customerId, ...about, evidence: `Told ${mark}` })).id;
}
