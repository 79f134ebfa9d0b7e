import type { AdapterInstance } from './contract.js';

/** A document on its way to a store. */
export interface DocumentToStore {
  /**
   * What it is asked for by: parts of small letters, digits and hyphens between slashes, at most 200 characters, such as
   * `dunmere/3f/3f0c…`. One name always means the same bytes.
   */
  readonly name: string;
  /** As the bytes say: `image/jpeg`. */
  readonly mediaType: string;
  /** One or more. */
  readonly bytes: Uint8Array;
  /** Of the bytes, in hex. */
  readonly sha256: string;
}

/** Some of the documents, in whatever order the store has. */
export interface DocumentsPage {
  readonly documents: readonly { readonly name: string; readonly sizeBytes: number }[];
  /** With what the next page is asked for; null: this is the last. */
  readonly next: string | null;
}

/** An adapter of the kind `documents`: keeps files for one council or several, and gives them back as they were. */
export interface DocumentsInstance extends AdapterInstance {
  /**
   * Keeps a document until it is removed: resolves once the far end has the whole of it for good. What stands under the
   * name already is replaced; another document never sees half of it.
   *
   * @throws AdapterError
   */
  store(document: DocumentToStore): Promise<void>;
  /** Its bytes, piece by piece. @throws AdapterError `not_found` when there is none of that name */
  read(name: string): AsyncIterable<Uint8Array>;
  /** One that is gone already is no fault. @throws AdapterError */
  remove(name: string): Promise<void>;
  /**
   * What is kept, each once, at most a thousand at a time: from the beginning, or from where the page before ended.
   * @throws AdapterError
   */
  list(next: string | null): Promise<DocumentsPage>;
}

/** Whether it may be a document's name: it leads nowhere else, whatever it is put behind. */
export function isDocumentName(name: string): boolean {
  return name.length <= 200 && /^[a-z0-9-]+(?:\/[a-z0-9-]+)*$/.test(name);
}
