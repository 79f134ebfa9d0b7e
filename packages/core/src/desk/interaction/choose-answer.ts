import type { WholeInteraction } from '../../interactions/index.js';
import { badInput } from '../../kernel/errors.js';
import { isUuid } from '../../kernel/ids.js';
import type { RouteContext } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { getArticle } from '../../knowledge/index.js';
import { getService, getServiceByKey } from '../../services/index.js';
import { answeringAuthorities, findAnswers } from './find-answers.js';
import { readPanel, valueOf } from './panels.js';
import { ownersService } from './read-owners.js';

type Context = RouteContext<unknown, unknown, unknown>;

/** An answer that was picked, and the authority for which it was found. */
export interface Choice {
  readonly kind: 'article' | 'service';
  readonly id: string;
  readonly authorityId: number;
}

export interface ChosenSubject {
  readonly articleId?: string;
  readonly serviceId?: string;
}

/** Reads `article:<id>:<authority>`, as the page's buttons send it. @throws bad_input */
export function readChoice(text: string): Choice {
  const [kind, id = '', authority] = text.split(':');
  const authorityId = Number(authority);
  if ((kind !== 'article' && kind !== 'service') || !isUuid(id) || !Number.isInteger(authorityId))
    throw badInput({ faults: [{ field: 'words', message: 'Choose one of the answers' }] });
  return { kind, id, authorityId };
}

/**
 * What an enquiry becomes: the answer chosen, else the first that the words find, else nothing yet. An article brings
 * the service that it logs under, so that the enquiry belongs to the authority whose service it is: at the contact's
 * address, when that is known.
 */
export async function chooseAnswer(
  context: Context,
  interaction: Pick<WholeInteraction, 'authorityId' | 'placeId'>,
  {
    words,
    chosen,
    kind,
  }: { readonly words?: string | undefined; readonly chosen: Choice | undefined; readonly kind?: 'service' },
): Promise<ChosenSubject> {
  const choice = chosen ?? (words === undefined ? undefined : await firstFound(context, interaction, words, kind));
  if (!choice) return {};
  const { placeId } = interaction;
  const service = await readPanel(context, 'service', () => serviceOf(context, placeId, choice));
  if (choice.kind === 'service') return { serviceId: valueOf(service) ?? choice.id };
  const serviceId = valueOf(service);
  return { articleId: choice.id, ...(serviceId === undefined ? {} : { serviceId }) };
}

async function firstFound(
  context: Context,
  interaction: Pick<WholeInteraction, 'authorityId' | 'placeId'>,
  words: string,
  kind: 'service' | undefined,
): Promise<Choice | undefined> {
  if (!may(context.visitor.actor, 'knowledge.read')) return undefined;
  const authorities = await answeringAuthorities(context, interaction);
  const [first] = await findAnswers(context, authorities, words, { limit: 1, ...(kind ? { kind } : {}) });
  return first && { kind: first.kind, id: first.id, authorityId: first.authority.id };
}

async function serviceOf(
  context: Context,
  placeId: string | null,
  { kind, id, authorityId }: Choice,
): Promise<string | undefined> {
  if (kind === 'service')
    return placeId === null ? id : (await ownersService(context, placeId, await context.read(getService, { id }))).id;
  const { serviceKey } = (await context.read(getArticle, { id })).content;
  if (serviceKey === undefined) return undefined;
  const service = await context.read(getServiceByKey, { authorityId, key: serviceKey });
  return (await ownersService(context, placeId, service)).id;
}
