/** What a token may hold: every printable sign of ASCII, a space too. Other letters always belong to a token. */
const signs = Array.from({ length: 0x7f - 0x20 }, (_, place) => String.fromCharCode(0x20 + place)).filter(
  (sign) => !/[a-z0-9]/i.test(sign),
);

/** The full-text index behind a token table on SQLite. */
export function fullTextOf(name: string): string {
  return `${name}_index`;
}

/**
 * SQL that makes a token table on SQLite: a full-text index (FTS5) that keeps which tokens lead to which rows and
 * neither the text nor places in it, and the table over it (fts5vocab) that reads like rows of `term` and `doc`, in the
 * order of terms. Its tokeniser parts at line ends alone.
 */
export function createTokenIndex(name: string): string[] {
  const tokeniser = `ascii tokenchars '${signs.join('').replaceAll("'", "''")}'`;
  const options = [
    'tokens',
    `content=''`,
    'contentless_delete=1',
    'detail=none',
    `tokenize="${tokeniser.replaceAll('"', '""')}"`,
  ];
  return [
    `create virtual table ${fullTextOf(name)} using fts5(${options.join(', ')})`,
    `create virtual table ${name} using fts5vocab(${fullTextOf(name)}, 'instance')`,
  ];
}
