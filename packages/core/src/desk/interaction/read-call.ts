import { readAlerts, type AlertNoteView } from '../../alerts/index.js';
import { getAuthority, listLines, type Authority, type ContactLine } from '../../authorities/index.js';
import { mayHelpColleagues } from '../../cases/index.js';
import {
  disclose,
  getCustomer,
  type BeforeCheck,
  type CustomerRecord,
  type WholeRecord,
} from '../../customers/index.js';
import { findDraft, type DraftFields } from '../../identity/index.js';
import {
  getInteraction,
  openEnquiries,
  reaches,
  type Enquiry,
  type WholeInteraction,
} from '../../interactions/index.js';
import type { RouteContext } from '../../kernel/route.js';
import { may, scopeFor } from '../../kernel/scope.js';
import { findPlace, placeFacts, type DatedValue, type Place } from '../../places/index.js';
import { draftKey, type ShownParts } from './call-address.js';
import { readFinding, type Finding } from './read-finding.js';
import { readMatter, type Matter } from './read-matter.js';
import { readOpenCases, type OpenCases } from './open-cases.js';
import { readPanel, valueOf, type Panel } from './panels.js';
import { shownFacts } from './property-facts.js';

export type Context = RouteContext<unknown, unknown, unknown>;

/** Everything that the call page shows, as domain objects. A part that the person has no permission for is absent. */
export interface Call {
  readonly interaction: WholeInteraction;
  readonly authority: Authority;
  readonly line: ContactLine | undefined;
  /** The enquiry without an outcome that the middle column is about. */
  readonly enquiry: Enquiry | undefined;
  readonly customer: Panel<BeforeCheck | WholeRecord> | undefined;
  /** The record with which answers are compared; read only while a check is under way. */
  readonly checking: CustomerRecord | undefined;
  /** What staff must know of the customer and the property, also before the check. */
  readonly alerts: Panel<readonly AlertNoteView[]>;
  readonly finding: Panel<Finding> | undefined;
  /** While the customer is looked for: whether it may be a colleague, whom the adviser helps at a service desk. */
  readonly helpsColleagues: boolean;
  readonly property: Panel<Property> | undefined;
  readonly openCases: Panel<OpenCases> | undefined;
  readonly matter: Matter;
  readonly draft: DraftFields | undefined;
}

export interface Property {
  readonly place: Place;
  /** What may be shown at this identity level; scripts and forms go by the same. */
  readonly facts: Readonly<Record<string, DatedValue>>;
  /** Where the customer lives: its address is theirs, so it waits for the check too. */
  readonly isHome: boolean;
}

/** Whether the person who asks is the adviser who handles it. */
export function isOwn({ visitor }: Context, { adviserId }: Pick<WholeInteraction, 'adviserId'>): boolean {
  return visitor.actor.kind === 'staff' && visitor.actor.staffId === adviserId;
}

/** Reads the call for its adviser; `typedPlace`: the address in the form of a case, if another. Parts are read at once, and each may fail alone. */
export async function readCall(
  context: Context,
  interaction: WholeInteraction,
  shown: ShownParts,
  typedPlace?: Place,
): Promise<Call> {
  const { kernel } = context;
  const enquiry = openEnquiries(interaction.enquiries).at(-1);
  const record = await readCustomer(context, interaction);
  const home = valueOf(record)?.placeId ?? null;
  const { customerId, placeId } = interaction;
  const [authority, line, alerts, finding, property, openCases, draft] = await Promise.all([
    getAuthority(kernel, interaction.authorityId),
    readLine(context, interaction),
    readPanel(context, 'alerts', () => readAlerts(context, { customerId, placeId })),
    readFinding(context, interaction, shown),
    readProperty(context, interaction, home),
    readOpenCases(context, interaction),
    findDraft(kernel, interaction.adviserId ?? '', draftKey(interaction.id)),
  ]);
  const helpsColleagues = finding !== undefined && (await mayHelpColleagues(context));
  const { place, facts = {} } = valueOf(property) ?? {};
  const matter = await readMatter(context, { interaction, enquiry, shown, place, facts, typedPlace });
  return {
    interaction,
    authority,
    line,
    enquiry,
    customer: record && asDisclosed(record, interaction),
    checking: shown.who === 'check' ? valueOf(record) : undefined,
    alerts,
    finding,
    helpsColleagues,
    property,
    openCases,
    matter,
    draft,
  };
}

/** @throws not_found */
export function readInteraction(context: Context, id: string): Promise<WholeInteraction> {
  return context.read(getInteraction, { id });
}

function asDisclosed(
  panel: Panel<CustomerRecord>,
  { identityLevel, caller }: WholeInteraction,
): Panel<BeforeCheck | WholeRecord> {
  return panel.state === 'ready' ? { ...panel, value: disclose(panel.value, identityLevel, { caller }) } : panel;
}

async function readCustomer(
  context: Context,
  { customerId, authorityId }: WholeInteraction,
): Promise<Panel<CustomerRecord> | undefined> {
  if (customerId === null || !may(context.visitor.actor, 'customers.read', authorityId)) return undefined;
  return await readPanel(context, 'customer', () => context.read(getCustomer, { id: customerId }));
}

async function readLine({ kernel, visitor }: Context, { lineId }: WholeInteraction): Promise<ContactLine | undefined> {
  if (lineId === null) return undefined;
  const lines = await listLines(kernel.db.read(scopeFor(visitor.actor, 'interactions.read')));
  return lines.find(({ id }) => id === lineId);
}

async function readProperty(
  context: Context,
  { placeId, identityLevel }: WholeInteraction,
  home: string | null,
): Promise<Panel<Property> | undefined> {
  const { kernel, visitor } = context;
  if (placeId === null || !may(visitor.actor, 'places.read')) return undefined;
  const db = kernel.db.read(scopeFor(visitor.actor, 'places.read'));
  return await readPanel(context, 'property', async () => {
    const [place, all] = await Promise.all([findPlace(db, placeId), placeFacts(db, placeId)]);
    if (!place) throw new Error('the place of an interaction is gone');
    const identity = reaches(identityLevel, 'basic') ? 'checked' : 'unchecked';
    return { place, facts: shownFacts(all, identity), isHome: placeId === home };
  });
}
