import type { Instant } from '../kernel/clock.js';

/** A finished backup by its name: `moothall-2026-11-23T02-15-00-000Z.tar.age`; without encryption `.tar`. */
export interface BackupName {
  readonly name: string;
  readonly madeAt: Instant;
  readonly encrypted: boolean;
}

const pattern = /^moothall-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z\.tar(\.age)?$/;

export function backupName(madeAt: Instant, { encrypted }: { readonly encrypted: boolean }): string {
  return `moothall-${new Date(madeAt).toISOString().replace(/[:.]/g, '-')}.tar${encrypted ? '.age' : ''}`;
}

/** `undefined` for a file of another kind. */
export function readBackupName(name: string): BackupName | undefined {
  const match = pattern.exec(name);
  if (!match) return undefined;
  const [, day = '', hours = '', minutes = '', seconds = '', ms = '', age] = match;
  const madeAt = Date.parse(`${day}T${hours}:${minutes}:${seconds}.${ms}Z`);
  return Number.isNaN(madeAt) ? undefined : { name, madeAt, encrypted: age !== undefined };
}
