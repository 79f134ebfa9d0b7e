import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { assignRole } from '../access/index.js';
import { createHttp } from '../app/http.js';
import { httpParts } from '../app/http-parts.js';
import { createAccount, sessionCookie, startSession } from '../identity/index.js';
import type { Config } from '../kernel/config.js';
import { systemActor } from '../kernel/actor.js';
import { runCommand } from '../kernel/command.js';
import { cookieName } from '../kernel/http/cookies.js';
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
  /** Sent with the form's fields as multipart/form-data. */
  readonly files?: readonly SentFile[];
}

export interface SentFile {
  readonly field: string;
  readonly name: string;
  readonly bytes: Buffer;
}

/** Keeps cookies, follows no redirect by itself. */
export interface Browser {
  readonly cookies: Map<string, string>;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Posts a form. The session's `_csrf` is added unless the fields bring their own. */
  post(path: string, form?: Request['form'], files?: Request['files']): Promise<Answer>;
  send(path: string, request: Request): Promise<Answer>;
}

/** Starts the web face; close it in `after`. `settings` stand in place of the world's own. */
export async function startHttp(world: TestWorld, settings: Partial<Config> = {}): Promise<TestHttp> {
  // It is reached on a loopback port, not at the world's address.
  const config = { ...world.kernel.config, origin: undefined, ...settings };
  const server = createServer(createHttp(httpParts({ ...world.kernel, config })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const cookie = cookieName(sessionCookie, config.origin?.startsWith('https:') ?? false);
  const key = config.secrets.key;
  return {
    address,
    browser: () => openBrowser(address, key, cookie),
    signIn: async (personId) => {
      const browser = openBrowser(address, key, cookie);
      browser.cookies.set(cookie, await startTestSession(world, personId));
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

function openBrowser(address: string, key: string, ownCookie: string): Browser {
  const cookies = new Map<string, string>();
  const csrf = (): Record<string, string> => {
    const token = cookies.get(ownCookie);
    return token === undefined ? {} : { _csrf: formToken(key, hashSecret(token)) };
  };
  const send = async (path: string, { method = 'GET', headers = {}, ...content }: Request): Promise<Answer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const { type, body } = bodyOf(content);
    const all = {
      Accept: 'text/html',
      ...(cookie ? { Cookie: cookie } : {}),
      ...(body.length > 0 ? { 'Content-Type': type } : {}),
      ...headers,
    };
    const response = await exchange(address + path, method, all, body);
    for (const line of response.setCookies) keepCookie(cookies, line);
    return response;
  };
  return {
    cookies,
    send,
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, form = {}, files = undefined) =>
      send(path, { method: 'POST', form: { ...csrf(), ...form }, ...(files ? { files } : {}) }),
  };
}

function bodyOf({ form, json, files }: Request): { type: string; body: string | Buffer } {
  if (files) return multipart(form ?? {}, files);
  if (form) return { type: 'application/x-www-form-urlencoded', body: fieldsOf(form).toString() };
  return { type: 'application/json', body: json === undefined ? '' : JSON.stringify(json) };
}

/** As browsers write it (RFC 7578): names as UTF-8, with quotes and line ends escaped. */
function multipart(form: NonNullable<Request['form']>, files: readonly SentFile[]): { type: string; body: Buffer } {
  const boundary = 'moothall-test-boundary';
  const escaped = (name: string): string => name.replace(/"/g, '%22').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
  const part = (headers: string, content: string | Buffer): Buffer[] => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${headers}\r\n\r\n`),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ];
  const fields = [...fieldsOf(form)].flatMap(([name, value]) => part(`name="${escaped(name)}"`, value));
  const sent = files.flatMap(({ field, name, bytes }) =>
    part(`name="${escaped(field)}"; filename="${escaped(name)}"\r\nContent-Type: application/octet-stream`, bytes),
  );
  const body = Buffer.concat([...fields, ...sent, Buffer.from(`--${boundary}--\r\n`)]);
  return { type: `multipart/form-data; boundary=${boundary}`, body };
}

/** node:http and not fetch, which adds the headers of a script to every request. */
function exchange(
  url: string,
  method: string,
  headers: Record<string, string>,
  body: string | Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('error', reject);
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(answerOf(response, Buffer.concat(chunks).toString('utf8'))));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function answerOf({ statusCode = 0, headers }: IncomingMessage, text: string): Answer {
  const { 'set-cookie': setCookies = [], ...rest } = headers;
  const single = Object.entries(rest).map(([name, value]): [string, string] => [name, String(value)]);
  return { status: statusCode, headers: new Headers(single), location: headers.location ?? '', setCookies, text };
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
