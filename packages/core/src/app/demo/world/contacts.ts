import type { Instant } from '../../../kernel/clock.js';
import { MINUTE_MS } from '../../../kernel/clock.js';
import { partsOf } from '../../../kernel/local-date.js';
import type { Answers, Channel } from '../../../services/index.js';
import { joinerKeys, tierOf } from './authorities.js';
import { addCase } from './cases.js';
import type { ContactContext } from './contact-context.js';
import { callDetails, participantOf } from './contact-participant.js';
import { jointAreas } from './joiners.js';
import { blanksFor } from './phrases/blanks.js';
import { speak, type VoicedService } from './service-mix.js';
import type { Traffic } from './traffic.js';
import { weightedChooser } from './random.js';
import type {
  DemoAuthorityKey,
  DemoAvoidableReason,
  DemoCustomer,
  DemoEnquiry,
  DemoEnquiryOutcome,
  DemoInteraction,
  DemoPlace,
} from './types.js';

/** One contact as planned: who gets in touch with whom, how, when, about what. */
export interface PlannedContact {
  authorityKey: DemoAuthorityKey;
  channel: Channel;
  startedAt: Instant;
  customer?: DemoCustomer;
  representative?: DemoCustomer;
  /** Where it is about, where that isn't the customer's home. */
  place?: DemoPlace;
  enquiries: readonly PlannedEnquiry[];
  avoidableReason?: DemoAvoidableReason;
  numberWithheld?: boolean;
}

export interface PlannedEnquiry {
  service: VoicedService;
  outcome: DemoEnquiryOutcome;
  /** Whose it is, where the place doesn't tell. */
  authorityKey?: DemoAuthorityKey;
  /** The case that an existing-case enquiry is about. */
  caseKey?: string;
  need?: string;
  note?: string;
  /** For the case that it leads to: its answers, its words, and when it will be done. */
  answers?: Answers;
  description?: string;
  closesAt?: Instant;
}

const chooseAuthority = weightedChooser<DemoAuthorityKey>([
  ['castlebridge', 29],
  ['dunmere', 28],
  ['westmoor', 24],
  ['elmfold', 19],
]);

/** Ordinary contacts, one after another, until there are `count` contacts and cases together. */
export function addOrdinaryContacts(context: ContactContext, traffic: Traffic, count: number): void {
  while (context.interactions.length + context.cases.length < count) {
    const planned = planContact(context, traffic, chooseAuthority(context.random));
    if (planned) addContact(context, planned);
  }
}

/** As many contacts with those that joined since, most with the unitaries. */
export function addJoinersContacts(context: ContactContext, traffic: Traffic, count: number): void {
  for (let left = count; left > 0; left -= 1) {
    const authorityKey = context.random.pickCommon(joinerKeys.filter((key) => context.customersOf(key).length > 0));
    const planned = planContact(context, traffic, authorityKey);
    if (planned) addContact(context, planned);
  }
}

/** Records a planned contact, with the cases that it leads to. */
export function addContact(context: ContactContext, planned: PlannedContact): DemoInteraction {
  const { random } = context;
  const { authorityKey, channel, startedAt, customer, representative } = planned;
  const covered = channel === 'telephone' && isCoveredByCounty(context, authorityKey, startedAt);
  const adviser = channel === 'web' ? undefined : context.adviserOf(covered ? 'westmoor' : authorityKey);
  const endedAt = Math.min(startedAt + minutesFor(context, channel) * MINUTE_MS, context.startAt);
  const interaction: DemoInteraction = {
    key: `interaction-${String(context.interactions.length + 1).padStart(5, '0')}`,
    authorityKey,
    ...(covered ? { agreementKey: `westmoor-and-${authorityKey}-out-of-hours` } : {}),
    channel,
    begunBy: 'customer',
    ...callDetails(context, planned),
    startedAt,
    endedAt,
    ...(adviser ? { adviserKey: adviser.key } : {}),
    ...(customer ? { customerKey: customer.key } : {}),
    ...(representative ? { representativeKey: representative.key } : {}),
    participant: participantOf(representative ?? customer, representative ? 'representative' : 'self'),
    identity: identityFor(planned),
    enquiries: [],
    note: '',
    ...(planned.avoidableReason ? { avoidableReason: planned.avoidableReason } : {}),
    ...(random.chance(0.21) ? { satisfaction: random.pick([5, 5, 5, 5, 4, 4, 4, 3, 2, 1]) } : {}),
  };
  context.interactions.push(interaction);
  for (const enquiry of planned.enquiries) interaction.enquiries.push(record(context, interaction, planned, enquiry));
  interaction.note = interaction.enquiries.map((enquiry) => enquiry.note).join(' ');
  return interaction;
}

function planContact(
  context: ContactContext,
  traffic: Traffic,
  authorityKey: DemoAuthorityKey,
): PlannedContact | undefined {
  const { random } = context;
  const on = traffic.day(random);
  const channel = traffic.channel(random, on);
  const startedAt = traffic.startedAt(random, on, channel);
  if (startedAt === undefined) return undefined;
  const customer =
    random.chance(0.05) && channel !== 'web' ? undefined : random.pickCommon(context.customersOf(authorityKey));
  const count = channel !== 'web' && random.chance(0.07) ? 2 : 1;
  const enquiries = Array.from({ length: count }, () =>
    planEnquiry(context, authorityKey, partsOf(on).month, channel, customer),
  );
  const avoidableReason = random.chance(0.045)
    ? random.pick(['unclear-information', 'wrong-place', 'told-to-call-back', 'service-failed'] as const)
    : undefined;
  return {
    authorityKey,
    channel,
    startedAt,
    ...(customer ? { customer } : {}),
    enquiries,
    ...(avoidableReason ? { avoidableReason } : {}),
  };
}

