import type { ServiceDefinition } from '../../../../services/index.js';
import { careVoices } from './care.js';
import { housingVoices } from './housing.js';
import { moneyVoices } from './money.js';
import { neighbourhoodVoices } from './neighbourhood.js';
import { roadVoices } from './roads.js';
import { wasteVoices } from './waste.js';

/**
 * What people say and staff write about a service. `{street}`, `{place}`, `{number}` and `{day}` are filled in. Each
 * list has a first line that fits any case of the service.
 */
export interface Voice {
  /** Keys of the services that it fits. */
  services: readonly string[];
  /** Contacts about these services, in proportion to other voices. */
  traffic: number;
  /** Of a hundred enquiries, how many an adviser can answer on the spot. */
  answeredPercent: number;
  /** Months (1 to 12) in which contacts are half as many again or more, with by how much. */
  seasons?: Readonly<Partial<Record<number, number>>>;
  /** The need in the customer's words. */
  needs: readonly string[];
  /** What the adviser noted after answering. */
  answered: readonly string[];
  /** What the case says. */
  reports: readonly string[];
  /** What officers note while they work. */
  progress: readonly string[];
  /** What is noted when it is closed. */
  closing: readonly string[];
}

const everyVoice: readonly Voice[] = [
  ...wasteVoices,
  ...roadVoices,
  ...moneyVoices,
  ...housingVoices,
  ...neighbourhoodVoices,
  ...careVoices,
];

/** The voice for a service; a plain one made from its name and summary where none is written for it. */
export function voiceOf({ key, name, summary }: Pick<ServiceDefinition, 'key' | 'name' | 'summary'>): Voice {
  return everyVoice.find((voice) => voice.services.includes(key)) ?? plainVoice(key, name, summary);
}

function plainVoice(key: string, name: string, summary: string): Voice {
  const subject = name.charAt(0).toLowerCase() + name.slice(1);
  return {
    services: [key],
    traffic: 4,
    answeredPercent: 78,
    needs: [
      `Asking about ${subject}`,
      `How does it work: ${subject}?`,
      `Wants to know where they stand with ${subject}`,
    ],
    answered: [
      `Explained ${subject} and sent the link by text.`,
      'Read out the article; the customer was content and needs nothing more.',
      'Answered from the script. No follow-up needed.',
    ],
    reports: [summary, `Customer asks us to look into ${subject} near {street}.`],
    progress: [
      'Passed to the officer for the area.',
      'Rang the customer back and left a message.',
      'Checked against our records.',
    ],
    closing: ['Finished; customer told by their preferred channel.', 'Checked and completed, nothing more to do.'],
  };
}
