import type { AdapterInstance, AdapterKind, AddressesInstance, NotificationsInstance } from '@moothall/adapter-sdk';
import type { Adapters, ConfiguredAdapter } from '../kernel/adapters.js';
import type { AuthorityId } from '../kernel/scope.js';

/** What an instance of each kind can do. */
interface InstanceOf extends Record<AdapterKind, AdapterInstance> {
  addresses: AddressesInstance;
  notifications: NotificationsInstance;
}

/** For whom and for what an adapter is wanted. */
export interface Wanted<K extends AdapterKind> {
  readonly kind: K;
  readonly authorityId: AuthorityId;
  /** The key of the service; null: it is about none, so that what serves some services alone doesn't serve it. */
  readonly service: string | null;
}

/** A running instance, and by what name staff know it. */
export interface Serving<K extends AdapterKind> {
  readonly name: string;
  readonly title: string;
  readonly instance: InstanceOf[K];
}

/**
 * The instances that serve a council, those for the service before those for all, and those of the council before those
 * for every council. No other is ever given: a council's adapters, and its secrets with them, serve nobody else.
 */
export function adaptersFor<K extends AdapterKind>({ list }: Adapters, wanted: Wanted<K>): Serving<K>[] {
  return list
    .filter((one) => serves(one, wanted))
    .sort((a, b) => breadth(a) - breadth(b))
    .flatMap(({ name, part }) =>
      part.state === 'running' && part.kind === wanted.kind
        ? // The kind says what its instances can do; the conformance suite of the kind proves it.
          [{ name, title: part.title, instance: part.instance as InstanceOf[K] }]
        : [],
    );
}

function serves(
  { authorityIds, services }: ConfiguredAdapter,
  { authorityId, service }: Pick<Wanted<AdapterKind>, 'authorityId' | 'service'>,
): boolean {
  const forCouncil = authorityIds === 'all' || authorityIds.includes(authorityId);
  return forCouncil && (services === 'all' || (service !== null && services.includes(service)));
}

function breadth({ authorityIds, services }: ConfiguredAdapter): number {
  return (services === 'all' ? 2 : 0) + (authorityIds === 'all' ? 1 : 0);
}
