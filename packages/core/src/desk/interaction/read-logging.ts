import { elsewhereOf, firstDueAt, mapSettings, prefilled, worksToAsk } from '../../cases/index.js';
import type { WholeInteraction } from '../../interactions/index.js';
import type { Instant } from '../../kernel/clock.js';
import type { RouteContext } from '../../kernel/route.js';
import type { DatedValue, Place } from '../../places/index.js';
import type { PublishedService } from '../../services/index.js';
import type { MapSettings } from '../../web/form-components.js';

/** What the form of a case to be logged needs: what is known already, and what can be promised. */
export interface Logging {
  readonly service: PublishedService;
  readonly known: ReturnType<typeof prefilled>;
  readonly place: Place | undefined;
  readonly dueAt: Instant | null;
  readonly map: MapSettings | undefined;
  readonly maxFileBytes: number;
  /** The system in which the work is done, where it can be asked something. */
  readonly works: ReturnType<typeof worksToAsk>;
  /** Where an address can be looked up besides. */
  readonly elsewhere: ReturnType<typeof elsewhereOf>;
}

export async function readLogging(
  context: RouteContext<unknown, unknown, unknown>,
  service: PublishedService,
  { participant }: Pick<WholeInteraction, 'participant'>,
  place: Place | undefined,
  facts: Readonly<Record<string, DatedValue>>,
): Promise<Logging> {
  const { kernel, now } = context;
  const values = Object.fromEntries(Object.entries(facts).map(([name, { value }]) => [name, value]));
  return {
    service,
    known: prefilled(service, { now, participant, place, facts: values }),
    place,
    dueAt: await firstDueAt(kernel, now, service),
    map: mapSettings(kernel, place && { lat: place.lat, long: place.lon }),
    maxFileBytes: kernel.config.files.maxBytes,
    works: worksToAsk(kernel, service),
    elsewhere: elsewhereOf(context, service),
  };
}
