import { createHash } from 'node:crypto';
import { keepRulesFile } from '#core/services/answering/rules-file.js';
import { rulesHeadings } from './routes/place-samples.js';
import { keepStaffFile } from '#core/directory/commands/keep-staff-file.js';
import { assignRole, findGrants } from '#core/access/index.js';
import { allPermissions } from '#core/app/capabilities.js';
import { officeHours } from '#core/directory/entries/working-hours.js';
import { addRota, addTeam, addTeamMember, proposeEntry, swapDuty } from '#core/directory/index.js';
import { addContactLine, setCalendar, setCalendarDay } from '#core/authorities/index.js';
import { relayEvents } from '#core/jobs/index.js';
import { systemActor, type StaffActor } from '#core/kernel/actor.js';
import { roles } from '#core/kernel/permissions.js';
import { everyAuthority, type AuthorityId } from '#core/kernel/scope.js';
import { giveFeedback, learnEnquiries, listLearnedWords, logGap, publishArticle } from '#core/knowledge/index.js';
import { storeUpload } from '#core/cases/index.js';
import { addRecord, addSavingFile } from '#core/club/index.js';
import { someFields } from '#core/club/testing/records.js';
import { publishService, saveDraft, withdrawService } from '#core/services/index.js';
import { missedBin } from '#core/cases/testing/case-world.js';
import { castlebridge, dunmere, type TestWorld } from '#core/testing/harness.js';
import { addPerson } from '#core/testing/http.js';
import { seededOnce } from '#core/testing/world-copies.js';
import { seedAdapters, type Connected } from './seed-adapters.js';
import { seedAgreements, type Agreements } from './seed-agreements.js';
import { seedContacts, type Contacts } from './seed-contacts.js';
import { seedHelp, type Helped } from './seed-help.js';
import { seedPack, seedPackFile, type KeptPackFile } from './seed-packs.js';
import { seedCustomers, type Customers } from './seed-customers.js';
import { seedWebhooks, type Webhooked } from './seed-webhooks.js';
import { seedOpen311, type Reported } from './seed-open311.js';
import { seedScim, type KeptByScim } from './seed-scim.js';
import { seedRecharges, type Recharges } from './seed-recharges.js';
import { connectPay, seedPayments, type ProviderPayments } from './seed-payments.js';
import { seedAddressBook, type AddressBooks } from './seed-address-book.js';
import { connectWorks, seedOutside, type Outside } from './seed-outside.js';
import { seedExchange, type Exchanged } from './seed-exchange.js';
import { articleOf } from './article-of.js';
import { seedShared, type SharedThings } from './seed-shared.js';
import { seedGazetteer, seedPlace, type SharedPlaces } from './seed-places.js';

/** An authority whose every record carries its own mark. */
export interface Council {
  readonly authorityId: AuthorityId;
  readonly slug: string;
  /** A word that stands in this council's records and nowhere else. */
  readonly mark: string;
  /** E.164, of its line. */
  readonly telephone: string;
}

/** What a council has, by what it is. Ids are those of rows; `actor` may do everything there, and nothing elsewhere. */
export interface Seeded
  extends
    Council,
    AddressBooks,
    Connected,
    Webhooked,
    Reported,
    KeptByScim,
    Customers,
    Contacts,
    Agreements,
    Exchanged,
    Recharges,
    KeptPackFile,
    Helped,
    Outside,
    ProviderPayments,
    SharedPlaces,
    SharedThings {
  readonly actor: StaffActor;
  readonly personId: string;
  readonly colleagueId: string;
  /** Of the council's duty, and a swap of it. */
  readonly rotaId: string;
  readonly swapId: string;
  /** Of who answers in the council's area; everybody may read it. */
  readonly ruleId: string;
  readonly otherSwapId: string;
  readonly colleagueRoleId: string;
  readonly newcomerId: string;
  readonly newcomerSignInName: string;
  /** A correction that waits for an editor. */
  readonly entryChangeId: string;
  /** A file of staff whose difference nobody has confirmed yet. */
  readonly staffFileId: string;
  readonly rulesFileId: string;
  readonly teamId: string;
  readonly otherTeamId: string;
  readonly lineId: string;
  readonly serviceId: string;
  readonly packId: string;
  readonly serviceKey: string;
  readonly articleId: string;
  readonly articleKey: string;
  readonly gapStem: string;
  /** Led three customers to the article. */
  readonly learnedStem: string;
  readonly feedbackId: string;
  readonly passwordLink: string;
  /** A draft. */
  readonly businessCaseId: string;
  readonly savingId: string;
  readonly savingFileId: string;
  readonly tokenId: string;
}

