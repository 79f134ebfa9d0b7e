import type {
  AdapterInstance,
  AdapterKind,
  AddressesInstance,
  DocumentsInstance,
  InboxInstance,
  LineOfBusinessInstance,
  NotificationsInstance,
  TelephonyInstance,
  SignInInstance,
  PaymentsInstance,
  StaffDirectoryInstance,
} from '@moothall/adapter-sdk';
import type { Adapters, ConfiguredAdapter } from '../kernel/adapters.js';
import type { AuthorityId } from '../kernel/scope.js';

/** What an instance of each kind can do. */
interface InstanceOf extends Record<AdapterKind, AdapterInstance> {
  addresses: AddressesInstance;
  notifications: NotificationsInstance;
  payments: PaymentsInstance;
  inbox: InboxInstance;
  'line-of-business': LineOfBusinessInstance;
  telephony: TelephonyInstance;
  'sign-in': SignInInstance;
  documents: DocumentsInstance;
  'staff-directory': StaffDirectoryInstance;
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

/** What is configured for a council and service, by name and whether it runs or not: where something is to go in the end. */
export function connectionFor({ list }: Adapters, wanted: Wanted<AdapterKind>): ConfiguredAdapter | undefined {
  return list
    .filter((one) => one.part.kind === wanted.kind && serves(one, wanted))
    .sort((a, b) => breadth(a) - breadth(b))[0];
}

/** Whether an instance serves a council, whatever the service. */
export function servesCouncil({ authorityIds }: ConfiguredAdapter, authorityId: AuthorityId): boolean {
  return authorityIds === 'all' || authorityIds.includes(authorityId);
}

function serves(
  one: ConfiguredAdapter,
  { authorityId, service }: Pick<Wanted<AdapterKind>, 'authorityId' | 'service'>,
): boolean {
  const { services } = one;
  return servesCouncil(one, authorityId) && (services === 'all' || (service !== null && services.includes(service)));
}

function breadth({ authorityIds, services }: ConfiguredAdapter): number {
  return (services === 'all' ? 2 : 0) + (authorityIds === 'all' ? 1 : 0);
}
