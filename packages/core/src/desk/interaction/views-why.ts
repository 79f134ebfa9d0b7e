import {
  solvedRate,
  articleFor,
  articleHref,
  feedbackForm,
  type FeedbackForm,
  type LiveStep,
  type MarkedRun,
} from '../../knowledge/index.js';
import { bulletinNotes, type BulletinNote } from '../../bulletins/index.js';
import { answerHref } from '../../correspondence/index.js';
import type { Authority } from '../../authorities/index.js';
import type { LocalDate } from '../../kernel/clock.js';
import { formatDate } from '../../kernel/format-time.js';
import { localDateAt } from '../../kernel/london-time.js';
import type { PublishedService } from '../../services/index.js';
import { callHref, withoutDo } from './call-address.js';
import type { FoundAnswer } from './find-answers.js';
import { firstToAnswer, logCard, type LogCard } from './views-log.js';
import { lowerFirst } from './lower-first.js';
import { factWords } from './property-facts.js';
import type { Call } from './read-call.js';
import type { Matter, Script } from './read-matter.js';
import { ownerKey, type OwnersAtPlace } from './read-owners.js';
import { errorOf, formTo, type FormBasics, type Rendering } from './rendering.js';
import { ownerLine, ownerText, type OwnerLine } from './views-owner.js';
import { passCard, type PassCard } from './views-pass.js';
import { aboutCase, loggedCard, type AboutCase, type LoggedCard } from './views-cases.js';

/** The box in which the adviser writes what the customer says. */
export interface SubjectBox {
  readonly form: FormBasics;
  readonly words: string;
  readonly error: string | undefined;
  readonly suggestHref: string;
  /** The open enquiry that the words are of. */
  readonly enquiryId: string;
  readonly enquiryVersion: number;
}

export interface AnswerChoice {
  /** `article:<id>:<authority>` */
  readonly value: string;
  readonly title: readonly MarkedRun[];
  readonly summary: string;
  readonly isService: boolean;
  /** Whose answer it is, when not of the authority answered as. */
  readonly authority: string | undefined;
  /** Whose its service is at the address: "Missed bin collection: Dunmere District Council". */
  readonly owner: string | undefined;
  readonly expired: boolean;
}

export interface AnswerList {
  /** Urgent notices that the words bring up. */
  readonly notes: readonly BulletinNote[];
  readonly form: FormBasics;
  readonly words: string;
  readonly enquiryId: string;
  readonly enquiryVersion: number;
  readonly choices: readonly AnswerChoice[];
  /** Announced while typing. */
  readonly countText: string;
  readonly empty: string;
}

export interface ScriptCard {
  readonly title: string;
  readonly href: string;
  /** "Dunmere version · reviewed until 2 November · solved 91% of contacts" */
  readonly about: string;
  readonly expired: boolean;
  readonly summary: string;
  readonly steps: readonly LiveStep[];
  readonly feedback: FeedbackForm;
}

/** What can be done with the enquiry: each one key away. */
export interface EnquiryActions {
  readonly resolve: FormBasics | undefined;
  readonly enquiryId: string;
  readonly log: { readonly text: string; readonly href: string } | undefined;
  readonly textHref: string | undefined;
  readonly passHref: string | undefined;
  readonly callBackHref: string | undefined;
}

/** Whose the chosen service is, with the form that changes the enquiry to its owner's. */
export interface OwnerCard extends OwnerLine {
  readonly form: FormBasics;
  readonly enquiryId: string;
  readonly enquiryVersion: number;
}

export interface WhyColumn {
  /** Urgent notices about it. */
  readonly notes: readonly BulletinNote[];
  readonly part: Matter['part'];
  readonly box: SubjectBox;
  readonly logged: LoggedCard | undefined;
  readonly script: ScriptCard | undefined;
  /** A service chosen without an article. */
  readonly service: { readonly name: string; readonly summary: string } | undefined;
  /** Whose the service is at the address. */
  readonly owner: OwnerCard | undefined;
  readonly answers: AnswerList | undefined;
  readonly fault: { readonly text: string; readonly retryHref: string } | undefined;
  readonly actions: EnquiryActions;
  readonly about: AboutCase | undefined;
  readonly log: LogCard | undefined;
  readonly pass: PassCard | undefined;
}

