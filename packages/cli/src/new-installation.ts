import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** What a new `moothall.yaml` says. */
export interface NewSettings {
  readonly origin?: string;
  readonly port?: number;
  /** Of PostgreSQL; none: SQLite. A password in it goes to the secrets. */
  readonly database?: string;
  readonly trustedProxies?: number;
}

/**
 * Makes the directory of an installation: its folders, its secrets with a key of its own, its settings. What is there
 * stays as it is; the settings come last, so that where they are, the rest is too. Answers what was made.
 */
export async function makeInstallation(root: string, settings: NewSettings): Promise<string[]> {
  const made: string[] = [];
  for (const [folder, mode] of [
    ['', 0o750],
    ['data', 0o700],
    ['backups', 0o700],
    ['logs', 0o750],
    ['run', 0o750],
  ] as const)
    if (await mkdir(path.join(root, folder), { recursive: true, mode })) made.push(`${folder}/`);
  const address = settings.database === undefined ? undefined : new URL(settings.database);
  const password = address === undefined ? '' : decodeURIComponent(address.password);
  if (address) address.password = '';
  const write = async (name: string, text: string, mode: number): Promise<void> => {
    if (existsSync(path.join(root, name))) return;
    await writeWhole(path.join(root, name), text, mode);
    made.push(name);
  };
  await write('secrets.yaml', secretsText(password), 0o600);
  await write('moothall.yaml', settingsText(settings, address?.href), 0o640);
  return made;
}

function secretsText(password: string): string {
  const key = `# Seals second factors and signs forms. Changing it ends every session; keep a copy apart from the data.\nkey: ${randomBytes(32).toString('base64')}\n`;
  return password === '' ? key : `${key}database:\n  password: ${JSON.stringify(password)}\n`;
}

function settingsText({ origin, port = 3000, trustedProxies = 0 }: NewSettings, address: string | undefined): string {
  const database =
    address === undefined ? ['  engine: sqlite'] : ['  engine: postgres', `  url: ${JSON.stringify(address)}`];
  return [
    '# Every setting: docs/operate/configuration.md. "moothall doctor" checks them.',
    origin === undefined
      ? '# origin: https://desk.council.example # the address that people type'
      : `origin: ${JSON.stringify(origin)}`,
    'listen:',
    '  host: 127.0.0.1',
    `  port: ${port}`,
    `  trustedProxies: ${trustedProxies}`,
    'database:',
    ...database,
    'data: data',
    'backups:',
    '  folder: backups',
    '',
  ].join('\n');
}

/** A file is there wholly or not at all, whenever the work is cut off. */
async function writeWhole(file: string, text: string, mode: number): Promise<void> {
  const partial = `${file}.part`;
  await rm(partial, { force: true });
  const handle = await open(partial, 'wx', mode);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(partial, file);
}
