import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { copyFaults, copySetting } from './copy-setting.js';
import { incomeSetting } from './income-setting.js';
import { roles } from './permissions.js';

const hostName = z.string().min(1);
const instanceName = z
  .string()
  .regex(/^[a-z][a-z0-9]{0,39}$/i, 'Name an adapter by letters and digits, such as mail or wasteDepot');
const cidr = z.union([z.cidrv4(), z.cidrv6()], 'Write it as an address and a length, such as 10.2.0.0/16');

/** What a connection may reach. */
const networkSchema = z
  .strictObject({
    /** Hosts, as `name` or `name:port`, besides those that the adapter names itself. */
    hosts: z.array(hostName).max(100).default([]),
    /** Of its hosts, those that are spoken to without TLS. */
    withoutTls: z.array(hostName).max(100).default([]),
    /** Private networks in which its hosts may lie. */
    privateRanges: z.array(cidr).max(100).default([]),
    /** Files, relative to the configuration: a certificate authority of one's own; a certificate that identifies us. */
    caFile: z.string().optional(),
    certificateFile: z.string().optional(),
    keyFile: z.string().optional(),
  })
  .prefault({});

/** One adapter at work: what it is, for whom, and what it may reach. */
const instanceSchema = z.strictObject({
  /** A package, such as `@moothall/adapter-open311`, or a file beside the configuration that begins with `./`. */
  use: z.string().min(1).max(300),
  settings: z.record(z.string(), z.unknown()).default({}),
  /** Councils, by their address in Moothall, that it serves; without it, every one. */
  authorities: z.array(z.string().min(1)).min(1).max(400).optional(),
  /** Services, by their key, that it serves; without it, every one. */
  services: z.array(z.string().min(1)).min(1).max(2000).optional(),
  network: networkSchema,
  /** How many calls at once, in each process. */
  callsAtOnce: z.coerce.number().int().min(1).max(50).default(4),
});
export type InstanceConfig = z.output<typeof instanceSchema>;

