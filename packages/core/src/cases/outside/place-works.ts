import { adaptersFor, type Serving } from '../../adapters/index.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { Place } from '../../places/index.js';
import type { PublishedService } from '../../services/index.js';
import { askWorks, type WorksAnswer } from './ask-works.js';
import { placeOf } from './work-place.js';

/** A connection that knows facts about places, with a service by which it is asked. */
export interface WorksOfPlace {
  readonly works: Serving<'line-of-business'>;
  readonly service: string;
}

/** What one of them says. */
export interface PlaceSaid extends WorksAnswer {
  readonly name: string;
  readonly title: string;
}

/** A page asks no more than these at once. */
const mostAsked = 5;

/** The connections that serve these services and know facts about places, each once; none of another council ever. */
export function worksOfPlaces(
  { adapters }: Pick<Kernel, 'adapters'>,
  services: readonly Pick<PublishedService, 'authorityId' | 'key'>[],
): WorksOfPlace[] {
  const found = new Map<string, WorksOfPlace>();
  for (const { authorityId, key: service } of services) {
    const serving = adaptersFor(adapters, { kind: 'line-of-business', authorityId, service });
    const works = serving.find(({ instance }) => instance.facts !== undefined);
    if (works && !found.has(works.name)) found.set(works.name, { works, service });
  }
  return [...found.values()].slice(0, mostAsked);
}

/** Asks them all at once. It never throws, and takes no longer than one of them may. */
export function askOfPlace(kernel: Kernel, asked: readonly WorksOfPlace[], known: Place): Promise<PlaceSaid[]> {
  const place = placeOf(known);
  return Promise.all(
    asked.map(async ({ works: { name, title, instance }, service }) => {
      const facts: typeof instance.facts = (...given) => instance.facts?.(...given) ?? Promise.resolve([]);
      return { name, title, ...(await askWorks(kernel, { name, instance: { facts } }, service, place)) };
    }),
  );
}
