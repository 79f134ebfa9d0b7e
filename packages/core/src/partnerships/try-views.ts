import type { FieldFault } from '../kernel/errors.js';
import { CHANNELS, channelWords } from '../services/index.js';
import type { FieldView } from '../web/form-components.js';
import type { Trial } from './queries.js';
import type { Agreement } from './types.js';
import { agreementsHref } from './views.js';
import * as words from './words.js';
import { faultLinks, type FaultLink } from '../web/form-faults.js';

export interface TriedTime {
  readonly at?: string | undefined;
  readonly serviceId?: string | undefined;
  readonly channel?: string | undefined;
  readonly lineId?: string | undefined;
}

export interface TryPage {
  readonly title: string;
  readonly heading: string;
  readonly href: string;
  readonly fields: readonly FieldView[];
  readonly errors: readonly FaultLink[];
  readonly answer: TrialAnswer | undefined;
}

interface Choice {
  readonly id: string;
  readonly name: string;
}

/** The agreement as an adviser of the provider would find it, at any time. */
export function tryPage(
  agreement: Pick<Agreement, 'id' | 'title'>,
  about: {
    readonly heading: string;
    readonly typed: TriedTime;
    readonly faults: readonly FieldFault[];
    readonly services: readonly Choice[];
    readonly lines: readonly Choice[];
    readonly trial: Trial | undefined;
    readonly when: string;
  },
): TryPage {
  const { heading, typed, faults, services, lines, trial, when } = about;
  const [fault] = faults;
  const choose = (name: keyof TriedTime, label: string, any: string, items: readonly Choice[]): FieldView => ({
    ...{ control: 'select', name, id: name, label: { text: label }, value: typed[name] ?? '' },
    items: [{ value: '', text: any }, ...items.map(({ id, name: text }) => ({ value: id, text }))],
  });
  const channels = CHANNELS.map((id) => ({ id, name: channelWords[id] }));
  return {
    ...{ title: agreement.title, heading, href: `${agreementsHref}/${agreement.id}` },
    fields: [
      {
        ...{ control: 'text', type: 'datetime-local', name: 'at', id: 'at', value: typed.at },
        ...{ label: { text: 'When' }, hint: { text: 'Two at night on a bank holiday, for example' } },
        ...(fault ? { errorMessage: { text: fault.message } } : {}),
      },
      choose('serviceId', 'Which service?', 'Any service', services),
      choose('channel', 'How do they get in touch?', 'In any way', channels),
      choose('lineId', 'On which line?', 'On any line', lines),
    ],
    errors: faultLinks(faults),
    answer: trial && trialAnswer(trial, when),
  };
}

export interface TrialAnswer {
  readonly allowed: boolean;
  readonly lead: string;
  readonly about: string;
  readonly notes: readonly string[];
}

function trialAnswer({ allowed, refusal, supposesSigned, supposesOpened }: Trial, when: string): TrialAnswer {
  return {
    allowed,
    lead: allowed ? 'Covered.' : 'Not covered.',
    about: refusal ? `${when}: ${words.refusalWords[refusal]}` : `${when}: the agreement holds.`,
    notes: [
      ...(supposesSigned ? ['This supposes that both councils sign the terms as they are.'] : []),
      ...(supposesOpened ? ['This supposes that somebody whom it names has opened it.'] : []),
    ],
  };
}
