import type { Actor } from './actor.js';
import type { Clock } from './clock.js';
import type { AuditNote } from './command.js';
import type { Database } from './db/database.js';
import { newId } from './ids.js';
import type { RandomBytes } from './kernel.js';
import { writeAudit, type AuditRecord } from './records-repository.js';
import { everyAuthority, type AuthorityId } from './scope.js';
import type { Instant } from './clock.js';

export interface ReadNote {
  readonly actor: Actor;
  readonly action: string;
  readonly authorityId: AuthorityId;
  readonly kind: string;
  readonly ids: readonly string[];
  readonly agreement?: string | undefined;
  readonly requestId?: string | undefined;
}

/**
 * The audit of reads, grouped: one commit for many pages, at most a second behind. A crash loses at most that second
 * (stated in docs/operate). A page view therefore causes no disk flush of its own.
 */
export interface ReadAudit {
  add(note: ReadNote): void;
  /** Writes what is waiting; called on shutdown and by tests. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

const flushAfterMs = 1000;
const flushAt = 500;

export function openReadAudit(
  db: Database,
  clock: Clock,
  random: RandomBytes,
  onError: (error: unknown) => void,
): ReadAudit {
  let waiting: { note: ReadNote; at: Instant }[] = [];
  let timer: NodeJS.Timeout | undefined;
  const toRecord = ({ note, at }: { note: ReadNote; at: Instant }): AuditRecord => {
    const { actor, action, agreement, requestId } = note;
    return { id: newId(clock, random), at, actor, action, note: auditNote(note), agreement, requestId };
  };
  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return;
    const group = waiting;
    waiting = [];
    try {
      await db.write(everyAuthority, (writes) => writeAudit(writes, group.map(toRecord)));
    } catch (error) {
      waiting = [...group, ...waiting].slice(-100_000);
      onError(error);
    }
  };
  return {
    add: (note) => {
      if (note.ids.length === 0) return;
      waiting.push({ note, at: clock.now() });
      if (waiting.length >= flushAt) void flush();
      else timer ??= setTimeout(() => void flush(), flushAfterMs);
    },
    flush,
    close: flush,
  };
}

function auditNote(note: ReadNote): AuditNote {
  const [first = ''] = note.ids;
  const details = note.ids.length > 1 ? { ids: note.ids } : {};
  return { authorityId: note.authorityId, subject: { kind: note.kind, id: first }, details };
}
