import { z } from 'zod';
import { readTextLines } from '../../kernel/import/json-lines.js';
import { RowFault, readRow } from '../../kernel/import/row-reader.js';
import type { ImportSource, ReadRow } from '../../kernel/import/row-reader.js';
import { toCase } from './case-parts.js';
import type { LegacyCasesOptions, UnmeasuredCase } from './legacy-cases.js';

const text = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform((given) => (given ?? '').trim());

const caseLine = z.strictObject({
  reference: text,
  service: text,
  status: text,
  opened: text,
  closed: text,
  due: text,
  summary: text,
  team: text,
  channel: text,
  uprn: text,
  location: text,
  customer: z.strictObject({ id: text, name: text, email: text, phone: text }).nullish(),
  history: z.array(z.strictObject({ at: text, text, by: text, audience: text })).default([]),
  attachments: z.array(z.string()).default([]),
});

/** One case as a JSON object on each line. */
export async function* readCaseLines(
  source: ImportSource,
  options: LegacyCasesOptions,
): AsyncGenerator<ReadRow<UnmeasuredCase>> {
  for await (const { line, text: written } of readTextLines(source, options)) {
    const row = readRow(line, () => caseOf(written, options));
    if (row) yield row;
  }
}

function caseOf(written: string, options: LegacyCasesOptions): UnmeasuredCase {
  const parsed = caseLine.safeParse(jsonOf(written));
  if (!parsed.success) throw shapeFault(parsed.error);
  const { customer, history, attachments, ...texts } = parsed.data;
  const { id = '', name = '', email = '', phone = '' } = customer ?? {};
  const who = { customerKey: id, customerName: name, customerEmail: email, customerPhone: phone };
  return toCase({ ...texts, ...who }, history, attachments, options);
}

function jsonOf(written: string): unknown {
  try {
    return JSON.parse(written) as unknown;
  } catch {
    throw new RowFault('This line isn’t one whole JSON object. Write each case on one line.');
  }
}

/** Names the property and the shape that it needs; what it holds stays out of the message. */
function shapeFault(error: z.ZodError): RowFault {
  const [issue] = error.issues;
  if (issue?.code === 'unrecognized_keys') {
    const keys = issue.keys.map((key) => `“${key.slice(0, 60)}”`).join(', ');
    return new RowFault(
      `Remove what isn’t part of a case: ${keys}. A case has ${Object.keys(caseLine.shape).join(', ')}.`,
    );
  }
  const field = issue?.path.join('.') ?? '';
  const fix =
    field === ''
      ? 'Write each case as a JSON object.'
      : `Write ${field} in the shape that the guide to this file shows.`;
  return field === '' ? new RowFault(fix) : new RowFault(fix, field);
}
