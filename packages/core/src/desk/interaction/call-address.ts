import { z } from 'zod';
import { receiverQuery } from '../../cases/index.js';
import { line, optional, uuidField } from '../../kernel/input.js';

/** What stands in the left column in place of the customer's card. */
export const whoPanels = ['find', 'new', 'check', 'place'] as const;
/** What stands in the middle column in place of the script. */
export const whyPanels = ['log', 'pass', 'case', 'ask'] as const;

/** Which parts of the call page are open: all of it is in the address, so that every part works as a link. */
export const ShownParts = z.strictObject({
  who: z.enum(whoPanels).optional(),
  do: z.enum(whyPanels).optional(),
  /** Words of the customer or address search in the left column. */
  find: optional(z.string().trim().max(200)),
  /** The service to log under. */
  service: uuidField.optional(),
  /** The case that the contact is about. */
  case: optional(line(100)),
  ...receiverQuery,
  /** Reference of the case just logged. */
  logged: optional(line(100)),
});
export type ShownParts = z.output<typeof ShownParts>;

export const CallParams = z.strictObject({ id: uuidField });

/** The call page with these parts open. `part` is a path below it, for what is posted: `/customer`. */
export function callHref(id: string, shown: ShownParts = {}, part = ''): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(shown)) if (value !== undefined) query.set(name, value);
  const text = query.toString();
  return `/desk/interactions/${id}${part}${text ? `?${text}` : ''}`;
}

/** The same with the left column as it was before it was opened. */
export function withoutWho(shown: ShownParts): ShownParts {
  const { who: _who, find: _find, ...rest } = shown;
  return rest;
}

/** The same with the middle column showing the script again. */
export function withoutDo({ who, find }: ShownParts): ShownParts {
  return { ...(who ? { who } : {}), ...(find ? { find } : {}) };
}

/** Under which the notes' draft is kept on the server. */
export function draftKey(interactionId: string): string {
  return `interaction:${interactionId}`;
}
