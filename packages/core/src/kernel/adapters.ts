import type { Adapter, AdapterInstance, AdapterKind } from '@moothall/adapter-sdk';
import type { AuthorityId } from './scope.js';

/** One adapter as the configuration names it, whether it could be started or not. */
export interface ConfiguredAdapter {
  /** Of the instance: the key under `adapters` in the configuration. */
  readonly name: string;
  /** The package or file that it comes from. */
  readonly use: string;
  /** Whom it serves. */
  readonly authorityIds: readonly AuthorityId[] | 'all';
  /** Keys of services. */
  readonly services: readonly string[] | 'all';
  readonly callsAtOnce: number;
  readonly part: AdapterPart;
}

/** What came of starting it. A parked one serves nobody, and says why to those who look after it. */
export type AdapterPart =
  | {
      readonly state: 'running';
      readonly kind: AdapterKind;
      /** What staff call the system: "GOV.UK Notify". */
      readonly title: string;
      readonly adapter: Adapter;
      readonly instance: AdapterInstance;
    }
  | { readonly state: 'parked'; readonly kind?: AdapterKind; readonly title?: string; readonly fault: string };

/** Every adapter of the installation, in the configuration's order. */
export interface Adapters {
  readonly list: readonly ConfiguredAdapter[];
  /** Releases what they hold. */
  close(): Promise<void>;
}

/** For a command that calls no other system. */
export const noAdapters: Adapters = { list: [], close: async () => undefined };