export function whyColumn(call: Call, authorities: readonly Authority[], rendering: Rendering): WhyColumn {
  const { interaction, matter, enquiry } = call;
  const { script, answers, aboutCase: about } = matter;
  const words = rendering.typed['words'] ?? enquiry?.words ?? '';
  const hasFailed = [script, answers, about].some((panel) => panel?.state === 'failed');
  const refused = about?.state === 'refused' ? about.message : undefined;
  return {
    part: matter.part,
    notes: bulletinNotes(matter.bulletins, authorities, rendering.now),
    box: subjectBox(call, words, rendering),
    logged: matter.logged && loggedCard(interaction.id, matter.logged, rendering),
    script: script?.state === 'ready' ? scriptCard(call, script.value, rendering) : undefined,
    service: script === undefined && matter.service && enquiry ? serviceLines(matter.service) : undefined,
    owner: ownerCard(call, rendering),
    answers:
      answers?.state === 'ready'
        ? answerList(call, answers.value, words, rendering, { owners: matter.owners })
        : undefined,
    fault:
      hasFailed || refused
        ? { text: refused ?? failedWords, retryHref: callHref(interaction.id, rendering.shown) }
        : undefined,
    actions: enquiryActions(call, rendering),
    about: about?.state === 'ready' ? aboutCase(call, about.value, rendering) : undefined,
    log: matter.part === 'log' ? logCard(call, rendering) : undefined,
    pass: matter.part === 'pass' ? passCard(call, authorities, rendering) : undefined,
  };
}

const failedWords = 'Answers could not be read. You can still log a case, pass it on and write notes.';

function subjectBox({ interaction, enquiry }: Call, words: string, rendering: Rendering): SubjectBox {
  const { logged: _logged, case: _case, ...shown } = rendering.shown;
  return {
    form: formTo('/subject', interaction, { ...rendering, shown: withoutDo(shown) }),
    words,
    error: errorOf('words', rendering)?.text,
    suggestHref: callHref(interaction.id, shown, '/answers'),
    enquiryId: enquiry?.id ?? '',
    enquiryVersion: enquiry?.version ?? 0,
  };
}

export function answerList(
  { interaction, enquiry }: Pick<Call, 'interaction' | 'enquiry'>,
  found: readonly FoundAnswer[],
  words: string,
  rendering: Rendering,
  { notes = [], owners }: { readonly notes?: readonly BulletinNote[]; readonly owners: OwnersAtPlace },
): AnswerList {
  const { logged: _logged, case: _case, ...shown } = rendering.shown;
  const isChosen = Boolean(enquiry?.articleId ?? enquiry?.serviceId);
  return {
    form: formTo('/subject', interaction, { ...rendering, shown: withoutDo(shown) }),
    words,
    enquiryId: enquiry?.id ?? '',
    enquiryVersion: enquiry?.version ?? 0,
    notes,
    choices: onceEach(found, owners).map((hit) => answerChoice(hit, interaction.authorityId, owners)),
    countText: found.length === 1 ? '1 answer' : `${found.length} answers`,
    empty: isChosen ? '' : `Nothing matches “${words}”. Try other words, log a case, or pass it to a team.`,
  };
}

/** Two councils' services that one of them answers for at the address are one answer. */
function onceEach(found: readonly FoundAnswer[], owners: OwnersAtPlace): FoundAnswer[] {
  const ownedBy = (hit: FoundAnswer): string | undefined => ownerOf(hit, owners)?.owned?.id;
  return found.filter((hit, index) => {
    const owned = hit.kind === 'service' ? ownedBy(hit) : undefined;
    return owned === undefined || found.findIndex((other) => ownedBy(other) === owned) === index;
  });
}

