export interface StoredFile {
  readonly name: string;
  readonly bytes: number;
  /** Whole milliseconds since 1970, UTC. */
  readonly changedAt: number;
}

/** Where both sides put files. Paths begin at the exchange's folder: `out/cases-000001.csv`. Each throws AdapterError. */
export interface FileStore {
  /** Files of a folder by name, without its folders. @throws AdapterError `not_found` */
  list(folder: string): Promise<StoredFile[]>;
  has(path: string): Promise<boolean>;
  read(path: string): Promise<Uint8Array>;
  /** Whole or not at all: it is written under another name first. */
  write(path: string, text: string): Promise<void>;
  /** In one step. */
  move(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Nothing happens where there is one. */
  makeFolder(path: string): Promise<void>;
}

export type WithStore = <T>(work: (store: FileStore) => Promise<T>) => Promise<T>;

/** What the exchange's folder holds. What lies under `moothall` is Moothall's own. */
export const folders = {
  out: 'out',
  in: 'in',
  done: 'done',
  rejected: 'rejected',
  own: 'moothall',
  waiting: 'moothall/waiting',
  sent: 'moothall/sent',
} as const;

/** What a file is called while it is written. */
export const partOf = (path: string): string => `${path}.part`;

/** Where a file can be kept: under its name, or under that and a number where another has it. */
export async function freePath(store: FileStore, folder: string, name: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const path = `${folder}/${name}${number === 1 ? '' : `.${number}`}`;
    if (!(await store.has(path))) return path;
  }
}
