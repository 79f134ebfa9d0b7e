import { answerWords, channelOf, shortAnswers } from '../../../correspondence/index.js';
import { newId } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { runQuery } from '../../../kernel/query.js';
import { everyAuthority } from '../../../kernel/scope.js';
import { getArticle } from '../../../knowledge/index.js';
import type { DemoInteraction, DemoWorld } from '../world/types.js';
import { demoActor } from './load-authorities.js';
import { articleOf, type Loaded, type LoadedContacts } from './load-interactions.js';

const councils = ['westmoor', 'dunmere', 'castlebridge'] as const;
const answersEach = 3;

const columns = [
  ...['id', 'authority_id', 'interaction_id', 'customer_id', 'occasion', 'channel', 'language', 'recipient_name'],
  ...['address', 'subject', 'body', 'state', 'queued_at', 'queued_by', 'queued_by_name', 'settled_at', 'attempts'],
];

/** The last answers that advisers texted while somebody was on the telephone. */
export async function loadSentAnswers(
  kernel: Kernel,
  world: DemoWorld,
  loaded: Loaded,
  contacts: LoadedContacts,
): Promise<void> {
  const latestFirst = world.interactions.toSorted((one, other) => other.endedAt - one.endedAt);
  const texted = councils.flatMap((council) =>
    latestFirst.filter((one) => one.authorityKey === council && wasTexted(one, loaded)).slice(0, answersEach),
  );
  const rows = await Promise.all(texted.map((one) => rowOf(kernel, world, one, loaded, contacts)));
  await kernel.db.write(everyAuthority, (db) => db.bulk('messages', columns, rows));
}

/** Somebody who asked for themselves from a mobile telephone, and whom one article answered. */
function wasTexted(one: DemoInteraction, { catalogue, customers }: Loaded): boolean {
  const { channel, adviserKey, customerKey = '', enquiries, participant, callerNumber } = one;
  const customer = customers.get(customerKey)?.customer;
  if (channel !== 'telephone' || !adviserKey || !customer || customer.restriction || customer.diedOn) return false;
  if (participant.capacity !== 'self' || channelOf('telephone', callerNumber ?? '') !== 'text') return false;
  const [enquiry] = enquiries;
  return enquiries.length === 1 && enquiry !== undefined && articleOf(enquiry, catalogue) !== undefined;
}

async function rowOf(kernel: Kernel, world: DemoWorld, one: DemoInteraction, loaded: Loaded, contacts: LoadedContacts) {
  const { authorities, staff, catalogue, customers } = loaded;
  const [enquiry] = one.enquiries;
  const council = world.authorities.find(({ key }) => key === one.authorityKey)?.name ?? '';
  const { content } = await runQuery(kernel, demoActor, getArticle, { id: enquiry && articleOf(enquiry, catalogue) });
  const short = shortAnswers(content, enquiry?.authorityKey ?? one.authorityKey).en;
  const { text } = answerWords(short, { council }, 'en');
  const adviser = world.staff.find(({ key }) => key === one.adviserKey);
  const queuedAt = one.endedAt - 30_000;
  return [
    ...[newId(kernel.clock, kernel.random), authorities.ids.get(one.authorityKey), contacts.interactions.get(one.key)],
    ...[customers.get(one.customerKey ?? '')?.id, 'by-hand', 'text', 'en', one.participant.name, one.callerNumber],
    ...[
      '',
      text,
      'sent',
      queuedAt,
      staff.people.get(one.adviserKey ?? '')?.id,
      `${adviser?.givenName} ${adviser?.familyName}`,
    ],
    ...[queuedAt + 4_000, 1],
  ];
}
