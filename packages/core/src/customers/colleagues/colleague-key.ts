const prefix = 'staff:';

/** The source key of a colleague's record: one a person at each authority that runs a service desk. */
export function colleagueKey(personId: string): string {
  return prefix + personId;
}

/** Whom of the directory a record is of; null: it is no colleague's. */
export function colleagueIn(sourceKey: string | null): string | null {
  return sourceKey?.startsWith(prefix) ? sourceKey.slice(prefix.length) : null;
}
