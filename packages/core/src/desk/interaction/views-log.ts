import { answerId, logForm, type LogForm } from '../../cases/index.js';
import { reaches } from '../../interactions/index.js';
import { localDateAt } from '../../kernel/london-time.js';
import { isOffered, visibleQuestions, type Answers } from '../../services/index.js';
import { callHref, withoutDo } from './call-address.js';
import type { Logging } from './read-logging.js';
import type { Call } from './read-call.js';
import { valueOf } from './panels.js';
import type { Rendering } from './rendering.js';

/** The middle column while a case is logged. */
export interface LogCard {
  readonly title: string;
  readonly backHref: string;
  readonly form: LogForm | undefined;
  /** Why the form isn't shown yet. */
  readonly check: { readonly text: string; readonly href: string } | undefined;
  /** The service isn't offered any more. */
  readonly withdrawn: boolean;
}

export function logCard(call: Call, rendering: Rendering): LogCard {
  const { interaction, matter } = call;
  const { logging } = matter;
  const backHref = callHref(interaction.id, withoutDo(rendering.shown));
  const nothing = { backHref, form: undefined, check: undefined, withdrawn: false };
  if (!logging) return { ...nothing, title: 'Which service?' };
  const needed = logging.service.definition.identityLevel.log;
  const title = `Log: ${logging.service.name}`;
  if (!isOffered(logging.service, localDateAt(rendering.now))) return { ...nothing, title, withdrawn: true };
  if (reaches(interaction.identityLevel, needed))
    return { ...nothing, title, form: formOf(call, logging, rendering, backHref) };
  const href = callHref(interaction.id, { ...rendering.shown, who: 'check' });
  const text = `This service asks for a ${needed} identity check before it is logged.`;
  return { ...nothing, title, check: { text, href } };
}

function formOf(call: Call, logging: Logging, rendering: Rendering, backHref: string): LogForm {
  const { interaction, enquiry } = call;
  const { retry } = rendering;
  return logForm({
    service: logging.service,
    raw: retry?.raw ?? logging.known,
    participant: retry?.participant ?? interaction.participant,
    note: retry?.note ?? '',
    priority: retry?.priority ?? '',
    faults: retry?.faults ?? [],
    stops: retry?.stops ?? [],
    alike: retry?.alike,
    alikeShows: reaches(interaction.identityLevel, logging.service.definition.identityLevel.disclose)
      ? 'whole'
      : 'service-and-place',
    owner: retry?.owner,
    hidden: { enquiryId: enquiry?.id, owner: retry?.kept },
    action: callHref(interaction.id, rendering.shown, '/log'),
    works: { of: logging.works, answer: retry?.works },
    csrfToken: rendering.csrfToken,
    once: rendering.once,
    now: rendering.now,
    dueAt: logging.dueAt,
    maxFileBytes: logging.maxFileBytes,
    map: logging.map,
    who: interaction.participant.name === undefined ? 'ask' : 'known',
    place: addressToShow(call, logging),
    found: retry?.found ?? (retry?.at && { searched: '', places: [retry.at] }),
    elsewhere: retry?.elsewhere ?? logging.elsewhere,
    stopEnds: 'enquiry',
    cancel: { text: 'Back to the answer', href: backHref },
  });
}

/** The customer's own address can be chosen before identity is checked, but not read out: it isn't named. */
function addressToShow({ interaction, property }: Call, { place }: Logging): Logging['place'] {
  const isKept = property !== undefined && valueOf(property)?.isHome === true && interaction.identityLevel === 'none';
  return place && isKept ? { ...place, line: 'The customer’s address on record' } : place;
}

/** Where typing begins when the form opens: the first question that is not answered already. */
export function firstToAnswer({ service, known }: Pick<Logging, 'service' | 'known'>): string {
  // Prefilled answers are typed ones.
  const answers = known.answers as Answers;
  const asked = visibleQuestions(service.definition, answers);
  const first = asked.find(({ key, required }) => required && answers[key] === undefined) ?? asked[0];
  return first ? `#${answerId(first)}` : '';
}
