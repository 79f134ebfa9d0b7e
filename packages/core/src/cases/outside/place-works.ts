import { adaptersFor, type Serving } from '../../adapters/index.js';
import { may, type AuthorityId } from '../../kernel/scope.js';
import type { Place, Property } from '../../places/index.js';
import type { PublishedService } from '../../services/index.js';
import { askWorks, type WorksAnswer } from './ask-works.js';
import { noteKnown, type Reader } from './note-known.js';
import { placeOf } from './work-place.js';

/** A connection that knows facts about places, with a service by which it is asked. */
export interface WorksOfPlace {
  readonly works: Serving<'line-of-business'>;
  readonly service: string;
  /** Whose it is. */
  readonly authorityId: AuthorityId;
}

/** What one of them says. */
export interface PlaceSaid extends WorksAnswer {
  readonly name: string;
  readonly title: string;
}

/** A page asks no more than these at once. */
const mostAsked = 5;

/**
 * The connections that know facts about a place, each once: of the councils in whose areas it lies, by those of these
 * services that are of a council whose properties the reader may read.
 */
export function worksOfPlace(
  { kernel: { adapters }, visitor: { actor } }: Reader,
  services: readonly Pick<PublishedService, 'authorityId' | 'key'>[],
  { authorities }: Pick<Property, 'authorities'>,
): WorksOfPlace[] {
  const found = new Map<string, WorksOfPlace>();
  const councils = authorities.flatMap(({ id }) => (may(actor, 'places.read', id) ? [id] : []));
  for (const { authorityId, key: service } of services.filter((one) => councils.includes(one.authorityId))) {
    const serving = adaptersFor(adapters, { kind: 'line-of-business', authorityId, service });
    const works = serving.find(({ instance }) => instance.facts !== undefined);
    if (works && !found.has(works.name)) found.set(works.name, { works, service, authorityId });
  }
  return [...found.values()].slice(0, mostAsked);
}

/** Asks them all at once. It never throws, and takes no longer than one of them may. */
export function askOfPlace(context: Reader, asked: readonly WorksOfPlace[], known: Place): Promise<PlaceSaid[]> {
  const place = placeOf(known);
  return Promise.all(
    asked.map(async ({ works: { name, title, instance }, service, authorityId }) => {
      const facts: typeof instance.facts = (...given) => instance.facts?.(...given) ?? Promise.resolve([]);
      const said = await askWorks(context.kernel, { name, instance: { facts } }, service, place);
      noteKnown(context, 'places.read', { authorityId, placeId: known.id }, said);
      return { name, title, ...said };
    }),
  );
}