function planEnquiry(
  context: ContactContext,
  authorityKey: DemoAuthorityKey,
  month: number,
  channel: Channel,
  customer: DemoCustomer | undefined,
): PlannedEnquiry {
  const { random, mix } = context;
  const asked = random.chance(0.05)
    ? neighbourTier(random.chance(0.5) ? 'dunmere' : 'elmfold', authorityKey)
    : authorityKey;
  let service = mix.draw(random, asked, month);
  while (customer?.kind === 'organisation' && !organisationServices.test(service.definition.key)) {
    service = mix.draw(random, authorityKey, month);
  }
  const whose = tierOf(authorityKey) === 'joint' ? { service, authorityKey } : { service };
  if (channel === 'web') return { ...whose, outcome: 'case-logged' };
  if (random.chance(service.answeredShare)) return { ...whose, outcome: 'answered' };
  return { ...whose, outcome: random.chance(0.08) ? 'handed-over' : 'case-logged' };
}

/** What a shop, church or parish council turns to its council for. */
const organisationServices =
  /bin|waste|rates|tipping|pothole|pavement|light|graffiti|street|planning|parking|drain|sign|tree|building|complaint|recycling/;

/** County and district share their area, so people ring the one about the other's work. */
function neighbourTier(district: DemoAuthorityKey, authorityKey: DemoAuthorityKey): DemoAuthorityKey {
  if (['unitary', 'joint'].includes(tierOf(authorityKey))) return authorityKey;
  return authorityKey === 'westmoor' ? district : 'westmoor';
}

function record(
  context: ContactContext,
  interaction: DemoInteraction,
  planned: PlannedContact,
  plannedEnquiry: PlannedEnquiry,
): DemoEnquiry {
  const { random, mix } = context;
  const { customer } = planned;
  const { service, outcome, authorityKey, caseKey, need, note } = plannedEnquiry;
  const place =
    planned.place ?? (customer && context.homeOf(customer)) ?? random.pick(areaPlaces(context, planned.authorityKey));
  const blanks = blanksFor(random, place, interaction.startedAt);
  const enquiry: DemoEnquiry = {
    key: `${interaction.key}-${interaction.enquiries.length + 1}`,
    serviceKey: service.definition.key,
    authorityKey: authorityKey ?? mix.responsibleFor(service, place.areaKey),
    need: need ?? speak(random, service.voice.needs, blanks),
    outcome,
    ...(caseKey ? { caseKey } : {}),
    note: note ?? noteFor(context, outcome, service, blanks),
  };
  if (outcome === 'handed-over') enquiry.handedToTeamKey = service.definition.routing.at(-1)?.team ?? 'contact-centre';
  if (outcome === 'case-logged') {
    enquiry.caseKey = addCase(context, { ...plannedEnquiry, interaction, enquiry, place, customer }).key;
  }
  return enquiry;
}

function noteFor(
  { random }: ContactContext,
  outcome: DemoEnquiryOutcome,
  { voice }: VoicedService,
  blanks: Readonly<Record<string, string>>,
): string {
  switch (outcome) {
    case 'answered':
      return speak(random, voice.answered, blanks);
    case 'case-logged':
      return random.pick([
        'Logged; reference read out.',
        'Logged and reference sent by text.',
        'Logged. Told the customer when it is due.',
      ]);
    case 'handed-over':
      return random.pick([
        'Put through to the team.',
        'Team will ring back today.',
        'Passed to the duty officer, who took it over.',
      ]);
    case 'existing-case':
      return random.pick([
        'Read out the status and the due date.',
        'Told the customer where it is; chase added.',
        'Explained the delay and added a chase.',
      ]);
  }
}

/** Places in the area that an authority serves: the founding districts for the county. */
function areaPlaces(context: ContactContext, authorityKey: DemoAuthorityKey): readonly DemoPlace[] {
  const areaKey = authorityKey === 'westmoor' ? context.random.pick(['dunmere', 'elmfold'] as const) : authorityKey;
  if (areaKey === 'joint-waste' || areaKey === 'tarrow-fells')
    return jointAreas[areaKey].flatMap((area) => context.placesOf(area.areaKey));
  return context.placesOf(areaKey);
}

/** Westmoor answers for the districts by agreement while they are shut. */
function isCoveredByCounty(context: ContactContext, authorityKey: DemoAuthorityKey, at: Instant): boolean {
  return (authorityKey === 'dunmere' || authorityKey === 'elmfold') && !context.isOpen(authorityKey, at);
}

function minutesFor({ random }: ContactContext, channel: Channel): number {
  switch (channel) {
    case 'telephone':
      return random.pick([2, 3, 3, 4, 4, 5, 5, 6, 7, 9, 12]);
    case 'counter':
      return random.whole(5, 24);
    case 'chat':
      return random.whole(6, 18);
    default:
      return random.whole(3, 11);
  }
}

function identityFor({ customer, enquiries, channel }: PlannedContact): DemoInteraction['identity'] {
  const levels = enquiries.map(({ service, outcome }) => {
    const { disclose, log } = service.definition.identityLevel;
    return outcome === 'answered' || outcome === 'existing-case' ? disclose : log;
  });
  const level = levels.includes('full') ? 'full' : levels.includes('basic') ? 'basic' : 'none';
  if (!customer || level === 'none') return { level: 'none', passed: true };
  return { level, method: channel === 'counter' ? 'document-seen' : 'questions', passed: true };
}
