import type { Page } from 'playwright-core';
import { partnership } from '../fixtures.js';
import { rowOf } from '../records.js';
import type { Desk } from '../desk.js';
import { ofCase, ofSelected, sendAsItIs, startContact, type Pages } from './visit.js';

const officer = 'janet.oakley';
const adviser = 'tom.beddoes';
const administrator = 'helen.tranter';
const someId = '01900000-0000-7000-8000-000000000000';
const templates = '/desk/admin/message-templates';

const toSelected = ofSelected('/desk/queue/message');

/** What customers are written, and in whose words. */
export const messagePages: Pages = {
  '/desk/messages': [
    { state: 'full', as: officer, path: '/desk/messages' },
    { state: 'not delivered', as: officer, path: '/desk/messages?state=undelivered' },
    { state: 'empty', as: officer, path: '/desk/messages?state=failed' },
    { state: 'not allowed', as: administrator, path: '/desk/messages' },
  ],
  '/desk/mail': [
    { state: 'full', as: officer, path: '/desk/mail' },
    { state: 'set aside', as: officer, path: '/desk/mail?state=set-aside' },
    { state: 'empty', as: officer, path: '/desk/mail?state=placed' },
    { state: 'not allowed', as: administrator, path: '/desk/mail' },
  ],
  '/desk/mail/:mailId': [
    { state: 'to place', as: officer, path: mailIn('waiting') },
    { state: 'set aside', as: officer, path: mailIn('set-aside') },
    {
      state: 'a wrong reference',
      as: officer,
      path: mailIn('waiting'),
      then: (page) => press(page, 'Put it on the case'),
    },
    { state: 'not allowed', as: administrator, path: mailIn('waiting') },
    { state: 'another authority’s', as: 'kwame.mensah', path: mailIn('waiting') },
  ],
  '/desk/messages/:messageId': [
    { state: 'about a contact', as: 'kwame.mensah', path: contactMessage() },
    { state: 'another authority’s', as: officer, path: contactMessage() },
  ],
  '/desk/messages/:messageId/letter': [{ state: 'full', as: 'kwame.mensah', path: contactMessage('/letter') }],
  '/desk/interactions/:id/send-answer': [
    { state: 'full', as: adviser, path: toAnswer },
    { state: 'preview', as: adviser, path: toAnswer, then: preview },
    { state: 'nobody named', as: adviser, path: startUnknown },
    { state: 'error', as: adviser, path: startUnknown, then: (page) => press(page, 'Send') },
    { state: 'not allowed', as: administrator, path: `/desk/interactions/${someId}/send-answer` },
  ],
  '/desk/cases/:reference/reply': [
    { state: 'full', as: officer, path: withTemplate },
    { state: 'preview', as: officer, path: withTemplate, then: preview },
    { state: 'error', as: officer, path: ofCase('/reply'), then: sendEmpty },
    { state: 'not allowed', as: administrator, path: ofCase('/reply') },
  ],
  '/desk/queue/message': [
    {
      state: 'full',
      as: officer,
      path: async (desk) => `${await toSelected(desk)}&template=${await templateId('dunmere')}`,
    },
    { state: 'own words', as: officer, path: toSelected },
    { state: 'nothing selected', as: officer, path: '/desk/queue/message' },
    { state: 'error', as: officer, path: toSelected, then: (page) => press(page, 'Preview') },
    { state: 'not allowed', as: 'tom.beddoes', path: '/desk/queue/message' },
  ],
  '/desk/cases/:reference/messages/:messageId': [
    { state: 'waiting', as: officer, path: messageIn('waiting') },
    { state: 'printed', as: officer, path: messageIn('printed') },
    { state: 'not delivered', as: officer, path: messageIn('undelivered') },
  ],
  '/desk/cases/:reference/messages/:messageId/letter': [
    { state: 'full', as: officer, path: messageIn('waiting', '/letter') },
  ],
  [templates]: [
    { state: 'full', as: administrator, path: templates },
    { state: 'not allowed', as: officer, path: templates },
  ],
  [`${templates}/shared`]: [
    { state: 'full', as: 'glyn.penry', path: `${templates}/shared` },
    { state: 'behind', as: 'glyn.penry', path: `${templates}/shared?show=behind` },
    { state: 'empty', as: 'glyn.penry', path: `${templates}/shared?page=9` },
    { state: 'not allowed', as: officer, path: `${templates}/shared` },
  ],
  [`${templates}/shared/:key`]: [
    { state: 'behind', as: 'glyn.penry', path: `${templates}/shared/takes-longer` },
    { state: 'ours', as: 'glyn.penry', path: `${templates}/shared/visit` },
    { state: 'not allowed', as: officer, path: `${templates}/shared/takes-longer` },
  ],
  [`${templates}/new`]: [
    { state: 'empty', as: administrator, path: `${templates}/new` },
    { state: 'error', as: administrator, path: `${templates}/new`, then: (page) => press(page, 'Save') },
  ],
  [`${templates}/:templateId`]: [
    { state: 'full', as: administrator, path: async () => `${templates}/${await templateId('westmoor', 'logged')}` },
  ],
};

