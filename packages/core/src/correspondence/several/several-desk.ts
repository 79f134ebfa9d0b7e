import { z } from 'zod';
import { listAuthorities } from '../../authorities/index.js';
import { casesWords, ChosenFields, SeenFields, showBulkResult, undoCookie } from '../../cases/index.js';
import { findDraft, removeDraft } from '../../identity/index.js';
import { AppError, type FieldFault } from '../../kernel/errors.js';
import { ownPath } from '../../kernel/http/own-path.js';
import { newId } from '../../kernel/ids.js';
import { optional, parseInput, uuidField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { refuseWords, Words } from '../template-input.js';
import type { MessageTemplate } from '../types.js';
import { readWords, typedWords, type TypedWords } from '../word-fields.js';
import { messageCases } from './message-cases.js';
import { listLetters } from './several-query.js';
import { sentWords, severalDraftKey, severalPage } from './several-views.js';

export const severalHref = '/desk/queue/message';
const permission = 'cases.change-many';

type Context = RouteContext<unknown, unknown, unknown>;

const typed = z.string().max(50_000).default('');
const WordsForm = z.strictObject({
  ...SeenFields,
  template: optional(uuidField),
  ...{ 'en.subject': typed, 'en.body': typed, 'en.text': typed },
  ...{ 'cy.subject': typed, 'cy.body': typed, 'cy.text': typed },
  /** The case whose message is shown before anything is sent. */
  show: z.union([uuidField, z.literal('first')]).optional(),
  does: z.literal('send').optional(),
});
type WordsForm = z.output<typeof WordsForm>;

const open = deskRoute({
  method: 'get',
  path: severalHref,
  permission,
  query: z.strictObject({ ...ChosenFields, template: optional(uuidField) }),
  handle: async (context) => {
    const { case: ids, ...asked } = context.query;
    return await showPage(context, ids, { ...asked, show: asked.template && 'first' });
  },
});

const send = deskRoute({
  method: 'post',
  path: severalHref,
  permission,
  body: WordsForm,
  handle: async (context) => {
    const { body } = context;
    const ids = body.case.map(({ id }) => id);
    const { batch: batchId, template: templateId, back } = body;
    const shown = { template: templateId, back, batchId, typed: wordsOf(body) };
    const read = readForm(body);
    if (!read.ok) return await showPage(context, ids, { ...shown, faults: read.faults });
    const { words } = read;
    if (body.does !== 'send' || ids.length === 0)
      return await showPage(context, ids, { ...shown, words, show: body.show ?? 'first' });
    const sent = await messageCases(context, { batchId, cases: body.case, words, templateId });
    await forgetDraft(context);
    const say = sentWords(sent);
    if (sent.failed.length > 0)
      return await showBulkResult(context, sent, {
        back,
        words: { failed: (count) => `${casesWords(count)} could not be written about`, done: () => say },
      });
    return redirect(ownPath(back), { say, cookies: [undoCookie(batchId)] });
  },
});

export const severalRoutes: readonly Route[] = [open, send];

interface Shown {
  readonly back: string;
  readonly template?: string | undefined;
  readonly batchId?: string;
  /** Absent: the template's words, else what was typed here before and not sent. */
  readonly typed?: TypedWords;
  readonly words?: MessageTemplate['words'];
  readonly faults?: readonly FieldFault[];
  readonly show?: string | undefined;
}

async function showPage(context: Context, ids: readonly string[], shown: Shown): Promise<Reply> {
  const { kernel, visitor } = context;
  const { template: templateId, words, faults = [], back } = shown;
  const letters = await context.read(listLetters, {
    ids: [...ids],
    ...(words ? { words } : {}),
    ...(templateId ? { templateId } : {}),
  });
  const template = letters.templates.find(({ id }) => id === templateId);
  const authorities = await listAuthorities(kernel);
  const model = severalPage({
    letters,
    templateId: template?.id,
    typed: shown.typed ?? (template ? typedWords(template.words) : await draftOf(context)),
    faults,
    show: shown.show,
    back: ownPath(back),
    batchId: shown.batchId ?? newId(kernel.clock, kernel.random),
    csrfToken: visitor.session?.csrfToken ?? '',
    councils: new Map(authorities.map(({ id, shortName }) => [id, shortName])),
  });
  const status = faults.length > 0 ? 422 : 200;
  return page('/correspondence/views/several', model, { title: model.heading, nav: 'queue', status });
}

type ReadForm = { ok: true; words: MessageTemplate['words'] } | { ok: false; faults: readonly FieldFault[] };

/** The words of the form, or what is wrong with them. */
function readForm(body: WordsForm): ReadForm {
  try {
    const { words } = parseInput(z.strictObject({ words: Words }), { words: readWords(wordsOf(body)) });
    refuseWords(words, 'by-hand');
    return { ok: true, words };
  } catch (error) {
    if (error instanceof AppError && error.faults.length > 0) return { ok: false, faults: error.faults };
    throw error;
  }
}

const wordParts = ['en.subject', 'en.body', 'en.text', 'cy.subject', 'cy.body', 'cy.text'] as const;
type WordParts = Readonly<Partial<Record<(typeof wordParts)[number], string | readonly string[]>>>;

function wordsOf(fields: WordParts): TypedWords {
  const text = (part: keyof WordParts): string => [fields[part] ?? ''].flat().join('').replace(/\r\n?/g, '\n');
  return Object.fromEntries(wordParts.map((part) => [part, text(part)]));
}

/** The words that the person typed here and didn't send. */
async function draftOf({ kernel, visitor }: Context): Promise<TypedWords> {
  const draft = visitor.actor.kind === 'staff' && (await findDraft(kernel, visitor.actor.staffId, severalDraftKey));
  return wordsOf(draft || {});
}

async function forgetDraft({ kernel, visitor }: Context): Promise<void> {
  if (visitor.actor.kind === 'staff') await removeDraft(kernel, visitor.actor.staffId, severalDraftKey);
}
