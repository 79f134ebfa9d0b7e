import type { Config } from '../kernel/config.js';

type Tree = Record<string, unknown>;

/** Who reads it: `operator`, at the machine; `support`, anywhere: then what adapters are told is left out too. */
export type Reader = 'operator' | 'support';

/** The settings in force, defaults and environment included. Of secrets it says which are there, of passwords nothing. */
export function shownSettings(config: Config, reader: Reader): Tree {
  const { directory: _directory, secrets, database, adapters, ...rest } = config;
  return {
    ...rest,
    database: database.engine === 'postgres' ? { ...database, url: withoutAccount(database.url) } : database,
    adapters:
      reader === 'operator' ? adapters : mapped(adapters, (one) => ({ ...one, settings: kindsOf(one.settings) })),
    secrets: kindsOf(secrets),
  };
}

const mapped = <T, U>(tree: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(tree).map(([name, value]) => [name, change(value)]));

/** Names without what stands behind them. */
function kindsOf(value: unknown): unknown {
  if (Array.isArray(value)) return `(a list of ${value.length})`;
  if (typeof value === 'object' && value !== null) return mapped(value as Tree, kindsOf);
  if (typeof value === 'boolean') return value;
  return value === undefined || value === null || value === '' ? '(empty)' : '(set)';
}

function withoutAccount(url: string): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  shown.search = ''; // it may hold a password too
  return shown.href;
}

/** What one setting is, by its name with dots; `undefined` where there is none. */
export function settingNamed(settings: Tree, keys: readonly string[]): unknown {
  let found: unknown = settings;
  for (const key of keys) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Tree)[key];
  }
  return found;
}