const configSchema = z.strictObject({
  /** Where the address bar points, for links in mails and redirects; never taken from a request. */
  origin: z.url({ protocol: /^https?$/ }).optional(),
  listen: z
    .strictObject({
      host: hostName.default('127.0.0.1'),
      port: z.coerce.number().int().min(0).max(65535).default(3000),
      /** How many proxies in front set X-Forwarded-For. */
      trustedProxies: z.coerce.number().int().min(0).max(5).default(0),
    })
    .prefault({}),
  database: z
    .discriminatedUnion('engine', [
      z.strictObject({ engine: z.literal('sqlite'), file: z.string().min(1).default('moothall.sqlite') }),
      z.strictObject({
        engine: z.literal('postgres'),
        url: z.string().regex(/^postgres(ql)?:\/\//, 'Write it as postgres://user@host/database'),
        connections: z.coerce.number().int().min(4).max(200).default(10),
      }),
    ])
    .prefault({ engine: 'sqlite' }),
  /** Directory of the database file and uploaded files; relative to the configuration file. */
  data: z.string().min(1).default('data'),
  sessions: z
    .strictObject({
      idleMinutes: z.coerce.number().int().min(5).max(720).default(60),
      absoluteHours: z.coerce.number().int().min(1).max(24).default(12),
      secondFactor: z.enum(['required', 'optional']).default('required'),
    })
    .prefault({}),
  signIn: z
    .strictObject({
      /** Councils, by their address in Moothall, whose staff sign in elsewhere alone, but for accounts named here. */
      withoutPasswords: z
        .record(z.string().min(1), z.strictObject({ except: z.array(z.string().min(1).max(100)).max(20).default([]) }))
        .default({}),
    })
    .prefault({}),
  /** By council, what groups of its own system stand for, when that keeps its staff here by SCIM. */
  scim: z
    .record(
      z.string().min(1),
      z.strictObject({
        groups: z
          .record(
            z.string().min(1).max(200),
            z.strictObject({
              roles: z.array(z.enum(roles)).max(20).default([]),
              /** Keys of teams. */
              teams: z.array(z.string().min(1)).max(100).default([]),
            }),
          )
          .default({}),
      }),
    )
    .default({}),
  files: z
    .strictObject({ maxBytes: z.coerce.number().int().min(1024).max(104_857_600).default(10_485_760) })
    .prefault({}),
  backups: z
    .strictObject({
      /** Where backups lie; relative to the configuration file. */
      folder: z.string().min(1).default('backups'),
      /** How many to keep: the newest of each of so many days, weeks and months that have one. */
      keep: z
        .strictObject({
          daily: z.coerce.number().int().min(1).max(366).default(7),
          weekly: z.coerce.number().int().min(0).max(520).default(5),
          monthly: z.coerce.number().int().min(0).max(240).default(12),
        })
        .prefault({}),
      copy: copySetting.optional(),
      /** Folder of PostgreSQL's programs (pg_dump, pg_restore), where they are not found by themselves. */
      postgresPrograms: z.string().min(1).optional(),
    })
    .prefault({}),
  audit: z
    .strictObject({
      /** Where the audit trail is sent as it grows, by name (`moothall audit stream`). */
      streams: z
        .record(
          z.string().regex(/^[a-z][a-z0-9]{0,39}$/i, 'Name a stream by letters and digits, such as siem'),
          z.strictObject({
            /** A file, relative to the configuration: `file:audit.ndjson`; or `syslog+tls://host:6514`, `+tcp`, `+udp`. */
            to: z
              .string()
              .max(1000)
              .regex(
                /^(file:.+|syslog\+(tls|tcp|udp):\/\/[^\s/]+)$/,
                'Write it as file:audit.ndjson or syslog+tls://siem.council.example:6514',
              ),
            /** Councils, by their address in Moothall, whose trail is sent; without it, every one. */
            authorities: z.array(z.string().min(1)).min(1).max(400).optional(),
            network: networkSchema,
          }),
        )
        .default({}),
    })
    .prefault({}),
  /** Files of what was paid, for councils' income systems. */
  income: incomeSetting,
  map: z
    .strictObject({
      tileUrl: z.string().optional(),
      attribution: z.string().default(''),
    })
    .prefault({}),
  /** Exchange of cases with other installations of Moothall. */
  exchange: z
    .strictObject({
      /** Hosts, as `name` or `name:port`, that may lie at a private address and be spoken to without TLS. */
      privateHosts: z.array(z.string().min(1).max(300)).max(100).default([]),
    })
    .prefault({}),
  /** Addresses to which events are sent. */
  webhooks: z
    .strictObject({
      /** Hosts, as `name` or `name:port`, that may lie at a private address and be spoken to without TLS. */
      privateHosts: z.array(z.string().min(1).max(300)).max(100).default([]),
    })
    .prefault({}),
  log: z.strictObject({ level: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info') }).prefault({}),
  /** Adapter instances by name; each adapter's own settings are checked by the adapter. */
  adapters: z.record(instanceName, instanceSchema).default({}),
});

const secretsSchema = z.strictObject({
  /** 32 random bytes in base64: seals second-factor secrets and signs form tokens. */
  key: z
    .string()
    .refine((value) => Buffer.from(value, 'base64').length >= 32, 'Use at least 32 random bytes in base64'),
  database: z.strictObject({ password: z.string() }).optional(),
  /** Of adapters, by the name of the instance. */
  adapters: z.record(instanceName, z.record(z.string(), z.unknown())).default({}),
});

export type Config = Omit<z.output<typeof configSchema>, 'data'> & {
  /** Absolute: where the configuration lies. */
  readonly directory: string;
  /** Absolute. */
  readonly data: string;
  readonly secrets: z.output<typeof secretsSchema>;
};

export class ConfigError extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(
      `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n  ${faults.join('\n  ')}`,
    );
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

/**
 * Reads `moothall.yaml` and `secrets.yaml` in a directory, then `MOOTHALL__A__B` from the environment over them.
 * Unknown keys are refused and every fault is reported at once.
 * @throws ConfigError
 */
export function readConfig(directory: string, environment: NodeJS.ProcessEnv): Config {
  const faults: string[] = [];
  const settings = readYaml(path.join(directory, 'moothall.yaml'), faults);
  const secrets = readSecrets(path.join(directory, 'secrets.yaml'), faults);
  return checkWithEnvironment(directory, { settings, secrets, environment, faults });
}

/** Checks what the two files say, with the environment over them. @throws ConfigError */
export function checkWithEnvironment(
  directory: string,
  given: { settings: Tree; secrets: Tree; environment: NodeJS.ProcessEnv; faults?: string[] },
): Config {
  const { settings, secrets, environment, faults = [] } = given;
  overlayEnvironment(settings, secrets, environment, faults);
  return checkConfig(directory, settings, secrets, faults);
}

/** Checks settings given as objects: what `readConfig` does after reading. */
export function checkConfig(directory: string, settings: unknown, secrets: unknown, faults: string[] = []): Config {
  const checked = configSchema.safeParse(settings);
  const checkedSecrets = secretsSchema.safeParse(secrets);
  if (!checked.success) faults.push(...describe('moothall.yaml', checked.error));
  if (!checkedSecrets.success) faults.push(...describe('secrets.yaml', checkedSecrets.error));
  if (checked.success) faults.push(...copyFaults(checked.data));
  if (faults.length > 0 || !checked.success || !checkedSecrets.success) throw new ConfigError(faults);
  return { ...checked.data, directory, data: path.resolve(directory, checked.data.data), secrets: checkedSecrets.data };
}

function describe(file: string, error: z.ZodError): string[] {
  return error.issues.map((issue) => {
    const where = issue.path.map(String).join('.');
    if (issue.code === 'unrecognized_keys')
      return `${file}: ${issue.keys.map((key) => (where ? `${where}.${key}` : key)).join(', ')} is not a setting. Remove it or check the spelling`;
    return `${file}: ${where || '(top)'}: ${issue.message}`;
  });
}

type Tree = Record<string, unknown>;

function readYaml(file: string, faults: string[]): Tree {
  if (!existsSync(file)) return {};
  try {
    const value: unknown = parse(readFileSync(file, 'utf8'));
    if (value === null || value === undefined) return {};
    if (typeof value === 'object' && !Array.isArray(value)) return value as Tree;
    faults.push(`${path.basename(file)}: it must hold settings as "name: value" lines`);
  } catch (error) {
    faults.push(`${path.basename(file)}: ${(error as Error).message.split('\n')[0]}`);
  }
  return {};
}

function readSecrets(file: string, faults: string[]): Tree {
  if (existsSync(file) && (statSync(file).mode & 0o077) !== 0)
    faults.push(`secrets.yaml: other accounts of this machine can read it. Run: chmod 600 ${path.basename(file)}`);
  return readYaml(file, faults);
}

/** `MOOTHALL__LISTEN__PORT=80` sets `listen.port`; `MOOTHALL__SECRETS__KEY` sets the secret `key`. */
function overlayEnvironment(settings: Tree, secrets: Tree, environment: NodeJS.ProcessEnv, faults: string[]): void {
  for (const [name, value] of Object.entries(environment)) {
    if (!name.startsWith('MOOTHALL__') || value === undefined) continue;
    const keys = name.slice('MOOTHALL__'.length).split('__').map(camelCase);
    if (keys.some((key) => key === '' || key === '__proto__' || key === 'constructor' || key === 'prototype')) {
      faults.push(`${name}: this is not a setting`);
      continue;
    }
    if (keys[0] === 'secrets') setIn(secrets, keys.slice(1), value);
    else setIn(settings, keys, value);
  }
}

function camelCase(key: string): string {
  return key.toLowerCase().replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function setIn(tree: Tree, keys: string[], value: string): void {
  const [key = '', ...rest] = keys;
  if (rest.length === 0) {
    tree[key] = value;
    return;
  }
  const next =
    Object.hasOwn(tree, key) && typeof tree[key] === 'object' && tree[key] !== null ? (tree[key] as Tree) : {};
  tree[key] = next;
  setIn(next, rest, value);
}
