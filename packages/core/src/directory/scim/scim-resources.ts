import { z } from 'zod';

export const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const groupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group';

const line = (longest: number) => z.string().trim().max(longest);
/** Some clients write `True` as a text. */
const truth = z.union([
  z.boolean(),
  z
    .string()
    .transform((text) => text.toLowerCase())
    .pipe(z.enum(['true', 'false']))
    .transform((text) => text === 'true'),
]);
const values = z
  .array(z.object({ value: line(254).nullish(), type: z.string().nullish(), primary: truth.nullish() }))
  .max(50)
  .nullish();

/** A User as clients send it (RFC 7643, section 4.1), as far as something is kept of it. */
const UserBody = z.object({
  userName: line(100).min(1),
  externalId: line(300).nullish(),
  displayName: line(120).nullish(),
  name: z
    .object({ formatted: line(120).nullish(), givenName: line(60).nullish(), familyName: line(60).nullish() })
    .nullish(),
  title: line(200).nullish(),
  active: truth.nullish(),
  emails: values,
  phoneNumbers: values,
});

/** What is kept of a User. */
export interface ScimUserFields {
  readonly userName: string;
  readonly externalId: string | null;
  readonly displayName: string;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly email: string | null;
  readonly telephone: string | null;
  readonly title: string | null;
  readonly active: 'yes' | 'no';
}

export const UserFields = UserBody.transform((body): ScimUserFields => {
  const { name } = body;
  const [givenName, familyName] = [firstOf(name?.givenName) ?? null, firstOf(name?.familyName) ?? null];
  return {
    userName: body.userName,
    externalId: body.externalId ?? null,
    displayName: firstOf(body.displayName, name?.formatted, joinedName(givenName, familyName)) ?? body.userName,
    givenName,
    familyName,
    email: chosenIn(body.emails),
    telephone: chosenIn(body.phoneNumbers),
    title: firstOf(body.title) ?? null,
    active: body.active === false ? 'no' : 'yes',
  };
});

/** A whole name of its parts; empty where there are none. */
export function joinedName(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part).join(' ');
}

const GroupBody = z.object({
  displayName: line(200).min(1),
  externalId: line(300).nullish(),
  members: z
    .array(z.object({ value: z.string().max(100) }))
    .max(5000)
    .nullish(),
});

/** What is kept of a Group. */
export interface ScimGroupFields {
  readonly displayName: string;
  readonly externalId: string | null;
  /** Ids of Users. */
  readonly members: readonly string[];
}

export const GroupFields = GroupBody.transform(({ displayName, externalId, members }): ScimGroupFields => ({
  displayName,
  externalId: externalId ?? null,
  members: [...new Set((members ?? []).map(({ value }) => value))],
}));

function firstOf(...texts: readonly (string | null | undefined)[]): string | undefined {
  return texts.find((text): text is string => text !== null && text !== undefined && text !== '');
}

/** The value that is marked as the first, else that of work, else the first there is. */
function chosenIn(list: z.output<typeof values>): string | null {
  const all = (list ?? []).filter(({ value }) => firstOf(value) !== undefined);
  const chosen = all.find(({ primary }) => primary === true) ?? all.find(({ type }) => type === 'work') ?? all[0];
  return chosen?.value ?? null;
}
