import { contactOf, customerName } from './answers.js';
import type { ContactContext } from './contact-context.js';
import type { PlannedContact } from './contacts.js';
import { itemAt, type Random } from './random.js';
import type { DemoCustomer, DemoInteraction, DemoLine, DemoParticipant } from './types.js';

/** The customer as they give themselves in a contact; nobody in particular where they don't say. */
export function participantOf(
  customer: DemoCustomer | undefined,
  capacity: 'self' | 'representative',
): DemoParticipant {
  if (!customer) return { name: 'Not given', capacity: 'anonymous' };
  const phone = contactOf(customer, ['mobile', 'landline']);
  const email = contactOf(customer, ['email']);
  return { name: customerName(customer), ...(phone ? { phone } : {}), ...(email ? { email } : {}), capacity };
}

type CallDetails = Pick<DemoInteraction, 'lineKey' | 'callerNumber' | 'numberWithheld' | 'callId'>;

/** Which line rang and which number it showed. */
export function callDetails(context: ContactContext, planned: PlannedContact): CallDetails {
  if (planned.channel !== 'telephone') return { numberWithheld: false };
  const { random } = context;
  const numberWithheld = planned.numberWithheld ?? random.chance(0.06);
  const caller = planned.representative ?? planned.customer;
  const known = contactOf(caller, random.chance(0.7) ? ['mobile', 'landline'] : ['landline', 'mobile']);
  const callerNumber = numberWithheld ? undefined : known;
  const { lines } = context.authority(planned.authorityKey);
  const line = lineFor(random, lines, planned.enquiries[0]?.service.definition.key ?? '');
  return {
    lineKey: line.key,
    ...(callerNumber ? { callerNumber } : {}),
    numberWithheld,
    callId: `call-${planned.startedAt.toString(36)}-${random.whole(100, 999)}`,
  };
}

/** What each council's lines are printed beside, by the end of the line's key. */
const lineServices: readonly (readonly [line: RegExp, services: RegExp])[] = [
  [/-council-tax$/, /council-tax|benefit|rates|support/],
  [/-waste$/, /bin|waste|recycling|tipping|litter|street-cleaning|fouling|graffiti/],
  [/-streets$/, /bin|waste|recycling|tipping|litter|street|fouling|graffiti|parking|pothole|pavement|light/],
  [/-housing$/, /repair|housing|damp|tenancy|homeless|rent/],
  [/-highways$/, /pothole|pavement|light|gritting|drain|road|sign|traffic|obstruction/],
  [/-adults$/, /care|adult|occupational/],
  [/-libraries$/, /librar/],
];

/** The line for the service, for most callers; the main line for the rest, and where there is no other. */
function lineFor(random: Random, lines: readonly DemoLine[], serviceKey: string): DemoLine {
  const own = lines.find(({ key }) =>
    lineServices.some(([line, services]) => line.test(key) && services.test(serviceKey)),
  );
  return own && random.chance(0.65) ? own : itemAt(lines, 0);
}
