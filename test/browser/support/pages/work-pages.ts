import type { Page } from 'playwright-core';
import { restrictCase } from '#core/cases/index.js';
import { makePictures } from '#core/cases/files/make-pictures.js';
import { systemActor } from '#core/kernel/actor.js';
import { runCommand } from '#core/kernel/command.js';
import { partnership } from '../fixtures.js';
import { logOf, rowOf, rowsOf } from '../records.js';
import { ofCase, ofSelected, sendAsItIs, startContact, type Pages } from './visit.js';

const as = 'tom.beddoes';
const officer = 'janet.oakley';
const leader = 'folake.okafor';

/** Home, contacts and cases. */
export const workPages: Pages = {
  '/desk': [
    { state: 'adviser’s', as, path: '/desk' },
    { state: 'officer’s', as: officer, path: '/desk' },
    { state: 'administrator’s', as: 'helen.tranter', path: '/desk' },
  ],
  '/desk/captured': [{ state: 'nothing taken', as, path: '/desk/captured' }],
  '/desk/interactions/new': [
    { state: 'empty', as: 'priya.nair', path: '/desk/interactions/new' },
    {
      state: 'put through to somebody else',
      as,
      path: '/desk/interactions/new?caller=anonymous&called=01632+960999&agent=janet.oakley',
    },
    { state: 'several candidates', as, path: '/desk/interactions/new?caller=0191+498+0291&called=01632+960011' },
  ],
  '/desk/interactions/:id': [
    { state: 'before the check', as, path: startContact },
    { state: 'check', as, path: async (desk) => `${await startContact(desk)}?who=check` },
    { state: 'new customer', as, path: async (desk) => `${await startContact(desk)}?who=new` },
    { state: 'choose a property', as, path: async (desk) => `${await startContact(desk)}?who=place&find=saddler` },
    { state: 'pass', as, path: async (desk) => `${await startContact(desk)}?do=pass` },
    {
      state: 'script',
      as,
      path: startContact,
      then: async (page) => {
        await page.getByLabel('Describe in the customer’s words').fill('missed bin');
        await page.keyboard.press('Enter');
        await page.getByText('Answered – resolved now').waitFor();
      },
    },
    {
      state: 'case form with errors',
      as,
      path: async (desk) => {
        const contact = await startContact(desk);
        const where = { key: 'missed-bin-collection', authority_id: await dunmere() };
        const { id } = await rowOf<{ id: string }>(partnership(), 'services', where);
        return `${contact}?do=log&service=${id}`;
      },
      then: async (page) => {
        await page.getByRole('button', { name: 'Log the case' }).click();
        await page.locator('.govuk-error-summary').waitFor();
      },
    },
    { state: 'finished', as, path: finishedContact },
  ],
  '/desk/queue': [
    { state: 'full', as: officer, path: '/desk/queue' },
    { state: 'empty', as: officer, path: '/desk/queue?view=waiting&q=zzzz' },
  ],
  '/desk/queue/views': [
    { state: 'full', as: leader, path: '/desk/queue/views?view=late&team=own' },
    { state: 'error', as: leader, path: '/desk/queue/views', then: nameless },
  ],
  '/desk/queue/change': [
    { state: 'nothing selected', as: officer, path: '/desk/queue/change?does=assign' },
    { state: 'assign', as: officer, path: ofSelected('/desk/queue/change?does=assign') },
    { state: 'status', as: officer, path: ofSelected('/desk/queue/change?does=move') },
    { state: 'error', as: officer, path: ofSelected('/desk/queue/change?does=note'), then: sendAsItIs },
    { state: 'link', as: officer, path: ofSelected('/desk/queue/change?does=link') },
    { state: 'link, which case', as: officer, path: ofSelected('/desk/queue/change?does=link'), then: linkToSeveral },
    { state: 'not allowed', as, path: '/desk/queue/change?does=assign' },
  ],
  '/desk/queue/print': [
    { state: 'full', as: officer, path: '/desk/queue/print' },
    { state: 'empty', as: officer, path: '/desk/queue/print?q=zzzz' },
  ],
  '/desk/cases/:reference/print': [
    { state: 'full', as: officer, path: ofCase('/print') },
    { state: 'for the customer', as, path: ofCase('/print?for=customer') },
  ],
  '/desk/notifications': [
    { state: 'empty', as: 'imran.malik', path: '/desk/notifications' },
    { state: 'full', as: officer, path: '/desk/notifications' },
  ],
  '/desk/work': [{ state: 'full', as: officer, path: '/desk/work' }],
  '/desk/cases/log': [
    { state: 'empty', as, path: '/desk/cases/log' },
    { state: 'repeated items', as, path: logOf('bulky-waste') },
    { state: 'an item wrong', as, path: logOf('bulky-waste'), then: sendAsItIs },
  ],
  '/desk/cases/:reference': [
    { state: 'full', as: officer, path: ofCase() },
    { state: 'adviser’s', as, path: ofCase() },
    { state: 'with a photo', as: officer, path: withPhoto },
    { state: 'closed', as: officer, path: closedCase },
    { state: 'restricted', as: 'leah.gardner', path: restrictedCase() },
    { state: 'restricted to others', as: 'damian.gardner', path: restrictedCase() },
    {
      state: 'error',
      as: officer,
      path: ofCase(),
      then: async (page) => {
        await page.getByRole('button', { name: 'Add note' }).click();
        await page.locator('.govuk-error-summary').waitFor();
      },
    },
  ],
  '/desk/cases/:reference/logged': [
    { state: 'full', as, path: ownCaseLogged },
    { state: 'a colleague’s', as: officer, path: ownCaseLogged },
    { state: 'receipt of what is kept from them', as, path: ownCaseRestricted },
  ],
  '/desk/cases/:reference/history': [
    { state: 'full', as: 'david.okonkwo', path: ofCase('/history') },
    { state: 'not allowed', as: officer, path: ofCase('/history') },
  ],
  '/desk/cases/:reference/tasks': [
    { state: 'full', as: officer, path: withTask },
    { state: 'adviser’s', as, path: withTask },
    {
      state: 'error',
      as: officer,
      path: withTask,
      then: async (page) => {
        await page.getByRole('button', { name: 'Add task' }).click();
        await page.locator('.govuk-error-summary').waitFor();
      },
    },
  ],
  '/desk/cases/:reference/assign': [{ state: 'full', as: officer, path: ofCase('/assign') }],
  '/desk/cases/:reference/restrict': [
    { state: 'full', as: officer, path: ofCase('/restrict') },
    {
      state: 'error',
      as: officer,
      path: ofCase('/restrict'),
      then: async (page) => {
        await page.getByRole('button', { name: 'Restrict the case' }).click();
        await page.locator('.govuk-error-summary').waitFor();
      },
    },
    { state: 'of a restricted service', as: 'leah.gardner', path: restrictedCase('/restrict') },
    { state: 'not allowed', as: 'david.okonkwo', path: ofCase('/restrict') },
  ],
  '/desk/cases/:reference/edit': [
    { state: 'full', as: officer, path: ofCase('/edit') },
    {
      state: 'error',
      as: officer,
      path: ofCase('/edit'),
      then: async (page) => {
        await page.getByLabel('Title').fill('');
        await sendAsItIs(page);
      },
    },
  ],
};

