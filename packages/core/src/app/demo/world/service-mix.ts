import { offersService, tierOf } from './authorities.js';
import { jointAreas } from './joiners.js';
import { itemAt, weightedChooser, type Random } from './random.js';
import type { ServiceDefinition } from '../../../services/index.js';
import type { Voice } from './phrases/read-voices.js';
import { voiceFinder } from './phrases/voices.js';
import type { DemoAuthorityKey } from './types.js';

/** A service with how people talk about it. */
export interface VoicedService {
  definition: ServiceDefinition;
  voice: Voice;
  /** Share of enquiries with an adviser, 0 to 1, that are answered on the spot. */
  answeredShare: number;
}

/** Which services people turn to, by whose line they call and the month. */
export interface ServiceMix {
  services: readonly VoicedService[];
  draw(random: Random, authorityKey: DemoAuthorityKey, month: number): VoicedService;
  get(serviceKey: string): VoicedService;
  /** Whether the authority offers the service. */
  provides(authorityKey: DemoAuthorityKey, definition: ServiceDefinition): boolean;
  /** The authority that answers for a service in an area: a joint body, the county, or the district or city itself. */
  responsibleFor(service: VoicedService, areaKey: DemoAuthorityKey): DemoAuthorityKey;
}

/**
 * The mix for a catalogue. `answeredShare` over all enquiries with an adviser comes to what is given: each service's own
 * share is moved by the same amount on the logit scale, so that their order stays.
 */
export function serviceMix(catalogue: readonly ServiceDefinition[], answeredShare: number): ServiceMix {
  const voiceOf = voiceFinder();
  const voiced = catalogue.map((definition) => ({ definition, voice: voiceOf(definition) }));
  const shift = calibrate(
    voiced.map(({ voice }) => [voice.traffic, voice.answeredPercent / 100] as const),
    answeredShare,
  );
  const services = voiced.map((each) => ({ ...each, answeredShare: moved(each.voice.answeredPercent / 100, shift) }));
  const chooser = chooserByMonth(services);
  const byKey = new Map(services.map((service) => [service.definition.key, service]));
  return {
    services,
    draw: (random, authorityKey, month) => chooser(authorityKey, month)(random),
    get: (serviceKey) => {
      const service = byKey.get(serviceKey);
      if (!service) throw new Error(`The catalogue has no service ${serviceKey}, which the demo needs`);
      return service;
    },
    provides: (authorityKey, definition) => offersService(authorityKey, definition),
    responsibleFor: ({ definition }, areaKey) => ownerIn(areaKey, definition),
  };
}

function ownerIn(areaKey: DemoAuthorityKey, definition: ServiceDefinition): DemoAuthorityKey {
  if (offersService(areaKey, definition)) return areaKey;
  const isForWhole = jointAreas['joint-waste'].some((area) => area.areaKey === areaKey);
  if (isForWhole && offersService('joint-waste', definition)) return 'joint-waste';
  return tierOf(areaKey) === 'district' && definition.tier.includes('county') ? 'westmoor' : areaKey;
}

type Chooser = (random: Random) => VoicedService;

function chooserByMonth(services: readonly VoicedService[]) {
  const choosers = new Map<string, Chooser>();
  return (authorityKey: DemoAuthorityKey, month: number): Chooser => {
    const key = `${authorityKey}/${month}`;
    const known = choosers.get(key);
    if (known) return known;
    const own = services.filter(({ definition }) => offersService(authorityKey, definition));
    const made = weightedChooser(
      own.map((each) => [each, each.voice.traffic * (each.voice.seasons[month] ?? 1)] as const),
    );
    choosers.set(key, made);
    return made;
  };
}

/** The logit shift that brings the weighted mean of the shares to `wanted`, by bisection. */
function calibrate(shares: readonly (readonly [weight: number, share: number])[], wanted: number): number {
  let low = -6;
  let high = 6;
  for (let round = 0; round < 40; round += 1) {
    const middle = (low + high) / 2;
    const total = shares.reduce((sum, [weight]) => sum + weight, 0);
    const mean = shares.reduce((sum, [weight, share]) => sum + weight * moved(share, middle), 0) / total;
    if (mean < wanted) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function moved(share: number, shift: number): number {
  return 1 / (1 + Math.exp(-(Math.log(share / (1 - share)) + shift)));
}

/** A line of a voice with its blanks filled in. */
export function speak(random: Random, lines: readonly string[], blanks: Readonly<Record<string, string>>): string {
  const line = itemAt(lines, random.whole(0, lines.length - 1));
  return line.replace(/\{(\w+)\}/g, (whole, name: string) => blanks[name] ?? whole);
}
