import { z } from 'zod';
import { listTeams, officeHours } from '../../directory/index.js';
import { getInteraction, type Participant } from '../../interactions/index.js';
import type { FieldFault } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import { optional, uuidField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { agreementFor, may, scopeFor, type AuthorityId } from '../../kernel/scope.js';
import { formatTelephone } from '../../kernel/telephone.js';
import { readReceiver } from '../handovers/receiver-choice.js';
import { readAboutCase } from '../about-case.js';
import { suggestedWindow } from './call-back-rules.js';
import { promiseCallBack } from './promise-call-back.js';
import { promisePage, type Promised, type PromiseForm } from './promise-views.js';
import { atItsBox, readWindow, typedWindow, windowForm } from './window-fields.js';

const permission = 'cases.promise-call-backs';
const path = '/desk/call-backs/new';

/** What it is about: a contact by its id or a case by its reference; and the team that can help. */
const Address = z.strictObject({
  contact: optional(uuidField),
  case: optional(z.string().max(100)),
  team: optional(uuidField),
});
type Address = z.output<typeof Address>;

const words = z.string().max(2000).default('');
const Form = z.strictObject({ ...windowForm, by: words, name: words, telephone: words, note: words });
type Context = RouteContext<unknown, Address, unknown>;

export const promiseRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path,
    permission,
    query: Address,
    handle: async (context) => showPromise(context, await promisedOf(context)),
  }),
  deskRoute({
    method: 'post',
    path,
    permission,
    query: Address,
    body: Form,
    handle: async (context) => {
      const promised = await promisedOf(context);
      const { day, from, until, by, ...rest } = context.body;
      const window = readWindow({ day, from, until });
      const to = readReceiver(by);
      const faults = [
        ...(to === undefined || 'authorityId' in to ? [{ field: 'by', message: 'Choose who calls' }] : []),
        ...(window.ok ? [] : window.faults),
      ];
      if (!window.ok || faults.length > 0) return await showPromise(context, promised, context.body, faults);
      const input = { about: promised.about, by: to, ...rest, ...window.value };
      const done = await context.attempt(promiseCallBack, input);
      if (!done.ok) return await showPromise(context, promised, context.body, done.faults.map(atItsBox));
      return redirect(promised.backHref, { say: 'Call-back promised' });
    },
  }),
];

/** What the call is about, with whom to ask for and the number as far as they are known. */
async function promisedOf(context: Context): Promise<Promised> {
  const { contact, case: reference = '' } = context.query;
  if (contact === undefined) {
    const { found, text, back } = await readAboutCase(context, reference);
    const { participant, authorityId, id } = found;
    const { name = '' } = participant;
    const telephone = telephoneOf(participant);
    const subject = { text, teamId: found.teamId };
    return {
      ...subject,
      about: { caseId: id },
      authorityId,
      name,
      telephone,
      backHref: back.href,
      back: back.text,
    };
  }
  const found = await context.read(getInteraction, { id: contact });
  const { participant, caller, authorityId, id, enquiries } = found;
  const called = caller === null || caller === 'withheld' ? '' : formatTelephone(caller);
  const telephone = telephoneOf(participant) || called;
  const text = enquiries.at(-1)?.words ?? '';
  const subject = { text, teamId: null, name: participant.name ?? '', telephone, authorityId };
  return { ...subject, about: { interactionId: id }, backHref: `/desk/interactions/${id}`, back: 'The contact' };
}

/** As it is written in Britain. */
function telephoneOf({ telephone = '' }: Participant): string {
  return telephone === '' ? '' : formatTelephone(telephone);
}

async function showPromise(
  context: Context,
  promised: Promised,
  typed?: z.output<typeof Form>,
  faults: readonly FieldFault[] = [],
): Promise<Reply> {
  const { kernel, now, visitor, query } = context;
  const { authorityId, backHref, name, telephone } = promised;
  const suggested = suggestedWindow(await officeHours(kernel, authorityId), now);
  const callers = await callersFor(context, authorityId);
  // Somebody of another council can’t call themselves: the team that can help does, where it is one of the council’s.
  const helping = callers.find(({ value }) => value !== '' && value === `team:${query.team ?? promised.teamId ?? ''}`);
  const first = callers[0]?.value ?? '';
  const by = first === '' ? (helping?.value ?? '') : first;
  const form: PromiseForm = typed ?? { ...typedWindow(suggested), by, name, telephone, note: '' };
  const address = new URLSearchParams(Object.entries(query).filter((entry): entry is [string, string] => !!entry[1]));
  const model = promisePage(promised, {
    ...{ form, faults, callers, backHref, action: `${path}?${address.toString()}` },
    ...{ csrfToken: visitor.session?.csrfToken ?? '', once: newId(kernel.clock, kernel.random) },
  });
  const status = faults.length > 0 ? { status: 422 } : {};
  return page('/cases/views/promise', model, { title: 'Promise a call-back', nav: 'work', ...status });
}

/** The actor first, where the call is their own council's; then its teams. */
export async function callersFor(context: RouteContext<unknown, unknown, unknown>, authorityId: AuthorityId) {
  const { actor } = context.visitor;
  const isByAgreement = agreementFor(scopeFor(actor, permission), authorityId) !== undefined;
  const self =
    actor.kind === 'staff' && !isByAgreement ? [{ value: `person:${actor.staffId}`, text: `Me, ${actor.name}` }] : [];
  const teams = may(actor, 'directory.read') ? await context.read(listTeams, {}) : [];
  const own = teams.filter((team) => team.authorityId === authorityId);
  const choose = self.length === 0 ? [{ value: '', text: 'Choose a team' }] : [];
  return [...choose, ...self, ...own.map(({ id, name }) => ({ value: `team:${id}`, text: name }))];
}