/** How several cases' references begin, sent: the page asks which. */
async function linkToSeveral(page: Page): Promise<void> {
  await page.getByLabel('All parts of one case').check();
  await page.getByLabel('Reference of another case').fill(await sharedBeginning());
  await sendAsItIs(page);
  await page.getByText('Choose which of these cases you mean').first().waitFor();
}

/** The longest beginning that references of two of Dunmere's cases share: DU-7KQ. */
async function sharedBeginning(): Promise<string> {
  const cases = await rowsOf<{ reference: string }>(partnership(), 'cases', {}, (rows) =>
    rows.where('reference', 'like', 'DU-%').whereNull('restriction').orderBy('reference'),
  );
  const references = cases.map(({ reference }) => reference);
  const shared = references.slice(1).map((reference, before) => sharedStart(reference, references[before]!));
  return shared.reduce((longest, one) => (one.length > longest.length ? one : longest), '');
}

function sharedStart(one: string, other: string): string {
  const differs = [...one].findIndex((character, at) => character !== other[at]);
  return differs < 0 ? one : one.slice(0, differs);
}

/** The tasks of the officer's case that has some. */
async function withTask(): Promise<string> {
  const where = { authority_id: await dunmere(), kind: 'check' };
  const task = await rowOf<{ case_id: string }>(partnership(), 'case_tasks', where, (rows) => rows.orderBy('id'));
  const { reference } = await rowOf<{ reference: string }>(partnership(), 'cases', { id: task.case_id });
  return `/desk/cases/${reference}/tasks`;
}

