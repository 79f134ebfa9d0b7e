import { callHref } from './call-address.js';
import type { Panel } from './panels.js';
import type { Call } from './read-call.js';
import type { Rendering } from './rendering.js';
import { openCasesCard, type OpenCasesCard } from './views-cases.js';
import { checkCard, customerCard, type CheckCard, type CustomerCard } from './views-customer.js';
import {
  findCard,
  newCustomerCard,
  type FindCard,
  type NewCustomerCard,
  type NewCustomerOffers,
} from './views-find.js';
import { propertyCard, type PropertyCard } from './views-property.js';

/** A part that could not be read, and the address that tries again. */
export interface PanelFault {
  readonly title: string;
  readonly text: string;
  readonly retryHref: string;
}

export interface WhoColumn {
  readonly faults: readonly PanelFault[];
  readonly customer: CustomerCard | undefined;
  readonly check: CheckCard | undefined;
  readonly find: FindCard | undefined;
  readonly newCustomer: NewCustomerCard | undefined;
  readonly property: PropertyCard | undefined;
  readonly placeHref: string | undefined;
  readonly cases: OpenCasesCard | undefined;
}

export function whoColumn(call: Call, rendering: Rendering, offers?: NewCustomerOffers): WhoColumn {
  const { interaction, property } = call;
  const { shown } = rendering;
  const isChoosing = shown.who === 'find' || shown.who === 'new' || (shown.who === 'place' && !call.customer);
  return {
    faults: whoFaults(call, rendering),
    customer: isChoosing || shown.who === 'check' ? undefined : customerCard(call, rendering),
    check: shown.who === 'check' && call.checking ? checkCard(call, call.checking, rendering) : undefined,
    find: call.finding?.state === 'ready' ? findCard(call, call.finding.value, rendering) : undefined,
    newCustomer: shown.who === 'new' ? newCustomerCard(call, rendering, offers) : undefined,
    property: property?.state === 'ready' ? propertyCard(call, property.value, rendering) : undefined,
    placeHref:
      property === undefined && shown.who !== 'place'
        ? callHref(interaction.id, { ...shown, who: 'place' })
        : undefined,
    cases: openCasesCard(call, rendering),
  };
}

const panelTitles = {
  customer: ['Customer', 'The record could not be read. You can go on: notes, answers and cases still work.'],
  finding: ['Search', 'Records could not be searched. You can go on without a name, and name the customer later.'],
  alerts: ['Alerts', 'Alerts could not be read. Treat the visit or call with care, and try again.'],
  property: ['Property', 'What is known of the property could not be read. Ask the customer instead.'],
  openCases: ['Open cases', 'Open cases could not be read. Ask for the reference and search for it at the top.'],
} as const;

function whoFaults(call: Call, { shown }: Rendering): PanelFault[] {
  const retryHref = callHref(call.interaction.id, shown);
  return Object.entries(panelTitles).flatMap(([name, [title, text]]) => {
    const panel: Panel<unknown> | undefined = call[name as keyof typeof panelTitles];
    if (panel === undefined || panel.state === 'ready') return [];
    return [{ title, text: panel.state === 'refused' ? panel.message : text, retryHref }];
  });
}
