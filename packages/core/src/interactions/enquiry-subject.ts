import type { CommandContext } from '../kernel/command.js';
import { badInput } from '../kernel/errors.js';
import { scopeFor, type AuthorityId } from '../kernel/scope.js';
import { findArticle } from '../knowledge/index.js';
import { getPublishedService } from '../services/index.js';

/** What an enquiry is about, as a command names it. Absent: as before; null: not any more. */
export interface SubjectInput {
  readonly serviceId?: string | null | undefined;
  readonly articleId?: string | null | undefined;
}

export interface Subject {
  /** Whose service it is; absent when no service was named. */
  readonly authorityId?: AuthorityId;
  readonly serviceId?: string | null;
  readonly articleId?: string | null;
}

/** @throws bad_input when the actor can see no such article or service */
export async function readSubject(context: CommandContext, { serviceId, articleId }: SubjectInput): Promise<Subject> {
  if (articleId && !(await findArticle(context.db.within(scopeFor(context.actor, 'knowledge.read')), articleId)))
    throw noneSuch('articleId', 'Choose the article again: it was withdrawn');
  const article = articleId === undefined ? {} : { articleId };
  if (!serviceId) return serviceId === undefined ? article : { ...article, serviceId };
  const service = await getPublishedService(context.db, serviceId);
  if (!service) throw noneSuch('serviceId', 'Choose the service again: it was withdrawn, or is another authority’s');
  return { ...article, serviceId, authorityId: service.authorityId };
}

function noneSuch(field: string, message: string) {
  return badInput({ faults: [{ field, message }] });
}