async function withPhoto(): Promise<string> {
  await makePictures.run(partnership().kernel, {});
  const { case_id } = await rowOf<{ case_id: string }>(partnership(), 'case_files', {}, (rows) => rows.orderBy('id'));
  const { reference } = await rowOf<{ reference: string }>(partnership(), 'cases', { id: case_id });
  return `/desk/cases/${reference}`;
}

async function nameless(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save view' }).click();
  await page.locator('.govuk-error-summary').waitFor();
}

async function closedCase(): Promise<string> {
  const { reference } = await rowOf<{ reference: string }>(partnership(), 'cases', { status_kind: 'closed' }, (rows) =>
    rows.where('reference', 'like', 'DU-%').orderBy('opened_at'),
  );
  return `/desk/cases/${reference}`;
}

/** The last case that the adviser logged, which was restricted to its team since. */
async function ownCaseRestricted(): Promise<string> {
  const { id } = await rowOf<{ id: string }>(partnership(), 'people', { display_name: 'Tom Beddoes' });
  const { id: caseId, ...last } = await rowOf<{
    id: string;
    reference: string;
    version: number;
    restriction: string | null;
  }>(partnership(), 'cases', { raised_by: id }, (rows) =>
    rows.where('reference', 'like', 'DU-%').orderBy('opened_at', 'desc'),
  );
  const input = { caseId, reason: 'safeguarding', expectedVersion: last.version };
  const keeper = systemActor('keeps a case from whoever logged it');
  if (last.restriction === null) await runCommand(partnership().kernel, keeper, restrictCase, input);
  return `/desk/cases/${last.reference}/logged`;
}

/** What an adviser reads out after logging a case: only theirs to see. */
async function ownCaseLogged(): Promise<string> {
  const { id } = await rowOf<{ id: string }>(partnership(), 'people', { display_name: 'Tom Beddoes' });
  const { reference } = await rowOf<{ reference: string }>(partnership(), 'cases', { raised_by: id }, (rows) =>
    rows.where('reference', 'like', 'DU-%').orderBy('opened_at'),
  );
  return `/desk/cases/${reference}/logged`;
}

async function finishedContact(): Promise<string> {
  const where = { state: 'finished', authority_id: await dunmere() };
  const { id } = await rowOf<{ id: string }>(partnership(), 'interactions', where, (rows) =>
    rows.whereNotNull('customer_id').orderBy('started_at'),
  );
  return `/desk/interactions/${id}`;
}

async function dunmere(): Promise<number> {
  return (await rowOf<{ id: number }>(partnership(), 'authorities', { slug: 'dunmere' })).id;
}

/** A referral to the county’s social workers, all of whose teams one officer works in. */
function restrictedCase(part = ''): () => Promise<string> {
  return async () => {
    const { reference } = await rowOf<{ reference: string }>(partnership(), 'cases', {}, (rows) =>
      rows.where('reference', 'like', 'WM-%').whereNotNull('restriction').orderBy('opened_at'),
    );
    return `/desk/cases/${reference}${part}`;
  };
}
