const beginning = 'found.';

/** A value of a form that holds what another system told, and that only its proof makes believed. */
export function sealedValue(text: string, proof: string): string {
  return `${beginning}${text}.${proof}`;
}

/** Whether a value is such a one, if only what a draft keeps of it. */
export function isSealed(value: string): boolean {
  return value.startsWith(beginning);
}

/** Its two parts; both are empty in what a draft keeps of it. */
export function sealedParts(value: string): { readonly text: string; readonly proof: string } {
  const [text = '', proof = ''] = value.slice(beginning.length).split('.');
  return { text, proof };
}

/** What a draft keeps of a value: of a sealed one, that there was one; of any other, all. */
export function forDraft(value: string): string {
  return /^found\.[\w-]+\.[\w-]{43}$/.test(value) ? beginning : value;
}
