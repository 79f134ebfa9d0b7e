import { z } from 'zod';
import { badInput, type FieldFault } from './errors.js';

/**
 * Checks what came from outside. Unknown fields are refused; each fault names the field and the fix.
 * @throws bad_input with one fault a field
 */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw badInput({ faults: fieldFaults(result.error) });
}

/** What a schema finds wrong, field by field. */
export function fieldFaults(error: z.ZodError): FieldFault[] {
  return error.issues.flatMap(faultsOf);
}

function faultsOf(issue: z.core.$ZodIssue): FieldFault[] {
  const field = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      field: field ? `${field}.${key}` : key,
      message: `There is no field called ${JSON.stringify(key)}. Leave it out`,
    }));
  return [{ field, message: messageOf(issue, field) }];
}

const missing = 'Give this: it is missing';

function messageOf(issue: z.core.$ZodIssue, field: string): string {
  return issue.message === missing ? `Give ${field || 'a value'}: it is missing` : issue.message;
}

/** Words for what zod finds, unless a schema brings its own. */
z.config({
  customError: (issue) => {
    switch (issue.code) {
      case 'invalid_type':
        return issue.input === undefined ? missing : `This must be a ${issue.expected}`;
      case 'too_big':
        return issue.origin === 'string'
          ? `Shorten this to ${issue.maximum} characters or fewer`
          : `This must be at most ${issue.maximum}`;
      case 'too_small':
        if (issue.origin === 'string')
          return issue.minimum === 1 ? 'Enter a value' : `Use at least ${issue.minimum} characters`;
        if (issue.origin === 'array')
          return issue.minimum === 1 ? 'Give at least one' : `Give at least ${issue.minimum}`;
        return `This must be at least ${issue.minimum}`;
      case 'invalid_value':
        return `Choose one of: ${issue.values.map(String).join(', ')}`;
      default:
        return undefined;
    }
  },
});

const controlCharacters = /[\u0000-\u0008\u000B\u000C\u000E-\u001F]/;

const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Whether text holds a null byte or another control character that no keyboard makes. */
export function hasControlCharacters(text: string): boolean {
  return controlCharacters.test(text);
}

function sound(text: string): boolean {
  return !hasControlCharacters(text) && !loneSurrogate.test(text);
}

const unsoundMessage = 'Take out the characters that can’t be shown (such as a null byte)';

/** What is said of a text that `what` names: "the title", "what happened". */
function wordsOf(what: string | undefined, max: number): { enter?: string; shorten?: string } {
  if (what === undefined) return {};
  return { enter: `Enter ${what}`, shorten: `Shorten ${what} to ${max} characters or fewer` };
}

function text(max: number, what: string | undefined): z.ZodString {
  const { enter, shorten } = wordsOf(what, max);
  return z.string(enter).trim().min(1, enter).max(max, shorten);
}

/**
 * A line of text: trimmed, one line, every script and emoji kept as it is.
 * @param what names it in faults as its label does, for a field that a form asks for: "the title"
 */
export function line(max: number, what?: string): z.ZodString {
  return text(max, what)
    .refine(sound, unsoundMessage)
    .regex(/^[^\r\n]*$/, 'Keep this to one line');
}

/** Text of several lines; line ends become `\n`. `what` names it in faults, as for `line`. */
export function longText(max: number, what?: string): z.ZodPipe<z.ZodString, z.ZodTransform<string, string>> {
  return text(max, what)
    .refine(sound, unsoundMessage)
    .transform((text) => text.replace(/\r\n?/g, '\n'));
}

/** An optional field of a web form: an empty box counts as left out. */
export function optional<S extends z.ZodType>(schema: S): z.ZodPreprocess<z.ZodOptional<S>> {
  return z.preprocess(
    (value) => (typeof value === 'string' && value.trim() === '' ? undefined : value),
    schema.optional(),
  );
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const uuidField = z.string().regex(uuidPattern, 'This is not an id');

/** The id of one of the choices that a form offers; `fix` says which: "Choose who acts for them". */
export function chosenIdField(fix: string): z.ZodString {
  return z.string(fix).regex(uuidPattern, fix);
}

export const versionField = z.coerce.number().int().min(1);
