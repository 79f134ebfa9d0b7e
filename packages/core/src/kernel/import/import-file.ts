import type { AuthorityId } from '../scope.js';
import type { ReadOptions } from './row-reader.js';
import type { ImportReport } from './run-import.js';

/** What every importer is told; `moothall import` fills it. */
export interface ImportFile {
  /** Path of the file. */
  readonly file: string;
  /** Who runs it, for the record: a sign-in name or "command line". */
  readonly startedBy: string;
  /** Whose data it is, where a file doesn't say and it isn't the partnership's. */
  readonly authorityId?: AuthorityId;
  /** Encoding and delimiter, where the file needs them said. */
  readonly read?: ReadOptions;
  /** Rows a transaction, where the importer's own number isn't right. */
  readonly rowsAtOnce?: number;
  readonly onProgress?: (progress: ImportReport) => void;
}

/** The parts of a plan that every importer takes over as they are. */
export function planOf({ file, startedBy, read, rowsAtOnce, onProgress }: ImportFile): {
  file: string;
  startedBy: string;
  options: ReadOptions;
  rowsAtOnce?: number;
  onProgress?: (progress: ImportReport) => void;
} {
  return {
    file,
    startedBy,
    options: read ?? {},
    ...(rowsAtOnce ? { rowsAtOnce } : {}),
    ...(onProgress ? { onProgress } : {}),
  };
}
