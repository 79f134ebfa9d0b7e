import type { ServiceAtPlace } from '../../services/index.js';
import type { NoteView } from '../../web/components.js';
import { lowerFirst } from './lower-first.js';

/** Whose a service is at the contact's address: "Missed bin collection: Dunmere District Council". */
export interface OwnerLine {
  readonly text: string;
  /** What the adviser does about it, where it isn't simply so. */
  readonly note: NoteView | undefined;
  /** Changes the enquiry to the owner's service: the value that the button sends. */
  readonly change: { readonly text: string; readonly value: string } | undefined;
}

/** "Missed bin collection: Dunmere District Council", or that nobody or more than one is named. */
export function ownerText({ service, owners }: Pick<ServiceAtPlace, 'service' | 'owners'>): string {
  const names = owners.map(({ name }) => name);
  return `${service.name}: ${names.length === 0 ? 'no council is named for this address' : names.join(' or ')}`;
}

export interface OwnerChange {
  readonly mayLogWith: (authorityId: number) => boolean;
  /** The answer that the enquiry has now; choosing it again finds the owner's service. */
  readonly choose: string;
}

/** The same of the service that the enquiry is about, with what to do where it is another's. */
export function ownerLine(at: ServiceAtPlace, { mayLogWith, choose }: OwnerChange): OwnerLine {
  const { service, owners, owned } = at;
  const text = ownerText(at);
  const [owner, second] = owners;
  const what = lowerFirst(service.name);
  if (!owner) {
    const lead = `Nobody is named for ${what} at this address.`;
    const rest = 'Ask an administrator who answers. Pass it to a team meanwhile, or log it here if it is yours.';
    return { text, note: { tone: 'warning', lead, text: rest }, change: undefined };
  }
  if (second) {
    const lead = `More than one council answers for ${what} at this address.`;
    const rest = 'Ask which of them it is about, and choose that council’s answer.';
    return { text, note: { tone: 'info', lead, text: rest }, change: undefined };
  }
  if (owner.id === service.authorityId) return { text, note: undefined, change: undefined };
  const lead = `${owner.name} answers for ${what} at this address.`;
  if (owned && mayLogWith(owner.id)) {
    const change = { text: `Change to ${owner.shortName}`, value: choose };
    return { text, note: { tone: 'warning', lead, text: 'Is it somewhere else? Change the property.' }, change };
  }
  const way = owned ? 'You can’t log with them' : 'They offer no such service';
  return { text, note: { tone: 'warning', lead, text: `${way}: pass it to them.` }, change: undefined };
}
