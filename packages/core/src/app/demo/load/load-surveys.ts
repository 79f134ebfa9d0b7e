import { changeSettings } from '../../../authorities/index.js';
import { runCommand } from '../../../kernel/command.js';
import { newId } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { everyAuthority } from '../../../kernel/scope.js';
import type { DemoWorld } from '../world/types.js';
import { demoActor } from './load-authorities.js';
import { serviceOf } from './load-catalogue.js';
import type { Loaded, LoadedContacts } from './load-interactions.js';

/** One contact in so many was drawn and the customer not asked, or gave no answer: more where surveys go on. */
const silentEvery = (authorityKey: string): number => (authorityKey === 'castlebridge' ? 4 : 40);

/** What customers said of contacts; and Castlebridge goes on asking, one in five. */
export async function loadSurveys(kernel: Kernel, world: DemoWorld, loaded: Loaded, contacts: LoadedContacts) {
  const { authorities, catalogue, customers } = loaded;
  const rows = world.interactions.flatMap((one, index) => {
    const answer = one.satisfaction ?? null;
    if (!one.adviserKey || (answer === null && index % silentEvery(one.authorityKey) !== 0)) return [];
    const [enquiry] = one.enquiries;
    const service = enquiry && serviceOf(catalogue, enquiry.authorityKey, enquiry.serviceKey);
    return [
      [
        ...[
          newId(kernel.clock, kernel.random),
          authorities.ids.get(one.authorityKey),
          contacts.interactions.get(one.key),
        ],
        ...[customers.get(one.customerKey ?? '')?.id, service?.id, one.endedAt],
        ...(answer === null ? [null, null, null] : [one.endedAt, one.endedAt + 60_000, answer]),
      ],
    ];
  });
  await kernel.db.write(everyAuthority, (db) => db.bulk('surveys', columns, rows));
  const authorityId = authorities.ids.get('castlebridge');
  await runCommand(kernel, demoActor, changeSettings, { authorityId, expectedVersion: 2, surveyPercent: 20 });
}

const columns = [
  ...['id', 'authority_id', 'interaction_id', 'customer_id', 'service_id', 'drawn_at'],
  ...['asked_at', 'answered_at', 'answer'],
];
