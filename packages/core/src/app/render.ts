import type { Request, Response } from 'express';
import { beingUpgraded, isError, staleVersion, type AppError } from '../kernel/errors.js';
import { formatDateTime } from '../kernel/format-time.js';
import { parseCookies } from '../kernel/http/cookies.js';
import type { Cookie, Reply, RouteContext, Visitor } from '../kernel/route.js';
import type { Assets } from '../web/assets.js';
import { renderPage } from '../web/page.js';
import type { DeskShell, FlashMessage, PageLanguage, PlainShell } from '../web/shell.js';
import type { Templates } from '../web/templates.js';
import type { ErrorView } from '../web/views.js';
import { takeFlash } from './flash.js';
import { stateOf } from './http.js';
import { pageBefore } from './page-before.js';
import { typedWords } from './typed-words.js';

type PageReply = Extract<Reply, { kind: 'page' }>;
type AnyContext = RouteContext<unknown, unknown, unknown>;

/** What the desk's frame needs besides the page itself; the desk capability answers. */
export interface DeskFrame {
  readonly authorityName: string;
  readonly brandColour: `#${string}`;
  readonly navigation: DeskShell['navigation'];
  readonly countsHref?: string;
  readonly interactions: DeskShell['interactions'];
  readonly presence?: DeskShell['presence'];
  readonly preferences: { readonly scheme: DeskShell['scheme']; readonly shortcuts: DeskShell['shortcuts'] };
}

export interface RendererParts {
  readonly templates: Templates;
  readonly assets: Assets;
  frame(context: AnyContext, nav: string | undefined): Promise<DeskFrame>;
  /** Name and colour of pages before anyone signs in: the installation's. */
  readonly installation: { readonly name: string; readonly brandColour: `#${string}` };
}

export interface Renderer {
  page(reply: PageReply, context: AnyContext, response: Response): Promise<{ html: string; clears: Cookie[] }>;
  /** Within the desk for somebody who is signed in there, else by itself. */
  error(error: AppError, request: Request, response: Response, context: AnyContext | undefined): Promise<string>;
}

export function createRenderer(parts: RendererParts): Renderer {
  return {
    page: async (reply, context, response) => {
      const model = reply.model as object;
      if (reply.layout === 'fragment') return { html: parts.templates.render(reply.template, model), clears: [] };
      const { said, clears } = takeFlash(context.cookies);
      const messages = said.map((text): FlashMessage => ({ tone: 'good', text }));
      const html =
        reply.layout === 'desk'
          ? renderPage(
              parts.templates,
              'desk',
              reply.template,
              model,
              await deskShell(parts, reply, context, response, messages),
            )
          : renderPage(parts.templates, 'plain', reply.template, model, plainShell(parts, reply, response, messages));
      return { html, clears };
    },
    error: async (error, request, response, context) => {
      const view = errorView(error, request, response);
      const { said } = takeFlash(parseCookies(request.headers.cookie));
      const messages = said.map((text): FlashMessage => ({ tone: 'good', text }));
      const heads = { title: view.title };
      const template = '/web/views/error';
      if (context === undefined)
        return renderPage(parts.templates, 'plain', template, view, plainShell(parts, heads, response, messages));
      const shell = await deskShell(parts, heads, context, response, messages);
      return renderPage(parts.templates, 'desk', template, view, shell);
    },
  };
}

interface Heads {
  readonly title: string;
  readonly lang?: string;
  readonly status?: number;
}

function plainShell(
  { assets, installation }: RendererParts,
  { title, lang, status }: Heads,
  response: Response,
  messages: readonly FlashMessage[],
): PlainShell {
  return {
    lang: (lang ?? 'en') as PageLanguage,
    title,
    hasErrors: status === 422,
    authority: { name: installation.name, homeHref: '/desk', themeHref: assets.themeHref(installation.brandColour) },
    nonce: stateOf(response).nonce,
    scheme: 'auto',
    assets: assets.page(['core.css', 'desk.css'], ['desk.js']),
    messages,
  };
}

async function deskShell(
  parts: RendererParts,
  reply: Heads & { readonly nav?: string },
  context: AnyContext,
  response: Response,
  messages: readonly FlashMessage[],
): Promise<DeskShell> {
  const frame = await parts.frame(context, reply.nav);
  const { visitor } = context;
  return {
    ...plainShell(parts, reply, response, messages),
    authority: { name: frame.authorityName, homeHref: '/desk', themeHref: parts.assets.themeHref(frame.brandColour) },
    scheme: frame.preferences.scheme,
    shortcuts: frame.preferences.shortcuts,
    csrfToken: visitor.session?.csrfToken ?? '',
    navigation: frame.navigation,
    ...(frame.countsHref === undefined ? {} : { countsHref: frame.countsHref }),
    search: { action: '/desk/search', value: searchValue(context.here), suggestHref: '/desk/search/suggest' },
    person: { text: visitor.actor.kind === 'staff' ? visitor.actor.name : '', href: '/desk/me' },
    interactions: frame.interactions,
    newInteractionHref: '/desk/interactions/new',
    ...(frame.presence ? { presence: frame.presence } : {}),
    ...standsInOf(context),
    session: {
      expiresInSeconds: Math.max(0, Math.floor(((visitor.session?.expiresAt ?? 0) - context.now) / 1000)),
      extendAction: '/desk/session/extend',
      signOutAction: '/sign-out',
    },
  };
}

function standsInOf({ kernel, now }: AnyContext): Pick<DeskShell, 'standsIn'> {
  if (!kernel.standsIn) return {};
  return { standsIn: { asOf: formatDateTime(kernel.standsIn.since, { now }), captureHref: '/desk/captured' } };
}

function searchValue(here: string): string {
  const [path, query] = here.split('?');
  return path === '/desk/search' ? (new URLSearchParams(query).get('q') ?? '') : '';
}

const titles: Readonly<Record<number, string>> = {
  400: 'That request could not be read',
  401: 'Sign in first',
  403: 'You can’t do that here',
  404: 'Page not found',
  409: 'Somebody else changed this',
  413: 'That is too large',
  422: 'Some answers need another look',
  429: 'Too many attempts',
  503: 'Busy for a moment',
  507: 'No room left',
};

function errorView(error: AppError, request: Request, response: Response): ErrorView {
  // Nobody filled in the fields of an address: a fault of theirs says which it is.
  const isAddress = request.method === 'GET';
  const fixes = error.faults.map(({ field, message }) => (isAddress && field ? `${field}: ${message}` : message));
  const isStale = isError(error, staleVersion.code);
  const again = { text: 'Open the page again, and see what they changed', href: pageBefore(request) };
  const isUpgrade = error.code === beingUpgraded.code;
  const signedIn = (response.locals['visitor'] as Visitor | undefined)?.session !== undefined;
  const typed = isStale || isUpgrade ? typedWords(response.locals['body']) : [];
  const meanwhile = [
    'Leave the page open that you sent, or go back to it, and send it again in a few minutes.',
    { text: 'Take a new contact meanwhile', href: '/desk/captured' },
  ];
  return {
    status: error.status,
    title: isUpgrade ? 'Moothall is being upgraded' : (titles[error.status] ?? 'Something went wrong here'),
    whatHappened: error.message,
    whatYouCanDo: [
      ...fixes,
      ...(isStale ? [again] : []),
      ...(isUpgrade && signedIn ? meanwhile : []),
      { text: 'Go to the desk', href: '/desk' },
    ],
    ...(typed.length > 0 ? { typed } : {}),
    ...(error.status >= 500 && !isUpgrade ? { reference: stateOf(response).id } : {}),
  };
}
