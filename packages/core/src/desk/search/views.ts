import { bulletinHref, type BulletinNote } from '../../bulletins/index.js';
import type { DescribedSummary } from '../../cases/index.js';
import { formatTelephone, type CustomerHit } from '../../customers/index.js';
import type { Instant } from '../../kernel/clock.js';
import { hitView, type KnowledgeHit } from '../../knowledge/index.js';
import type { Place } from '../../places/index.js';
import { caseLine } from '../case-lines.js';

export interface FoundEverything {
  /** Urgent notices that the words bring up. */
  readonly notes: readonly BulletinNote[];
  readonly cases: readonly DescribedSummary[];
  readonly customers: readonly CustomerHit[];
  readonly places: readonly Place[];
  readonly answers: readonly { readonly hit: KnowledgeHit; readonly authorityId: number }[];
}

export interface FoundLine {
  readonly text: string;
  readonly href: string;
  readonly detail: string;
}

export interface FoundGroup {
  readonly title: string;
  readonly items: readonly FoundLine[];
}

export interface SearchPage {
  readonly text: string;
  /** Above everything that was found. */
  readonly notes: readonly (BulletinNote & { readonly href: string })[];
  readonly groups: readonly FoundGroup[];
  readonly countText: string;
}

export function searchPage(text: string, found: FoundEverything, now: Instant): SearchPage {
  const groups = [
    { title: 'Cases', items: found.cases.map((one) => caseItem(one, now)) },
    { title: 'Customers', items: found.customers.map(customerLine) },
    { title: 'Properties', items: found.places.map(placeLine) },
    { title: 'Knowledge and services', items: found.answers.map(answerLine) },
  ].filter(({ items }) => items.length > 0);
  const notes = found.notes.map((note) => ({ ...note, href: bulletinHref(note.id) }));
  const count = groups.reduce((sum, { items }) => sum + items.length, notes.length);
  return { text, notes, groups, countText: count === 1 ? '1 suggestion' : `${count} suggestions` };
}

function caseItem(one: DescribedSummary, now: Instant): FoundLine {
  const { reference, title, href, pill, when } = caseLine(one, now);
  return { text: `${reference} ${title}`, href, detail: `${pill.text} · ${when}` };
}

function customerLine(hit: CustomerHit): FoundLine {
  const known = [
    hit.addressLine,
    hit.postcode,
    hit.telephone ? formatTelephone(hit.telephone) : null,
    hit.diedOn ? 'Died' : null,
  ];
  return {
    text: hit.displayName ?? 'Restricted record',
    href: `/desk/customers/${hit.id}`,
    detail: known.filter(Boolean).join(' · '),
  };
}

function placeLine({ id, line, uprn }: Place): FoundLine {
  return { text: line, href: `/desk/places/${id}`, detail: uprn ? `UPRN ${uprn}` : 'Provisional: no UPRN yet' };
}

function answerLine({ hit, authorityId }: FoundEverything['answers'][number]): FoundLine {
  const { href, summary, title } = hitView(hit, authorityId);
  return { text: title.map((run) => run.text).join(''), href, detail: summary };
}
