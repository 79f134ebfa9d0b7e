import type { AdapterInstance } from './contract.js';

/** Where the work is, as far as it is known. */
export interface WorkPlace {
  /** "4 Quarry Lane, Dunmere, DM4 2LL" */
  readonly text: string | null;
  /** Up to 12 digits, without leading zeros. */
  readonly uprn: string | null;
  /** Degrees, WGS84. Both or none. */
  readonly lat: number | null;
  readonly long: number | null;
}

/** One answer of the service's form. */
export interface CaseAnswer {
  /** The question's key: what a mapping names. */
  readonly key: string;
  readonly question: string;
  /** As it is kept: the values of the options that were chosen, or one text. */
  readonly values: readonly string[];
  /** As staff read it. */
  readonly text: string;
}

/** A photo that goes with a case. */
export interface OutgoingFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  read(): Promise<Uint8Array>;
}

/** A case on its way to the system that does the work. */
export interface OutgoingCase {
  /** The idempotency key: pass it on, or look the case up before making it again. */
  readonly id: string;
  /** Moothall's own, which people quote: `DU-4F7K-2Q9M-X`. It stands in no other case. */
  readonly reference: string;
  /** The key of the service: what a mapping names. */
  readonly service: string;
  readonly serviceName: string;
  readonly title: string;
  readonly priority: string;
  /** Whole milliseconds since 1970, UTC. */
  readonly loggedAt: number;
  /**
   * When it was first handed over, where that may have succeeded although no answer came. Null: the far end can't have it.
   * An adapter whose far end knows no key looks there for what was made since.
   */
  readonly triedAt: number | null;
  readonly answers: readonly CaseAnswer[];
  readonly place: WorkPlace;
  /** Whom it is for. Send what the far end needs, and only where the settings say so. */
  readonly customer: { readonly name: string | null; readonly email: string | null; readonly telephone: string | null };
  readonly files: readonly OutgoingFile[];
}

/** What a word to the far end is: something was added, the customer asked how far it is, or it is open here again. */
export type CaseUpdateKind = 'note' | 'chase' | 'reopened';

/** A word about a case that the far end has. */
export interface OutgoingUpdate {
  /** The idempotency key. */
  readonly id: string;
  readonly kind: CaseUpdateKind;
  /** What the far end calls the case. */
  readonly theirReference: string;
  readonly reference: string;
  readonly text: string;
  /** Whole milliseconds since 1970, UTC. */
  readonly at: number;
}

/** A photo that was put on a case once the far end had that. */
export interface AddedFile {
  /** The idempotency key. */
  readonly id: string;
  /** What the far end calls the case. */
  readonly theirReference: string;
  readonly reference: string;
  /** "Photo added: kerb.jpg" */
  readonly text: string;
  /** Whole milliseconds since 1970, UTC. */
  readonly at: number;
  readonly file: OutgoingFile;
}

/** A case that the far end need do nothing about any more. */
export interface Cancellation {
  readonly id: string;
  readonly theirReference: string;
  readonly reference: string;
  /** Why, in words for whoever does the work. */
  readonly reason: string;
  readonly at: number;
}

/** Where a case has got to at the far end, in the words of its service here. */
export interface TheirStatus {
  /** The status of the service's lifecycle that it comes to, by the adapter's mapping: `in-progress`. Null: none is mapped. */
  readonly key: string | null;
  /** Of a status that closes the case. */
  readonly outcome: string | null;
  /** What the far end calls it: "Inspection booked". */
  readonly words: string;
}

/** A photo that comes with what the far end says. */
export interface TheirFile {
  /** Where it lies, for staff where it can't be fetched: an address of the web, or a number that the far end knows. */
  readonly place: string;
  readonly name: string;
  /**
   * Asked once, while the change is taken, which waits ten seconds for all its photos.
   *
   * @throws AdapterError; after `timed_out` or `unreachable` no other photo is asked for in that round
   */
  read(): Promise<Uint8Array>;
}

/** Something that the far end says about a case. */
export interface CaseChange {
  /** The same for the same thing, however often it is told. */
  readonly id: string;
  /** What the far end calls the case. Of cases that Moothall never sent too: it knows its own. */
  readonly theirReference: string;
  /** When it happened there. Whole milliseconds since 1970, UTC. */
  readonly at: number;
  readonly status: TheirStatus | null;
  readonly comment: { readonly text: string; readonly for: 'staff' | 'customer' } | null;
  /** Photos that come with it. */
  readonly files?: readonly TheirFile[];
  /**
   * What was handed over, and it refuses afterwards: the id of the case, or of the word, and why, in words for staff. Under
   * that id it may be handed over again.
   */
  readonly refuses?: { readonly id: string; readonly reason: string };
}

export interface ChangesPage {
  readonly changes: readonly CaseChange[];
  /** Where the next call goes on. Moothall keeps it once all of these are kept. */
  readonly cursor: string;
  /** Whether there is more to fetch at once. */
  readonly hasMore: boolean;
}

/** What the far end knows about an address or a case: "Next collection", "Tuesday 24 November". */
export interface Fact {
  readonly key: string;
  readonly label: string;
  readonly value: string;
}

/** A time at which the work can be done. */
export interface Slot {
  readonly id: string;
  readonly from: number;
  readonly until: number;
}

/** A thing that work is done on: a street light, a bin. */
export interface Asset {
  readonly id: string;
  /** "Street light 14" */
  readonly name: string;
  readonly lat: number;
  readonly long: number;
  readonly distanceM: number;
}

/** What an adapter for a line of business may be able to do besides taking cases. Named in `supports`, proved by the suite. */
export type LineOfBusinessAbility =
  'update' | 'cancel' | 'changes' | 'files' | 'addFile' | 'theirFiles' | 'facts' | 'slots' | 'assets';

/**
 * An adapter of the kind `line-of-business`: the system in which the work behind a case is done. An operation that its
 * settings leave out is absent, and Moothall asks staff to tell the far end themselves.
 */
export interface LineOfBusinessInstance extends AdapterInstance {
  /**
   * Hands a case over, once for its id, and answers what the far end calls it.
   *
   * @throws AdapterError whose code says whether it is tried again; `conflict` where it can't tell whether it has it
   */
  create(one: OutgoingCase): Promise<{ readonly reference: string }>;
  /** Tells the far end something about a case, once for its id. */
  update?(word: OutgoingUpdate): Promise<{ readonly reference: string | null }>;
  /** Hands a photo over that was put on a case later, once for its id. */
  addFile?(added: AddedFile): Promise<{ readonly reference: string | null }>;
  /** Takes a case back. What the far end has ended already stays as it is there. */
  cancel?(one: Cancellation): Promise<{ readonly reference: string | null }>;
  /**
   * What changed after a cursor of its own, null at first: at least once each, in any order. It may tell of a change again,
   * and of cases that aren't Moothall's.
   */
  changesSince?(cursor: string | null): Promise<ChangesPage>;
  /** @param place whose facts are wanted */
  facts?(place: WorkPlace, service: string): Promise<readonly Fact[]>;
  slots?(wanted: {
    readonly service: string;
    readonly place: WorkPlace;
    readonly from: number;
    readonly until: number;
  }): Promise<readonly Slot[]>;
  assets?(near: {
    readonly service: string;
    readonly lat: number;
    readonly long: number;
    readonly withinM: number;
  }): Promise<readonly Asset[]>;
}
