import type { Fault, ServiceDefinition } from '../types.js';
import { wordsToTranslate } from '../welsh-words.js';

/** What is wrong with what follows from a case: its tasks, its messages, and the Welsh of what is said. */
export function checkFollowUp(definition: ServiceDefinition): Fault[] {
  return [...checkTasks(definition), ...checkMessages(definition), ...checkWelshKeys(definition)];
}

function checkTasks({ tasks, lifecycle, sensitivity }: ServiceDefinition): Fault[] {
  return tasks.flatMap(({ at, team, title }, index): Fault[] => {
    const isKnown = at === undefined || lifecycle.statuses.some(({ key }) => key === at);
    const never = { path: `tasks.${index}.at`, message: `There is no status ${at}: “${title}” would never be made` };
    const message = `Leave the team out: restricted cases are seen by their own team alone, and nobody else finds “${title}”`;
    const hidden = { path: `tasks.${index}.team`, message };
    return [...(isKnown ? [] : [never]), ...(sensitivity === 'restricted' && team !== undefined ? [hidden] : [])];
  });
}

function checkMessages({ messages, lifecycle }: ServiceDefinition): Fault[] {
  return messages.flatMap((message, index): Fault[] => {
    const path = `messages.${index}`;
    const { event, status } = message;
    const isRepeated = messages.slice(0, index).some((earlier) => JSON.stringify(earlier) === JSON.stringify(message));
    if (isRepeated) return [{ path, message: 'The same message would be sent twice: remove one' }];
    if (status === undefined) return [];
    if (event !== 'status') return [{ path: `${path}.status`, message: `“${event}” has no status: leave it out` }];
    return lifecycle.statuses.some(({ key }) => key === status)
      ? []
      : [{ path: `${path}.status`, message: `There is no status ${status}: the message would never be sent` }];
  });
}

/** Welsh of words that are gone is taken out, so that nobody translates it again. */
function checkWelshKeys(definition: ServiceDefinition): Fault[] {
  const known = new Set(wordsToTranslate(definition).map(({ key }) => key));
  return Object.keys(definition.welsh)
    .filter((key) => !known.has(key))
    .map((key) => ({ path: `welsh.${key}`, message: `Nothing is called ${key.slice(0, 80)}: take its Welsh out` }));
}