export const setUp = systemActor('a test sets the scene');

/** Two councils that know the same address, a caller with the same number, and a customer with the same first name. */
export async function seedBoth(world: TestWorld): Promise<{ ours: Seeded; theirs: Seeded }> {
  const places = await seedGazetteer(world, dunmere);
  const one = { authorityId: dunmere, slug: 'dunmere', mark: 'Quillfen', telephone: '+441632960100' };
  const other = { authorityId: castlebridge, slug: 'castlebridge', mark: 'Brasstow', telephone: '+441632960200' };
  const both = { ours: await seedCouncil(world, one, places), theirs: await seedCouncil(world, other, places) };
  while ((await relayEvents(world.kernel, [])) > 0);
  return both;
}

/** The same, for suites that each want a copy. */
export const bothCouncils = seededOnce(seedBoth);

/** Fills a council with one of everything, all of it marked. */
async function seedCouncil(world: TestWorld, council: Council, places: SharedPlaces): Promise<Seeded> {
  const staff = await seedStaff(world, council);
  const catalogue = await seedCatalogue(world, council);
  for (const personId of [staff.personId, staff.colleagueId])
    await world.run(setUp, addTeamMember, { teamId: catalogue.teamId, personId });
  const rule = await seedPlace(world, council, places);
  const customers = await seedCustomers(world, council, places);
  const feedback = {
    articleId: catalogue.articleId,
    problem: 'unclear',
    note: `Which bins of ${council.mark}?`,
  } as const;
  const { id: feedbackId } = await world.run(staff.actor, giveFeedback, feedback);
  const contacts = await seedContacts(world, staff.actor, { ...council, ...places, ...customers, ...catalogue });
  const agreements = await seedAgreements(world, staff.actor, council);
  const recharges = await seedRecharges(world, staff.actor, council, agreements.agreementId);
  const exchanged = await seedExchange(world, staff.actor, { ...council, ...contacts });
  const helped = await seedHelp(world, staff.actor, council);
  const connected = await seedAdapters(world, council, contacts.failedMessageId);
  const payments = await seedPayments(world, staff.actor, contacts.caseId, connectPay(world, council));
  const own = {
    ...payments,
    ...catalogue,
    ...helped,
    ...(await seedShared(world, council)),
    ...rule,
    ...exchanged,
    ...connected,
    ...seedAddressBook(world, council),
    ...(await seedWebhooks(world, council)),
    ...(await seedScim(world, council, staff.newcomerId)),
    ...(await seedOpen311(world, council, { ...catalogue, ...contacts })),
    ...(await seedOutside(world, council, contacts.caseId, connectWorks(world, council))),
    ...(await seedPackFile(world, staff.actor, council)),
    feedbackId,
    businessCaseId: await seedBusinessCase(world, staff.actor, council),
    ...(await seedSaving(world, staff.actor, council)),
  };
  return { ...council, ...staff, ...own, ...places, ...customers, ...contacts, ...agreements, ...recharges };
}

/** The council's own, beside what is the partnership's. */
async function seedBusinessCase(world: TestWorld, actor: StaffActor, { authorityId, mark }: Council): Promise<string> {
  const fields = { ...someFields.businessCase, title: `Text messages for ${mark}` };
  const { id } = await world.run(actor, addRecord, { part: 'business-cases', authorityId, fields });
  return id;
}

