import type { BrowserContext, Page, Response } from 'playwright-core';
import { findAccountByName, sessionCookie, startSession } from '#core/identity/index.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { browser, partnership } from './fixtures.js';
import { listenForFaults, type Faults } from './faults.js';
import { handsOn, type Hands } from './hands.js';
import type { Partnership } from './partnership.js';

/** A browser of its own with one tab, on somebody's desk. */
export interface Desk {
  readonly page: Page;
  readonly hands: Hands;
  readonly context: BrowserContext;
  readonly faults: Faults;
  /** Opens a path of the partnership's. */
  goTo(path: string): Promise<Response>;
  /** Another tab of the same browser. */
  openTab(path: string): Promise<Page>;
}

export interface DeskOptions {
  /** Sign-in name of whoever sits there; absent, nobody has signed in. */
  readonly as?: string;
  readonly javaScript?: 'on' | 'off';
  readonly scheme?: 'light' | 'dark';
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Default: the partnership that all journeys share. */
  readonly at?: Partnership;
}

/** The screen of an adviser, in CSS pixels. */
export const screen = { width: 1440, height: 900 } as const;

/** Where a journey's desks come from, and what becomes of them when it ends. */
export interface DeskSource {
  open(options?: DeskOptions): Promise<Desk>;
  close(desk: Desk): Promise<void>;
}

/** Each desk has a browser of its own, which knows nothing from before. */
export const freshDesks: DeskSource = {
  open: async (options) => await deskIn(await openBrowser(options)),
  close: async ({ context }) => await context.close(),
};

/** Somebody's browser, without a tab. */
export interface OpenBrowser {
  readonly context: BrowserContext;
  readonly faults: Faults;
}

export async function openBrowser(options: DeskOptions = {}): Promise<OpenBrowser> {
  const at = options.at ?? partnership();
  const context = await browser().newContext({
    baseURL: at.address,
    viewport: options.viewport ?? screen,
    colorScheme: options.scheme ?? 'light',
    javaScriptEnabled: options.javaScript !== 'off',
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  });
  context.setDefaultTimeout(10_000);
  const faults = listenForFaults(context);
  if (options.as !== undefined) await signIn(context, at, options.as);
  return { context, faults };
}

/** A desk in a new tab. */
export async function deskIn({ context, faults }: OpenBrowser): Promise<Desk> {
  const page = await context.newPage();
  return {
    page,
    context,
    faults,
    hands: handsOn(page),
    goTo: (path) => goTo(page, path),
    openTab: async (path) => {
      const tab = await context.newPage();
      await goTo(tab, path);
      return tab;
    },
  };
}

async function goTo(page: Page, path: string): Promise<Response> {
  const response = await page.goto(path);
  if (!response) throw new Error(`${path} gave no answer`);
  return response;
}

/** Puts a session into the browser, without the half second that a password takes. */
async function signIn(context: BrowserContext, { kernel, address }: Partnership, name: string): Promise<void> {
  const account = await findAccountByName(kernel.db.read(everyAuthority), name);
  if (!account) throw new Error(`nobody in the partnership signs in as ${name}`);
  const about = { personId: account.personId, state: 'signed-in', secondFactorAt: kernel.clock.now() } as const;
  const { token } = await kernel.db.write(everyAuthority, (db) => startSession(kernel, db, about));
  await context.addCookies([{ name: sessionCookie, value: token, url: address }]);
}
