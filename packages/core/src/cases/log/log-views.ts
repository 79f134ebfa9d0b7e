import type { Instant } from '../../kernel/clock.js';
import type { PublishedService } from '../../services/index.js';
import type { EmptyStateView, NoteView } from '../../web/components.js';
import { reaches } from '../../interactions/index.js';
import { promiseWords } from '../clock/first-due.js';
import type { LogAddress, LogContext } from './log-context.js';
import type { LogForm } from './log-form.js';
import type { LoggedCase } from './logged-query.js';
import { spokenCaseReference } from '../reference.js';

/** Services to choose from, under their headings. */
export interface ChooseServicePage {
  readonly groups: readonly {
    readonly id: string;
    readonly name: string;
    readonly services: readonly { readonly name: string; readonly summary: string; readonly href: string }[];
  }[];
  readonly empty: EmptyStateView;
}

export function chooseServicePage(services: readonly PublishedService[], address: LogAddress): ChooseServicePage {
  const names = [...new Set(services.map(({ definition }) => definition.group))].sort();
  return {
    groups: names.map((name, index) => ({
      id: `group-${index + 1}`,
      name,
      services: services
        .filter(({ definition }) => definition.group === name)
        .map((service) => ({
          name: service.name,
          summary: service.definition.summary,
          href: `/desk/cases/log?${addressQuery({ ...address, service: service.id })}`,
        })),
    })),
    empty: { text: 'No service is published yet. An administrator publishes them.' },
  };
}

function addressQuery(address: LogAddress): string {
  const filled = Object.entries(address).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return new URLSearchParams(filled).toString();
}

export interface LogPage {
  readonly heading: string;
  readonly summary: string;
  /** Who and where, in a line: "Joan Prosser · 4 Quarry Lane". */
  readonly about: string;
  readonly identity: NoteView | undefined;
  readonly fee: string | undefined;
  readonly form: LogForm;
}

export function logPage(service: PublishedService, about: LogContext, form: LogForm): LogPage {
  const { definition } = service;
  return {
    heading: service.name,
    summary: definition.summary,
    about: [about.participant?.name, about.place?.line].filter(Boolean).join(' · '),
    identity: identityNote(service, about),
    fee: definition.fee && `There is a fee for this: it buys ${definition.fee.buys}.`,
    form,
  };
}

function identityNote({ definition }: PublishedService, { interaction }: LogContext): NoteView | undefined {
  const needed = definition.identityLevel.log;
  if (!interaction || reaches(interaction.identityLevel, needed)) return undefined;
  return { tone: 'warning', lead: 'Check who is calling first.', text: `This service asks for a ${needed} check.` };
}

export interface LoggedPage {
  readonly reference: string;
  /** "Delta Uniform, 4 Foxtrot 7 Kilo, …" */
  readonly spoken: string;
  readonly heading: string;
  readonly serviceName: string | undefined;
  readonly promise: string;
  /** Undefined for a case that is restricted to another team. */
  readonly caseHref: string | undefined;
}

export function loggedPage({ reference, serviceName, dueAt }: LoggedCase, now: Instant): LoggedPage {
  const spoken = spokenCaseReference(reference);
  if (serviceName === null) {
    const promise = 'It was passed to the team that deals with it. Only that team can open it.';
    return { reference, spoken, heading: 'Passed on', serviceName: undefined, promise, caseHref: undefined };
  }
  const caseHref = `/desk/cases/${reference}`;
  return { reference, spoken, heading: 'Case logged', serviceName, promise: promiseWords(dueAt, now), caseHref };
}