/** A claim of the council's own, with a file. */
async function seedSaving(world: TestWorld, actor: StaffActor, { authorityId, mark }: Council) {
  const fields = { ...someFields.saving, title: `One licence for ${mark}` };
  const { id: savingId } = await world.run(actor, addRecord, { part: 'savings', authorityId, fields });
  const upload = { field: 'file', name: `${mark}.csv`, bytes: Buffer.from(`what,pence\n${mark},1\n`) };
  const file = await storeUpload(world.kernel, upload);
  const { id: savingFileId } = await world.run(actor, addSavingFile, { savingId, file });
  return { savingId, savingFileId };
}

async function seedStaff(world: TestWorld, { authorityId, slug, mark }: Council) {
  const everyRole = roles.map((role) => [slug, role] as const);
  const { personId } = await addPerson(world, { name: 'Priya Nair', roles: everyRole });
  const { personId: colleagueId } = await addPerson(world, { name: 'Tom Okafor' });
  const role = await world.run(setUp, assignRole, { personId: colleagueId, authority: slug, role: 'officer' });
  const newcomer = await addPerson(world, { name: 'Wren Castell', roles: [[slug, 'adviser']] });
  const grants = await findGrants(world.kernel, allPermissions(), personId);
  const actor: StaffActor = { kind: 'staff', staffId: personId, name: 'Priya Nair', via: 'session', grants };
  const passwordLink = `${slug}-password-link`;
  await insertSecrets(world, personId, colleagueId, passwordLink);
  const tokenId = await insertApiToken(world, personId);
  const staffFile = { authorityId, name: 'staff.csv', content: 'name,email,authority\n' };
  const { id: staffFileId } = await world.run(actor, keepStaffFile, staffFile);
  const rulesFile = { authorityId, name: 'rules.csv', content: rulesHeadings };
  const { id: rulesFileId } = await world.run(actor, keepRulesFile, rulesFile);
  const entryChangeId = await seedEntryChange(world, colleagueId, mark);
  const rota = await seedRota(world, actor, { authorityId, mark }, colleagueId);
  return {
    ...rota,
    actor,
    personId,
    colleagueId,
    colleagueRoleId: role.id,
    newcomerId: newcomer.personId,
    newcomerSignInName: newcomer.signInName,
    passwordLink,
    tokenId,
    entryChangeId,
    staffFileId,
    rulesFileId,
  };
}

/** An officer corrects their own entry, which an editor has not seen yet. */
async function seedRota(
  world: TestWorld,
  actor: StaffActor,
  { authorityId, mark }: Pick<Council, 'authorityId' | 'mark'>,
  colleagueId: string,
) {
  const duty = { name: `Nights of ${mark}`, hours: officeHours as never, weeks: [[actor.staffId, colleagueId]] };
  const starts = { startsOn: '2026-11-02', changesAtMinute: 540 };
  const { id: rotaId } = await world.run(actor, addRota, { authorityId, ...duty, ...starts });
  const swap = { rotaId, personId: actor.staffId, standsInId: colleagueId, fromOn: '2026-12-01', toOn: '2026-12-02' };
  const { id: swapId } = await world.run(actor, swapDuty, swap);
  const later = { ...swap, fromOn: '2026-12-08', toOn: '2026-12-09' };
  const { id: otherSwapId } = await world.run(actor, swapDuty, later);
  return { rotaId, swapId, otherSwapId };
}

async function seedEntryChange(world: TestWorld, personId: string, mark: string): Promise<string> {
  const grants = await findGrants(world.kernel, allPermissions(), personId);
  const officer: StaffActor = { kind: 'staff', staffId: personId, name: 'Tom Okafor', via: 'session', grants };
  const content = { responsibilities: [`Bins of ${mark}`] };
  return (await world.run(officer, proposeEntry, { content, expectedVersion: 1 })).changeId;
}

