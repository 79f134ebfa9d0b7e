import { aMember, caseWorld, caseWork, dunmere, setup, type CaseWorld } from '../../testing/case-world.js';
import { createCustomer } from '../../customers/index.js';
import type { StaffActor } from '../../kernel/actor.js';
import type { TestWorld } from '../../testing/harness.js';
import { createTemplate } from '../commands/save-template.js';

/** Everything that an officer does with messages. */
export const messageWork = [
  ...caseWork,
  ...['customers.read', 'correspondence.read', 'correspondence.send', 'notifications.read'],
];

export interface MessageWorld extends CaseWorld {
  readonly tom: StaffActor;
  readonly leader: StaffActor;
  /** Joan Prosser, who wants email. */
  readonly customerId: string;
  /** Somebody of that name and with that mail address, unless told otherwise. */
  customer(more?: object): Promise<string>;
  template(changes?: object): Promise<string>;
}

export const joansMail = 'joan@prosser.example';

export async function messageWorld(world: TestWorld): Promise<MessageWorld> {
  const at = await caseWorld(world);
  const customer: MessageWorld['customer'] = async (more = {}) => {
    const person = { authorityId: dunmere, firstName: 'Joan', lastName: 'Prosser', emails: [joansMail] };
    return (await world.run(setup, createCustomer, { ...person, confirmedNew: true, ...more })).id;
  };
  return {
    ...at,
    tom: await aMember(world, at.teamId, 'Tom Reyes', messageWork),
    leader: await aMember(world, at.teamId, 'Folake Okafor', [
      ...messageWork,
      'correspondence.confirm',
      'customers.read-restricted',
    ]),
    customerId: await customer({ preferredChannel: 'email' }),
    customer,
    template: async (changes = {}) => {
      const key = `words-${world.newId()}`;
      return (await world.run(setup, createTemplate, { ...someTemplate, authorityId: dunmere, key, ...changes })).id;
    },
  };
}

export const someTemplate = {
  name: 'Logged',
  occasion: 'logged',
  words: {
    en: {
      subject: 'Your report {reference}',
      body: 'Dear {customer-name},\n\n{status}. We aim to finish by {due-date}.\n\n{team}, {council}',
      text: '{council}: we have your report {reference}.',
    },
    cy: { subject: 'Eich adroddiad {reference}', body: 'Annwyl {customer-name}, {due-date}', text: null },
  },
} as const;
