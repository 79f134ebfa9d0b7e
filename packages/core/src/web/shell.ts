import type { Tone } from './components.js';
import type { Html } from './html.js';

/** The two languages of a page; Welsh is equal, so every page states its own. */
export type PageLanguage = 'en' | 'cy';

/** `auto` follows the browser's setting. */
export type Scheme = 'auto' | 'light' | 'dark';

export interface Link {
  readonly text: string;
  readonly href: string;
}

/** The files of a page, under the hashed addresses that `assets.href` gives. */
export interface PageAssets {
  readonly styles: readonly string[];
  /** Modules that run. */
  readonly scripts: readonly string[];
  /** Modules that those import, fetched at once instead of one after the other. */
  readonly preloads: readonly string[];
  /** The picture on the tab. */
  readonly icon: string;
}

/** What every page of every face has. */
export interface PageShell {
  readonly lang: PageLanguage;
  /** The page's own words first: "Missed garden bin". The layout adds the authority. */
  readonly title: string;
  /** The page has faults: the title then starts with "Error:", which a screen reader hears first. */
  readonly hasErrors?: boolean;
  readonly authority: { readonly name: string; readonly homeHref: string; readonly themeHref: string };
  /** Of this response's content security policy. */
  readonly nonce: string;
  readonly scheme: Scheme;
  readonly assets: PageAssets;
}

/** Sign-in, errors, and other pages without the desk around them. */
export interface PlainShell extends PageShell {
  /** Without Undo: there may be no session to post it in. */
  readonly messages: readonly Omit<FlashMessage, 'undoAction'>[];
}

/** Something that just happened, said at the top of the next page and staying there. */
export interface FlashMessage {
  readonly tone: Tone;
  readonly text: string;
  readonly link?: Link;
  /** Where Undo posts to; offered for 10 minutes. */
  readonly undoAction?: string;
}

export interface NavigationItem extends Link {
  readonly count?: number;
  /** What is counted, for those who hear it: "14 cases". */
  readonly countNoun?: string;
  /** The name under which `countsHref` answers, for a count that comes after the page. */
  readonly countOf?: string;
  readonly current?: boolean;
  /** A single letter or sign that goes there. */
  readonly key?: string;
}

/** A contact that this adviser has open. */
export interface InteractionTab extends Link {
  readonly current?: boolean;
}

export interface DeskSearch {
  readonly action: string;
  readonly value: string;
  /** Answers with an HTML fragment of suggestions; without it, Enter searches. */
  readonly suggestHref?: string;
}

export interface DeskSession {
  readonly expiresInSeconds: number;
  readonly extendAction: string;
  readonly signOutAction: string;
}

/** "On a call", since when, and for how long: a script counts on from that. */
export interface Presence {
  readonly text: string;
  readonly tone: Tone;
  /** "10:41am". */
  readonly since: string;
  readonly elapsedMs: number;
}

/** All that surrounds a page of the staff desk. */
export interface DeskShell extends PageShell {
  readonly csrfToken: string;
  /** Single-letter shortcuts, which a person can switch off (WCAG 2.1.4). */
  readonly shortcuts: 'on' | 'off';
  /** Groups are set apart by a line. */
  readonly navigation: readonly (readonly NavigationItem[])[];
  /** What waits behind the places that have `countOf`, as JSON. */
  readonly countsHref?: string;
  readonly search: DeskSearch;
  readonly person: Link;
  readonly interactions: readonly InteractionTab[];
  readonly newInteractionHref: string;
  /** A copy is read while Moothall is upgraded: as of when, and where contacts are taken. */
  readonly standsIn?: { readonly asOf: string; readonly captureHref: string };
  /** What the person is doing now. */
  readonly presence?: Presence;
  readonly messages: readonly FlashMessage[];
  readonly session: DeskSession;
}

/** What `renderPage` hands to a layout. */
export type DeskLayoutView = DeskShell & { readonly bodyHtml: Html };
export type PlainLayoutView = PlainShell & { readonly bodyHtml: Html };

export interface FlashMessagesView {
  readonly messages: readonly FlashMessage[];
  readonly csrfToken: string;
}
