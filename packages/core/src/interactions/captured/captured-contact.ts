import path from 'node:path';
import { z } from 'zod';
import { line, longText, optional, uuidField } from '../../kernel/input.js';
import { channels } from '../types.js';

/** What an adviser writes down of a contact while the desk stands in: enough to go on with it afterwards. */
export const CapturedForm = z.strictObject({
  /** Of the contact, from the page on which it was written: sent twice, it is one. */
  id: uuidField,
  authorityId: z.coerce.number({ error: 'Choose whom you answer as' }).int(),
  channel: z.enum(channels, { error: 'Choose how they are in touch' }),
  name: optional(line(200, 'who it is')),
  reach: optional(line(200, 'how to reach them')),
  what: longText(4000, 'what they need'),
  where: optional(line(300, 'where it is')),
  urgent: z.union([z.boolean(), z.literal('yes').transform(() => true)]).default(false),
});
export type CapturedForm = z.output<typeof CapturedForm>;

/** By whom and when, where somebody else enters it afterwards. */
export const TakenBy = z.strictObject({
  staffId: uuidField,
  name: line(200),
  at: z.number().int(),
  /** By which they answered for that authority. */
  agreementId: uuidField.optional(),
});

/** A contact as its line in the file has it: of another release, perhaps, that knows more of it. */
export const CapturedContact = z.object({ ...CapturedForm.shape, takenBy: z.object(TakenBy.shape) });
export type CapturedContact = z.output<typeof CapturedContact>;

/** Where contacts wait that were taken while the desk stood in: outside the database, and outside what a restore replaces. */
export const capturedFolder = ({ directory }: { readonly directory: string }): string =>
  path.join(directory, 'run', 'captured');

/** What was written down, line by line. */
export function writtenDown({ what, where, reach }: CapturedForm): string[] {
  return [what, ...(where ? [`Where: ${where}`] : []), ...(reach ? [`How to reach them: ${reach}`] : [])];
}
