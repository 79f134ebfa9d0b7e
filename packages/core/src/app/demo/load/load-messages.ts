import type { z } from 'zod';
import { listQueue } from '../../../cases/index.js';
import {
  createTemplate,
  previewToContact,
  printMessage,
  recordDelivery,
  recordOutcome,
  sendMessage,
  writeToContact,
} from '../../../correspondence/index.js';
import { runCommand } from '../../../kernel/command.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { runQuery } from '../../../kernel/query.js';
import type { DemoWorld } from '../world/types.js';
import { demoActor, type LoadedAuthorities } from './load-authorities.js';
import type { LoadedContacts } from './load-interactions.js';

const logged = {
  key: 'logged',
  name: 'Logged',
  occasion: 'logged',
  words: {
    en: {
      subject: 'We have your report: {reference}',
      body: 'Dear {customer-name},\n\nThank you for telling us. {status}.\n\nWhen we aim to finish: {due-date}. Quote {reference} if you get in touch about it.\n\n{team}\n{council}',
      text: '{council}: we have your report {reference}. When we aim to finish: {due-date}.',
    },
    cy: {
      subject: 'Mae eich adroddiad gyda ni: {reference}',
      body: 'Annwyl {customer-name},\n\nDiolch am roi gwybod i ni. Pryd rydym am orffen: {due-date}. Dyfynnwch {reference} os byddwch yn cysylltu â ni amdano.\n\n{team}\n{council}',
      text: '{council}: mae eich adroddiad {reference} gyda ni. Pryd rydym am orffen: {due-date}.',
    },
  },
} as const;
const finished = {
  key: 'finished',
  name: 'Finished',
  occasion: 'closed',
  words: {
    en: {
      subject: 'Your report {reference} is finished',
      body: 'Dear {customer-name},\n\n{status}.\n\nTell us if it is not as it should be, and quote {reference}.\n\n{team}\n{council}',
      text: '{council}: {reference} is finished. {status}.',
    },
  },
} as const;
const asked = {
  key: 'need-something',
  name: 'We need something from you',
  occasion: 'status',
  status: 'waiting-for-customer',
  words: {
    en: {
      subject: 'We need something from you: {reference}',
      body: 'Dear {customer-name},\n\nWe can go on with {reference} ({service}) once we have heard from you. Ring us and quote it.\n\n{team}\n{council}',
      text: '{council}: we need something from you before we can go on with {reference}. Ring us and quote it.',
    },
  },
} as const;
const survey = {
  key: 'survey',
  name: 'How did we do?',
  occasion: 'survey',
  words: {
    en: {
      subject: 'One question about your contact with us',
      body: 'Dear {customer-name},\n\nYou were in touch with us about {service}. How satisfied were you with how we dealt with it? Answer here, once, within 14 days:\n\n{survey-link}\n\n{council}',
      text: '{council}: how satisfied were you with how we dealt with your enquiry? {survey-link}',
    },
    cy: {
      subject: 'Un cwestiwn am eich cyswllt â ni',
      body: 'Annwyl {customer-name},\n\nPa mor fodlon oeddech chi ar y ffordd y gwnaethom ddelio â’ch ymholiad? Atebwch yma, unwaith, o fewn 14 diwrnod:\n\n{survey-link}\n\n{council}',
      text: null,
    },
  },
} as const;

const payment = {
  key: 'payment',
  name: 'The link to pay',
  occasion: 'payment',
  words: {
    en: {
      subject: 'Pay {amount}: {payment-for}',
      body: 'Dear {customer-name},\n\nYou can pay {amount} for {payment-for} here, until {pay-by}:\n\n{payment-link}\n\nThe page is ours, and leads on to our payment provider. We never ask for card details by email or text message.\n\n{council}',
      text: '{council}: pay {amount} for {payment-for} by {pay-by} at {payment-link}',
    },
    cy: {
      subject: 'Talu {amount}: {payment-for}',
      body: 'Annwyl {customer-name},\n\nGallwch dalu {amount} am {payment-for} yma, tan {pay-by}:\n\n{payment-link}\n\nEin tudalen ni yw hon, ac mae’n arwain at ein darparwr taliadau. Ni fyddwn byth yn gofyn am fanylion cerdyn drwy e-bost na neges destun.\n\n{council}',
      text: '{council}: talwch {amount} am {payment-for} tan {pay-by} yma: {payment-link}',
    },
  },
} as const;

/**
 * The words that the county, Dunmere and the city have for customers, what officers at Dunmere wrote about three cases, and
 * the link to the survey that an adviser of the city sent.
 */
export async function loadMessages(
  kernel: Kernel,
  world: DemoWorld,
  { ids }: LoadedAuthorities,
  contacts: LoadedContacts,
): Promise<void> {
  for (const slug of ['westmoor', 'dunmere', 'castlebridge'] as const) {
    const authorityId = ids.get(slug);
    if (authorityId === undefined) continue;
    for (const template of [logged, finished, asked, survey, payment])
      await runCommand(kernel, demoActor, createTemplate, { authorityId, ...template });
  }
  await sendLink(kernel, world, contacts);
  const authority = ids.get('dunmere');
  const { items } = await runQuery(kernel, demoActor, listQueue, { authority, limit: 50 });
  const [first, second, third] = items.filter(({ customerId, restricted }) => customerId !== null && !restricted);
  if (!first || !second) return;
  const about = { channel: 'letter', subject: '{service}: {reference}' } as const;
  const told = 'Dear {customer-name},\n\nThe crew comes back: {due-date}. Leave it where it is until then.\n\n{team}';
  await runCommand(kernel, demoActor, sendMessage, { ...about, caseId: first.id, body: told });
  const posted = { ...about, caseId: second.id, body: told };
  const { id } = await runCommand(kernel, demoActor, sendMessage, posted);
  await runCommand(kernel, demoActor, printMessage, { id, expectedVersion: 1 });
  if (third) await comeBack(kernel, { ...about, caseId: third.id, body: told });
}

/** A letter that a connection posted, and that came back. */
async function comeBack(kernel: Kernel, letter: z.input<typeof sendMessage.input>): Promise<void> {
  const { id } = await runCommand(kernel, demoActor, sendMessage, letter);
  for (const step of ['begin', 'deliver'] as const) await runCommand(kernel, demoActor, recordDelivery, { id, step });
  await runCommand(kernel, demoActor, recordOutcome, { id, outcome: 'wrong-address' });
}

/** To the first customer of Castlebridge who was in touch lately and is reached by something. */
async function sendLink(kernel: Kernel, { interactions }: DemoWorld, contacts: LoadedContacts): Promise<void> {
  for (const { key, authorityKey, customerKey, adviserKey } of interactions) {
    const interactionId = contacts.interactions.get(key);
    if (authorityKey !== 'castlebridge' || !customerKey || !adviserKey || !interactionId) continue;
    const link = `https://castlebridge.example/s/${kernel.random(32).toString('base64url')}`;
    const letter = { interactionId, occasion: 'survey', link } as const;
    if ((await runQuery(kernel, demoActor, previewToContact, letter)).unwritten !== null) continue;
    await runCommand(kernel, demoActor, writeToContact, letter);
    return;
  }
}