async function insertSecrets(world: TestWorld, personId: string, colleagueId: string, link: string): Promise<void> {
  await world.kernel.db.write(everyAuthority, (db) =>
    db.insert('password_links', {
      token_hash: createHash('sha256').update(link).digest('hex'),
      person_id: colleagueId,
      created_by: personId,
      expires_at: world.clock.now() + 3_600_000,
    }),
  );
}

async function insertApiToken(world: TestWorld, personId: string): Promise<string> {
  const id = world.newId();
  const now = world.clock.now();
  await world.kernel.db.write(everyAuthority, (db) =>
    db.insert('api_tokens', {
      id,
      token_hash: createHash('sha256').update(id).digest('hex'),
      name: 'Reports',
      person_id: personId,
      permissions: 'null',
      created_at: now,
      created_by: personId,
      expires_at: now + 3_600_000,
    }),
  );
  return id;
}

const nineToFive = [{ fromMinute: 540, toMinute: 1020 }];

async function seedCatalogue(world: TestWorld, { authorityId, mark, telephone }: Council) {
  for (const key of ['office', 'crews'] as const)
    await world.run(setUp, setCalendar, { authorityId, key, name: `${mark} ${key}`, weekly, keepsBankHolidays: true });
  const line = { authorityId, telephone, name: `${mark} line`, openingWords: `${mark}, good morning` };
  const { id: lineId } = await world.run(setUp, addContactLine, line);
  const shut = { on: '2026-12-24', hours: [], reason: `${mark} keeps Christmas` };
  await world.run(setUp, setCalendarDay, { authorityId, key: 'office', expectedVersion: 1, ...shut });
  const team = (key: string) =>
    world.run(setUp, addTeam, { authorityId, key, name: `${mark} ${key}`, purpose: `Works for ${mark}` });
  const { id: teamId } = await team('waste');
  const { id: otherTeamId } = await team('roads');
  const definition = missedBin({ name: `Missed bin of ${mark}`, summary: `Tell ${mark} that a bin was not emptied.` });
  const { id: serviceId } = await world.run(setUp, publishService, { authorityId, definition });
  const packId = await seedPack(world, authorityId, mark);
  const draft = missedBin({ name: `Missed bin of ${mark}, rewritten`, welsh: { name: `Bin ${mark}` } });
  await world.run(setUp, saveDraft, { id: serviceId, expectedVersion: 1, definition: draft });
  await world.run(setUp, withdrawService, { id: serviceId, expectedVersion: 2, on: '2099-01-01' });
  const { id: articleId } = await world.run(setUp, publishArticle, { authorityId, article: articleOf(mark) });
  const gapStem = await seedGap(world, authorityId);
  const articleKey = articleOf(mark).key;
  const learnedStem = await seedLearnedWord(world, authorityId, articleId);
  const answers = { articleId, articleKey, gapStem, learnedStem };
  return { teamId, otherTeamId, lineId, serviceId, packId, serviceKey: 'missed-bin', ...answers };
}

/** A word with which enough customers found nothing that editors see it. */
async function seedLearnedWord(world: TestWorld, authorityId: number, articleId: string): Promise<string> {
  const customers = ['one', 'two', 'three'].map((each) => `${each} of ${authorityId}`);
  const items = customers.map((customer) => ({ words: 'wheelie', customer, articleId }));
  await world.run(setUp, learnEnquiries, { authorityId, items });
  const { words } = await world.read(setUp, listLearnedWords, { authorityId });
  return words[0]?.stem ?? '';
}

async function seedGap(world: TestWorld, authorityId: number): Promise<string> {
  for (const customer of ['one', 'two', 'three'])
    await world.run(setUp, logGap, { authorityId, words: 'ocelot', customer });
  return 'ocelot';
}

const weekly = {
  ...{ monday: nineToFive, tuesday: nineToFive, wednesday: nineToFive, thursday: nineToFive, friday: nineToFive },
  ...{ saturday: [], sunday: [] },
};

export { articleOf };
