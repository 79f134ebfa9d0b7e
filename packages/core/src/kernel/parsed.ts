/**
 * What a parser of typed text returns: the value, or why there is none. `message` is a whole English sentence that
 * says the label and the fix; `code` is what a Welsh page or a caller looks at.
 */
export type Parsed<Value, Code extends string = string> =
  { ok: true; value: Value } | { ok: false; code: Code; message: string };

export function parsed<Value>(value: Value): { ok: true; value: Value } {
  return { ok: true, value };
}

export function notParsed<Code extends string>(
  code: Code,
  message: string,
): { ok: false; code: Code; message: string } {
  return { ok: false, code, message };
}
