import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { assignRole } from '../access/index.js';
import { createHttp } from '../app/http.js';
import { httpParts } from '../app/http-parts.js';
import { createAccount, sessionCookie, startSession } from '../identity/index.js';
import { systemActor } from '../kernel/actor.js';
import { runCommand } from '../kernel/command.js';
import { formToken, hashSecret } from '../kernel/http/tokens.js';
import type { Role } from '../kernel/permissions.js';
import { everyAuthority } from '../kernel/scope.js';
import type { TestWorld } from './harness.js';

/** The real web face on a loopback port, over a test world's database. */
export interface TestHttp {
  /** `http://127.0.0.1:40123` */
  readonly address: string;
  /** A browser that nobody has signed in on. */
  browser(): Browser;
  /** A browser on which the person is signed in, second factor and all. */
  signIn(personId: string): Promise<Browser>;
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Path that a redirect leads to. */
  readonly location: string;
  readonly setCookies: readonly string[];
  readonly text: string;
}

export interface Request {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Fields of a form. */
  readonly form?: Readonly<Record<string, string | readonly string[]>>;
  readonly json?: unknown;
}

/** Keeps cookies, follows no redirect by itself. */
export interface Browser {
  readonly cookies: Map<string, string>;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Posts a form. The session's `_csrf` is added unless the fields bring their own. */
  post(path: string, form?: Request['form']): Promise<Answer>;
  send(path: string, request: Request): Promise<Answer>;
}

/** Starts the web face; close it in `after`. */
export async function startHttp(world: TestWorld): Promise<TestHttp> {
  const server = createServer(createHttp(httpParts(world.kernel)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const key = world.kernel.config.secrets.key;
  return {
    address,
    browser: () => openBrowser(address, key),
    signIn: async (personId) => {
      const browser = openBrowser(address, key);
      browser.cookies.set(sessionCookie, await startTestSession(world, personId));
      return browser;
    },
    close: () => closeServer(server),
  };
}

/** A signed-in session without the half second that a password takes. Answers its token. */
export async function startTestSession(world: TestWorld, personId: string): Promise<string> {
  const { kernel } = world;
  const about = { personId, state: 'signed-in', secondFactorAt: kernel.clock.now() } as const;
  return (await kernel.db.write(everyAuthority, (db) => startSession(kernel, db, about))).token;
}

export interface TestPerson {
  readonly personId: string;
  readonly signInName: string;
}

/** Somebody with an account and roles, for tests through HTTP: `addPerson(world(), { roles: [['dunmere', 'adviser']] })`. */
export async function addPerson(
  world: TestWorld,
  about: { name?: string; roles?: readonly (readonly [authority: string, role: Role])[]; passwordHash?: string },
): Promise<TestPerson> {
  const { kernel } = world;
  const setUp = systemActor('a test sets the scene');
  const signInName = `person-${world.newId()}`;
  const { personId } = await runCommand(kernel, setUp, createAccount, {
    person: { displayName: about.name ?? 'Test Person' },
    signInName,
    ...(about.passwordHash === undefined ? {} : { passwordHash: about.passwordHash }),
  });
  for (const [authority, role] of about.roles ?? [])
    await runCommand(kernel, setUp, assignRole, { personId, authority, role });
  return { personId, signInName };
}

function openBrowser(address: string, key: string): Browser {
  const cookies = new Map<string, string>();
  const csrf = (): Record<string, string> => {
    const token = cookies.get(sessionCookie);
    return token === undefined ? {} : { _csrf: formToken(key, hashSecret(token)) };
  };
  const send = async (path: string, { method = 'GET', headers = {}, form, json }: Request): Promise<Answer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const type: Record<string, string> = json === undefined ? {} : { 'Content-Type': 'application/json' };
    const body = form ? fieldsOf(form) : json === undefined ? null : JSON.stringify(json);
    const response = await fetch(address + path, {
      method,
      redirect: 'manual',
      headers: { Accept: 'text/html', ...(cookie ? { Cookie: cookie } : {}), ...type, ...headers },
      body,
    });
    for (const line of response.headers.getSetCookie()) keepCookie(cookies, line);
    return {
      status: response.status,
      headers: response.headers,
      location: response.headers.get('Location') ?? '',
      setCookies: response.headers.getSetCookie(),
      text: await response.text(),
    };
  };
  return {
    cookies,
    send,
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, form = {}) => send(path, { method: 'POST', form: { ...csrf(), ...form } }),
  };
}

function fieldsOf(form: NonNullable<Request['form']>): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(form)) for (const one of [value].flat()) fields.append(name, one);
  return fields;
}

function keepCookie(cookies: Map<string, string>, line: string): void {
  const [, name, value, attributes] = /^([^=]+)=([^;]*)(.*)$/.exec(line) ?? [];
  if (name === undefined || value === undefined) return;
  if (/; Max-Age=0/i.test(attributes ?? '')) cookies.delete(name);
  else cookies.set(name, value);
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

/** The value of a hidden field on a page. */
export function hiddenField(page: string, name: string): string {
  const value = new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1];
  if (value === undefined) throw new Error(`the page has no hidden field called ${name}`);
  return value
    .replace(/&amp;/g, '&')
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"');
}
