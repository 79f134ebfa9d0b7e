import type { DirectoryRecord } from './search/directory-types.js';

/** What somebody is looked for in the directory, to pass it to them: a contact, or a case by its reference. */
export interface Passing {
  readonly contact: string | undefined;
  readonly reference: string | undefined;
}

/** What addresses of the directory carry meanwhile. */
export function passingFields({ contact, reference }: Passing): { readonly name: string; readonly value: string }[] {
  return [
    ...(contact === undefined ? [] : [{ name: 'contact', value: contact }]),
    ...(reference === undefined ? [] : [{ name: 'case', value: reference }]),
  ];
}

/** An address of the directory that goes on with what is passed. */
export function withPassing(href: string, passing: Passing | undefined): string {
  const fields = passing === undefined ? [] : passingFields(passing);
  const query = new URLSearchParams(Object.fromEntries(fields.map(({ name, value }) => [name, value])));
  return fields.length === 0 ? href : `${href}?${query.toString()}`;
}

/** Where it is passed to somebody; undefined: nothing is. */
export function passHref({ kind, id }: DirectoryRecord, { contact, reference }: Passing): string | undefined {
  const to = encodeURIComponent(`${kind}:${id}`);
  if (contact !== undefined) return `/desk/interactions/${contact}?do=pass&to=${to}`;
  return reference === undefined ? undefined : `/desk/cases/${encodeURIComponent(reference)}/pass?to=${to}`;
}
