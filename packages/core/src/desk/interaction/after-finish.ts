import { redirect, type Reply } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { getSurvey } from '../../satisfaction/index.js';
import { readPanel, valueOf } from './panels.js';
import type { Context } from './read-call.js';

/** Home, or to the survey's one question when the contact was drawn. A survey that can't be read keeps nobody up. */
export async function afterFinish(context: Context, interactionId: string, say: string): Promise<Reply> {
  if (!may(context.visitor.actor, 'satisfaction.ask')) return redirect('/desk', { say });
  const survey = await readPanel(context, 'survey', () => context.read(getSurvey, { interactionId }));
  const isDue = valueOf(survey)?.state === 'to-ask';
  return redirect(isDue ? `/desk/interactions/${interactionId}/survey` : '/desk', { say });
}
