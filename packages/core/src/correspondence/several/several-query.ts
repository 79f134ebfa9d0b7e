import { z } from 'zod';
import { bulkAtMost, getCase, listChosenCases, type DescribedSummary } from '../../cases/index.js';
import { uuidField } from '../../kernel/input.js';
import { defineQuery, type QueryContext } from '../../kernel/query.js';
import { Words } from '../template-input.js';
import { listTemplatesInUse } from '../shared/templates-in-use.js';
import { linkFieldOf } from '../merge-fields.js';
import type { MessageTemplate } from '../types.js';
import { letterAbout, type Letter } from './letter.js';

/** A chosen case, with the message about it or why there can be none. */
export interface ChosenLetter {
  readonly case: DescribedSummary;
  readonly letter: Letter | undefined;
  readonly unwritten: string | null;
}

export interface SeveralLetters {
  readonly chosen: readonly ChosenLetter[];
  /** Those that fit one of the cases at least. */
  readonly templates: readonly MessageTemplate[];
}

/** Messages about several cases as they would go out, each in its own way. Nothing is sent. */
export const listLetters = defineQuery({
  name: 'correspondence.list-letters',
  permission: 'correspondence.send',
  input: z.strictObject({
    ids: z.array(uuidField).max(bulkAtMost),
    /** Absent: the template's; without one there are none yet, and who can be reached at all is told. */
    words: Words.optional(),
    templateId: uuidField.optional(),
  }),
  run: async (context, { ids, words, templateId }): Promise<SeveralLetters> => {
    const { cases } = await context.call(listChosenCases, { ids });
    const templates = await fittingTemplates(context, cases);
    const meant = templates.filter(({ id }) => id === templateId);
    const chosen: ChosenLetter[] = [];
    for (const each of cases) {
      const template = meant.find(({ authorityId }) => authorityId === each.authorityId) ?? meant[0];
      chosen.push(await letterOf(context, each, words ?? template?.words, template));
    }
    // One of the partnership's is there once for each council.
    return { chosen, templates: [...new Map(templates.map((template) => [template.id, template])).values()] };
  },
});

async function letterOf(
  context: QueryContext,
  summary: DescribedSummary,
  words: MessageTemplate['words'] | undefined,
  template: MessageTemplate | undefined,
): Promise<ChosenLetter> {
  if (summary.veiled) return { case: summary, letter: undefined, unwritten: 'It is restricted to another team' };
  const found = await context.call(getCase, { id: summary.id });
  const letter = await letterAbout(context, found, { ...(words ? { words } : {}), template });
  return 'unwritten' in letter
    ? { case: summary, letter: undefined, unwritten: letter.unwritten }
    : { case: summary, letter, unwritten: null };
}

async function fittingTemplates(context: QueryContext, cases: readonly DescribedSummary[]): Promise<MessageTemplate[]> {
  const authorities = [...new Set(cases.map(({ authorityId }) => authorityId))];
  if (authorities.length === 0) return [];
  const fits = ({ authorityId, serviceId }: MessageTemplate): boolean =>
    cases.some((each) => each.authorityId === authorityId && (serviceId === null || each.serviceId === serviceId));
  const all = await listTemplatesInUse(context, authorities);
  return all.filter((template) => template.enabled && linkFieldOf(template.occasion) === undefined && fits(template));
}