/** The answer to an enquiry of a known caller of Dunmere. */
async function toAnswer(desk: Desk): Promise<string> {
  const contact = await startContact(desk);
  await desk.page.getByLabel('Describe in the customer’s words').fill('missed bin');
  await desk.page.keyboard.press('Enter');
  await desk.page.getByText('Answered – resolved now').waitFor();
  return `${contact}/send-answer`;
}

/** The answer to somebody whose number is withheld, and who has not said what it is about. */
async function startUnknown({ page, goTo }: Desk): Promise<string> {
  await goTo('/desk/interactions/new?caller=anonymous&called=01632+960011');
  await page.getByRole('button', { name: 'Start' }).click();
  await page.waitForURL(/interactions\/[0-9a-f-]{36}/);
  return `${new URL(page.url()).pathname}/send-answer`;
}

function mailIn(state: string): () => Promise<string> {
  return async () => {
    const { id: authority } = await rowOf<{ id: number }>(partnership(), 'authorities', { slug: 'dunmere' });
    const { id } = await rowOf<{ id: string }>(partnership(), 'incoming_mails', { authority_id: authority, state });
    return `/desk/mail/${id}`;
  };
}

async function withTemplate(): Promise<string> {
  return `${await ofCase('/reply')()}?template=${await templateId('dunmere')}`;
}

async function templateId(council: string, occasion = 'by-hand'): Promise<string> {
  const { id: authority } = await rowOf<{ id: number }>(partnership(), 'authorities', { slug: council });
  const where = { authority_id: authority, occasion };
  return (await rowOf<{ id: string }>(partnership(), 'message_templates', where, (rows) => rows.orderBy('name'))).id;
}

function messageIn(state: string, part = ''): () => Promise<string> {
  return async () => {
    const { id: authority } = await rowOf<{ id: number }>(partnership(), 'authorities', { slug: 'dunmere' });
    const message = await rowOf<{ id: string; case_id: string }>(
      partnership(),
      'messages',
      { state, authority_id: authority },
      (rows) => rows.orderBy('queued_at'),
    );
    const { reference } = await rowOf<{ reference: string }>(partnership(), 'cases', { id: message.case_id });
    return `/desk/cases/${reference}/messages/${message.id}${part}`;
  };
}

/** The link to the survey that was sent to a customer of Castlebridge. */
function contactMessage(part = ''): () => Promise<string> {
  return async () => {
    const { id } = await rowOf<{ id: string }>(partnership(), 'messages', { occasion: 'survey' });
    return `/desk/messages/${id}${part}`;
  };
}

async function preview(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByRole('heading', { name: 'As it will arrive' }).waitFor();
}

/** The preview button is the form's last. */
async function sendEmpty(page: Page): Promise<void> {
  await page.getByLabel('Message', { exact: true }).fill('');
  await sendAsItIs(page);
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  await page.locator('.govuk-error-summary').waitFor();
}
