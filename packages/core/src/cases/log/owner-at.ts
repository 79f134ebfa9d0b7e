import { getAuthority, type Authority } from '../../authorities/index.js';
import type { RouteContext } from '../../kernel/route.js';
import { may, scopeFor } from '../../kernel/scope.js';
import { findPlace, type Place } from '../../places/index.js';
import { ownersAmongPlaces, servicesAt, type PublishedService, type Question } from '../../services/index.js';
import { chosenPlaceId } from './case-location.js';
import type { Whereabouts } from './where-typed.js';
import { one, readTypedForm, type FormFields } from './read-log-form.js';

type Context = Pick<RouteContext<unknown, unknown, unknown>, 'kernel' | 'visitor' | 'now'>;

/** Another council may be the one that answers where the form says that it is: whoever logs it says with whom. */
export interface OwnerQuestion {
  readonly where: Whereabouts;
  /** Whose service was to be logged. */
  readonly own: Authority;
  /** The one that answers there; otherwise every other that may, because nothing decides between them. */
  readonly others: readonly { readonly council: Authority; readonly service: PublishedService }[];
  readonly isDecided: boolean;
  /** It may be theirs whose service was to be logged. */
  readonly mayBeOwn: boolean;
}

/** The same matter’s service of another council that answers for it at a place, where the reader may log with them. */
export async function othersServiceAt(
  { kernel, visitor, now }: Context,
  place: Place,
  service: PublishedService,
): Promise<PublishedService | undefined> {
  if (!may(visitor.actor, 'services.read')) return undefined;
  const db = kernel.db.read(scopeFor(visitor.actor, 'services.read'));
  const [{ owned: theirs } = { owned: undefined }] = await servicesAt({ db, kernel, now }, place, [service]);
  const isOther = theirs !== undefined && theirs.authorityId !== service.authorityId;
  return isOther && may(visitor.actor, 'cases.log', theirs.authorityId) ? theirs : undefined;
}

/** What to ask of a service where the form says that it is; undefined: it is theirs, or the reader logs with no other. */
export async function ownerQuestion(
  { kernel, visitor, now }: Context,
  where: Whereabouts | undefined,
  service: PublishedService,
): Promise<OwnerQuestion | undefined> {
  if (!where || !may(visitor.actor, 'services.read')) return undefined;
  const db = kernel.db.read(scopeFor(visitor.actor, 'services.read'));
  const found = await ownersAmongPlaces({ db, kernel, now }, where.places, service);
  const others = (found?.owners ?? []).flatMap(({ council, service: theirs }) =>
    theirs && council.id !== service.authorityId && may(visitor.actor, 'cases.log', council.id)
      ? [{ council, service: theirs }]
      : [],
  );
  if (!found || others.length === 0) return undefined;
  const mayBeOwn = found.owners.some(({ council }) => council.id === service.authorityId);
  const own = await getAuthority(kernel, service.authorityId);
  return { where, own, others, isDecided: found.isDecided, mayBeOwn };
}

/** What the form sends once the adviser said that it is logged with their council all the same. */
export function keptOwner({ where }: Pick<OwnerQuestion, 'where'>): string {
  return `keep:${where.key}`;
}

/** The same as the form sent it, so that nobody is asked twice. */
export function keptIn(fields: FormFields): string | undefined {
  const choice = one(fields, 'owner');
  return choice.startsWith('keep:') ? choice : undefined;
}

/** The address that was chosen in the form, where it is another than the one that is known already. */
export async function chosenElsewhere(
  context: Context,
  location: unknown,
  knownPlaceId: string | null,
): Promise<Place | undefined> {
  const id = chosenPlaceId(location);
  return id === undefined || id === knownPlaceId ? undefined : await placeOf(context, id);
}

/** A place, for whoever may look at places. */
export async function placeOf({ kernel, visitor }: Context, id: string | null): Promise<Place | undefined> {
  if (id === null || !may(visitor.actor, 'places.read')) return undefined;
  return await findPlace(kernel.db.read(scopeFor(visitor.actor, 'places.read')), id);
}

/** The same form for another council’s service: what it doesn’t ask goes into the note, so that nothing typed is lost. */
export function formForOwner(service: PublishedService, theirs: PublishedService, fields: FormFields): FormFields {
  const { answers } = readTypedForm(service.definition, fields);
  const lost = service.definition.form.questions
    .filter((question) => answers[question.key] !== undefined && !isAsked(theirs, question, answers[question.key]))
    .map((question) => `${question.label}: ${typedWords(question, answers[question.key])}`);
  return { ...fields, note: [one(fields, 'note').trim(), ...lost].filter(Boolean).join('\n') };
}

/** Whether the other form has a place for the answer. */
function isAsked({ definition }: PublishedService, { key, type }: Question, answer: unknown): boolean {
  const same = definition.form.questions.find((question) => question.key === key && question.type === type);
  const values = same?.options?.map(({ value }) => value);
  return same !== undefined && (!values || [answer].flat().every((each) => values.includes(String(each))));
}

function typedWords({ options }: Question, answer: unknown): string {
  const words = (each: unknown): string => {
    if (typeof each === 'object' && each !== null) return Object.values(each).map(words).join(' ');
    return options?.find(({ value }) => value === each)?.label ?? String(each);
  };
  return [answer].flat().map(words).join(', ');
}
