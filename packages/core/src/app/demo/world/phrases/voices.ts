import type { ServiceDefinition } from '../../../../services/index.js';
import { homePhrases } from './homes.js';
import { moneyPhrases } from './money.js';
import { peoplePhrases } from './people.js';
import { readVoices, type Voice } from './read-voices.js';
import { roadPhrases } from './roads.js';
import { streetPhrases } from './streets.js';
import { wastePhrases } from './waste.js';

/** The voice of each service; a plain one, made from its name and summary, where none is written for it. */
export function voiceFinder(): (definition: Pick<ServiceDefinition, 'key' | 'name' | 'summary'>) => Voice {
  const texts = [wastePhrases, streetPhrases, roadPhrases, moneyPhrases, homePhrases, peoplePhrases];
  const byService = new Map(texts.flatMap(readVoices).map((voice) => [voice.service, voice]));
  return (definition) => byService.get(definition.key) ?? plainVoice(definition);
}

function plainVoice({ key, name, summary }: Pick<ServiceDefinition, 'key' | 'name' | 'summary'>): Voice {
  const subject = name.charAt(0).toLowerCase() + name.slice(1);
  return {
    service: key,
    traffic: 4,
    answeredPercent: 70,
    seasons: {},
    needs: [`Asking about ${subject}`, `How does it work: ${subject}?`],
    answered: [`Explained ${subject} and sent the link by text.`, 'Answered from the script. No follow-up needed.'],
    reports: [summary, `Customer asks us to look into ${subject} near {street}.`],
    progress: ['Passed to the officer for the area.', 'Rang the customer back and left a message.'],
    closing: ['Finished; customer told by their preferred channel.', 'Checked and completed, nothing more to do.'],
  };
}
