import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { openDatabase } from '#core/app/compose.js';
import type { Config } from '#core/kernel/config.js';
import { everyAuthority } from '#core/kernel/scope.js';

/** Everything that an installation holds: by table the number of its rows and a digest of them, and its uploaded files. */
export async function contentsOf(config: Config): Promise<Record<string, string>> {
  const db = await openDatabase(config);
  try {
    const reads = db.read(everyAuthority);
    const contents: Record<string, string> = {};
    for (const { name } of db.tables.values()) {
      const rows = await reads.rows<Record<string, unknown>>(reads.from(name).select('*'));
      const lines = rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();
      contents[name] = `${rows.length} ${digestOf(lines.join('\n'))}`;
    }
    return { ...contents, files: filesIn(path.join(config.data, 'files')) };
  } finally {
    await db.close();
  }
}

function filesIn(folder: string): string {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map(({ parentPath, name }) => `${name} ${digestOf(readFileSync(path.join(parentPath, name)))}`);
  return files.sort().join('\n');
}

const digestOf = (value: string | Buffer): string => createHash('sha256').update(value).digest('hex');
