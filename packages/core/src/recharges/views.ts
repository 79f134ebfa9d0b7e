import type { Instant } from '../kernel/clock.js';
import type { FieldFault } from '../kernel/errors.js';
import { formatDateTime, formatFullDate } from '../kernel/format-time.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { Side } from '../partnerships/index.js';
import type { BreadcrumbsView, PillView, TableView } from '../web/components.js';
import type { FieldView } from '../web/form-components.js';
import type { StatementList } from './queries.js';
import { formsOf, type StatementForm, type Typed } from './form-views.js';
import type { Dispute, Statement, StatementInFull } from './types.js';
import * as words from './words.js';
import { errorAt, faultLinks, type FaultLink } from '../web/form-faults.js';

export const rechargesHref = '/desk/recharges';

interface Row {
  readonly href: string;
  readonly title: string;
  readonly pill: PillView;
  readonly about: string;
}

export interface StatementsPage {
  readonly groups: readonly { readonly heading: string; readonly rows: readonly Row[] }[];
  readonly moreHref: string | undefined;
}

type NameOf = (id: AuthorityId) => string;

export function statementsPage({ items, nextCursor }: StatementList, nameOf: NameOf): StatementsPage {
  const months = [...new Set(items.map(({ monthOn }) => monthOn))];
  return {
    groups: months.map((monthOn) => ({
      heading: words.monthWords(monthOn),
      rows: items.filter((one) => one.monthOn === monthOn).map((one) => rowOf(one, nameOf)),
    })),
    moreHref: nextCursor === null ? undefined : `${rechargesHref}?cursor=${nextCursor}`,
  };
}

function rowOf(statement: Statement, nameOf: NameOf): Row {
  const { disputedPence, receiverId, providerId } = statement;
  const disputed = disputedPence === 0 ? [] : [`${words.moneyWords(disputedPence)} disputed`];
  const whom = `${nameOf(receiverId)} pays ${nameOf(providerId)}`;
  return {
    href: `${rechargesHref}/${statement.id}`,
    title: `${words.moneyWords(statement.totalPence)}, ${statement.agreementTitle}`,
    pill: words.statePills[statement.state],
    about: [whom, ...disputed].join(' · '),
  };
}

interface DisputeCard {
  readonly title: string;
  readonly pill: PillView;
  readonly lines: readonly string[];
  readonly id: string;
  readonly mayWithdraw: boolean;
  readonly answer: FieldView | undefined;
}

/** One dispute's forms, and whose statement they change. */
export type DisputeForms = DisputeCard & Pick<StatementPage, 'href' | 'csrfToken' | 'version'>;

export interface StatementPage {
  readonly crumbs: BreadcrumbsView;
  readonly title: string;
  readonly pill: PillView;
  readonly lead: string;
  readonly href: string;
  readonly csrfToken: string;
  readonly version: number;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly table: TableView;
  readonly disputes: readonly DisputeCard[];
  /** What one button does. */
  readonly steps: readonly { readonly step: string; readonly text: string }[];
  readonly forms: readonly StatementForm[];
  readonly errors: readonly FaultLink[];
}

interface About {
  readonly nameOf: NameOf;
  /** The sides for which the visitor may take steps. */
  readonly mySides: readonly Side[];
  readonly csrfToken: string;
  readonly now: Instant;
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
}

export function statementPage(statement: StatementInFull, about: About): StatementPage {
  const { nameOf, csrfToken, faults } = about;
  const month = words.monthWords(statement.monthOn);
  return {
    crumbs: { items: [{ text: 'Recharges', href: rechargesHref }] },
    title: `${month}: ${statement.agreementTitle}`,
    pill: words.statePills[statement.state],
    lead: `${nameOf(statement.receiverId)} pays ${nameOf(statement.providerId)} for what was done in ${month}.`,
    ...{ href: `${rechargesHref}/${statement.id}`, csrfToken, version: statement.version },
    facts: factsOf(statement, about),
    table: tableOf(statement),
    disputes: statement.disputes.map((dispute) => cardOf(statement, dispute, about)),
    steps: stepsOf(statement, about),
    forms: formsOf(statement, about),
    errors: faultLinks(faults),
  };
}

