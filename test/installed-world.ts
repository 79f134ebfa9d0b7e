import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { sqliteFile, type WorldPlace } from '#core/testing/harness.js';

/** Writes the configuration of a test world's place, so that `moothall` finds an installation there. */
export function installAt(place: WorldPlace): string {
  const { directory, url, key } = place;
  const file = path.basename(sqliteFile(place));
  const database = url ? `engine: postgres\n  url: ${JSON.stringify(url)}` : `engine: sqlite\n  file: ${file}`;
  const settings = `data: .\nlisten: { port: 0 }\nlog: { level: silent }\ndatabase:\n  ${database}\n`;
  writeFileSync(path.join(directory, 'moothall.yaml'), settings);
  writeFileSync(path.join(directory, 'secrets.yaml'), `key: ${key}\n`, { mode: 0o600 });
  return directory;
}