function ownerOf({ authority, serviceKey }: FoundAnswer, owners: OwnersAtPlace) {
  return serviceKey === undefined ? undefined : owners.get(ownerKey(authority.id, serviceKey));
}

function answerChoice(hit: FoundAnswer, answeredAs: number, owners: OwnersAtPlace): AnswerChoice {
  const owner = ownerOf(hit, owners);
  return {
    owner: owner && ownerText(owner),
    value: `${hit.kind}:${hit.id}:${hit.authority.id}`,
    title: hit.title,
    summary: hit.summary,
    isService: hit.kind === 'service',
    authority: owner || hit.authority.id === answeredAs ? undefined : hit.authority.shortName,
    expired: hit.expired,
  };
}

function scriptCard({ interaction }: Call, { article, authority, steps }: Script, rendering: Rendering): ScriptCard {
  const { now, csrfToken, shown } = rendering;
  const today = localDateAt(now);
  const wording = articleFor(article.content, authority.slug);
  const rate = solvedRate(article);
  const about = [
    wording.ownWording ? `${authority.shortName} version` : 'Shared version',
    // Checked when it was published.
    `review by ${formatDate(article.content.reviewOn as LocalDate, { today })}`,
    ...(rate === undefined ? [] : [`solved ${Math.round(rate * 100)}% of contacts`]),
  ];
  return {
    title: wording.title,
    href: articleHref(article.key, authority.id),
    about: about.join(' · '),
    expired: article.content.reviewOn < today,
    summary: wording.summary,
    feedback: feedbackForm(article.id, { csrfToken, back: callHref(interaction.id, shown) }),
    steps: steps.map((step) =>
      step.fact ? { ...step, fact: { ...step.fact, value: factWords(step.fact.value, today) } } : step,
    ),
  };
}

function ownerCard(call: Call, rendering: Rendering): OwnerCard | undefined {
  const { interaction, enquiry, matter } = call;
  const { service, owners } = matter;
  const at = service && owners.get(ownerKey(service.authorityId, service.key));
  if (!at) return undefined;
  const { articleId, authorityId } = enquiry ?? { articleId: null, authorityId: service.authorityId };
  const chosen = articleId === null ? `service:${service.id}` : `article:${articleId}`;
  return {
    ...ownerLine(at, { mayLogWith: rendering.may.logWith, choose: `${chosen}:${authorityId}` }),
    form: formTo('/subject', interaction, rendering),
    enquiryId: enquiry?.id ?? '',
    enquiryVersion: enquiry?.version ?? 0,
  };
}

function serviceLines({ name, definition }: PublishedService): { name: string; summary: string } {
  return { name, summary: definition.summary };
}

function enquiryActions(call: Call, rendering: Rendering): EnquiryActions {
  const { interaction, enquiry, matter } = call;
  const { may, shown } = rendering;
  const { who } = shown;
  const kept = who ? { who } : {};
  const service = matter.service;
  const text = service ? `Log ${lowerFirst(service.name)}` : 'Log a case';
  const focus = matter.logging ? firstToAnswer(matter.logging) : '';
  const logTo = { ...kept, do: 'log' as const, ...(service ? { service: service.id } : {}) };
  return {
    resolve: enquiry && formTo('/resolve', interaction, { ...rendering, shown: kept }),
    enquiryId: enquiry?.id ?? '',
    log: may.logCases ? { text, href: callHref(interaction.id, logTo) + focus } : undefined,
    textHref: may.sendAnswers ? answerHref(interaction.id) : undefined,
    callBackHref: may.promiseCallBacks ? promiseHref(interaction.id, matter.help?.team.id) : undefined,
    // A team that can help has its own button to pass to it.
    passHref: matter.help ? undefined : callHref(interaction.id, { ...kept, do: 'pass' }),
  };
}

/** Where a call is promised, by the team that can help where somebody of another council answers. */
function promiseHref(contact: string, teamId: string | undefined): string {
  const to = teamId === undefined ? '' : `&team=${teamId}`;
  return `/desk/call-backs/new?contact=${contact}${to}`;
}