function factsOf(statement: StatementInFull, { now }: About): StatementPage['facts'] {
  const { contacts, cases, callsAnswered, callsInTime, waitsKnown, waitsInTime, waitsUnknown } = statement;
  const when = (label: string, at: Instant | null, by: string | null) =>
    at === null ? [] : [{ label, value: [formatDateTime(at, { now }), by].filter(Boolean).join(', ') }];
  const calls =
    callsAnswered === null ? [] : [{ label: 'Calls', value: `${callsAnswered}, ${callsInTime ?? 0} answered in time` }];
  const measured =
    waitsKnown === 0
      ? []
      : [
          {
            label: 'Waiting times',
            value: `${waitsInTime} of ${waitsKnown} calls answered in time${waitsUnknown === 0 ? '' : `; of ${waitsUnknown} it is not known`}`,
          },
        ];
  const paid =
    statement.settledOn === null
      ? []
      : [{ label: 'Paid', value: `${formatFullDate(statement.settledOn)}, ${statement.payment ?? ''}` }];
  return [
    { label: 'Total', value: words.moneyWords(statement.totalPence) },
    { label: 'Disputed', value: words.moneyWords(statement.disputedPence) },
    { label: 'Undisputed', value: words.moneyWords(statement.undisputedPence) },
    { label: 'Done by the agreement', value: `Contacts answered: ${contacts}, cases logged: ${cases}` },
    ...calls,
    ...measured,
    ...when('Drafted', statement.draftedAt, null),
    ...when('Issued', statement.issuedAt, statement.issuedBy),
    ...when('Agreed', statement.agreedAt, statement.agreedBy),
    ...paid,
  ];
}

function tableOf({ lines, totalPence, disputes }: StatementInFull): TableView {
  const disputed = (lineId: string): string => {
    const open = disputes.findLast((one) => one.lineId === lineId && one.state !== 'withdrawn');
    return open
      ? `${words.moneyWords(open.pence)}: ${String(words.disputePills[open.state].text).toLowerCase()}`
      : 'Nothing';
  };
  const rows = lines.map((line) => [
    { text: words.lineWords(line) },
    { text: words.daysWords(line) },
    { text: words.quantityWords(line), format: 'numeric' },
    { text: words.moneyWords(line.unitPence), format: 'numeric' },
    { text: words.moneyWords(line.pence), format: 'numeric' },
    { text: disputed(line.id) },
  ]);
  const total = [
    { text: 'Total' },
    { text: '' },
    { text: '' },
    { text: '' },
    { text: words.moneyWords(totalPence), format: 'numeric' },
    { text: '' },
  ];
  return {
    caption: 'Line by line',
    head: [
      { text: 'What for' },
      { text: 'Days' },
      { text: 'How many', format: 'numeric' },
      { text: 'Price', format: 'numeric' },
      { text: 'Amount', format: 'numeric' },
      { text: 'Disputed' },
    ],
    rows: [...rows, total],
    ...{ firstCellIsHeader: true, isStacking: true },
  };
}

function cardOf(statement: StatementInFull, dispute: Dispute, { mySides, now, typed, faults }: About): DisputeCard {
  const line = statement.lines.find(({ id }) => id === dispute.lineId);
  const isOpen = statement.state === 'issued' && (dispute.state === 'open' || dispute.state === 'answered');
  const by = (at: Instant, who: string | null): string => [who, formatDateTime(at, { now })].filter(Boolean).join(', ');
  const answered =
    dispute.answeredAt === null ? [] : [`${dispute.answer ?? ''} (${by(dispute.answeredAt, dispute.answeredBy)})`];
  const name = `answer-${dispute.id}`;
  const isTyped = typed['disputeId'] === dispute.id;
  return {
    ...{ id: dispute.id, pill: words.disputePills[dispute.state] },
    title: [words.moneyWords(dispute.pence), line && words.lineWords(line)].filter(Boolean).join(': '),
    lines: [`${dispute.reason} (${by(dispute.raisedAt, dispute.raisedBy)})`, ...answered],
    mayWithdraw: isOpen && mySides.includes('receiver'),
    answer:
      isOpen && mySides.includes('provider')
        ? {
            ...{ control: 'textarea', rows: 2, name: 'answer', id: name, label: { text: 'What you answer' } },
            ...{ value: isTyped ? typed['answer'] : '', errorMessage: isTyped ? errorAt(faults, name) : undefined },
          }
        : undefined,
  };
}

function stepsOf({ state, wantsCalls, disputedPence }: StatementInFull, { mySides }: About): StatementPage['steps'] {
  if (state === 'draft' && mySides.includes('provider') && !wantsCalls) return [{ step: 'issue', text: 'Issue it' }];
  if (state === 'issued' && disputedPence === 0 && mySides.includes('receiver'))
    return [{ step: 'agree', text: 'Agree it' }];
  return [];
}
