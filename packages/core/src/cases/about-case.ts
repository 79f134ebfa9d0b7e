import type { RouteContext } from '../kernel/route.js';
import { caseHref } from './page/case-desk.js';
import { getCase } from './queries.js';
import type { DescribedCase } from './types.js';

/** A case that something else is begun from: how its page names it, and the way back. */
export interface AboutCase {
  readonly found: DescribedCase;
  /** "DU-4F7K-2Q9M-X Fly-tipping" */
  readonly text: string;
  readonly back: { readonly text: string; readonly href: string };
}

/** @throws not_found */
export async function readAboutCase(
  context: Pick<RouteContext<unknown, unknown, unknown>, 'read'>,
  reference: string,
): Promise<AboutCase> {
  const found = await context.read(getCase, { reference });
  const { reference: text, title } = found;
  return { found, text: `${text} ${title}`, back: { text, href: caseHref(found) } };
}
