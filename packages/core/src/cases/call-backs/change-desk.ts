import { z } from 'zod';
import { isError, staleVersion, type FieldFault } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { formatTelephone } from '../../kernel/telephone.js';
import { readReceiver } from '../handovers/receiver-choice.js';
import { callBackErrors } from './call-back-errors.js';
import { getCallBack, type WholeCallBack } from './call-back-queries.js';
import { callBacksHref } from './call-back-views.js';
import { callerWords, subjectWords } from './call-back-words.js';
import { changeCallBack } from './change-call-back.js';
import { callersFor } from './promise-desk.js';
import { changePage, type ChangeForm } from './promise-views.js';
import { atItsBox, readWindow, typedWindow, windowForm } from './window-fields.js';

const permission = 'cases.call-back';
const path = `${callBacksHref}/:id/change`;
const params = z.strictObject({ id: uuidField });
const words = z.string().max(2000).default('');
const body = z.strictObject({
  ...windowForm,
  ...{ version: versionField, by: words, name: words, telephone: words, note: words, reason: words },
});
type Context = RouteContext<{ readonly id: string }, unknown, unknown>;

export const changeRoutes: readonly Route[] = [
  deskRoute({ method: 'get', path, permission, params, handle: (context) => showChange(context) }),
  deskRoute({
    method: 'post',
    path,
    permission,
    params,
    body,
    handle: async (context) => {
      const { id } = context.params;
      const { day, from, until, by, version, name, note, ...rest } = context.body;
      const window = readWindow({ day, from, until });
      const to = readReceiver(by);
      const faults = [
        ...(to === undefined || 'authorityId' in to ? [{ field: 'by', message: 'Choose who calls' }] : []),
        ...(window.ok ? [] : window.faults),
      ];
      if (!window.ok || faults.length > 0) return await showChange(context, context.body, faults);
      const whom = { name: name.trim() === '' ? null : name, note: note.trim() === '' ? null : note };
      const input = { id, expectedVersion: version, by: to, ...whom, ...rest, ...window.value };
      try {
        const done = await context.attempt(changeCallBack, input);
        if (!done.ok) return await showChange(context, context.body, done.faults.map(atItsBox));
        return redirect(`${callBacksHref}/${id}`, { say: 'Call-back changed: whoever calls is told' });
      } catch (error) {
        const { ended, rung, taken } = callBackErrors;
        if (![ended, rung, taken, staleVersion].some(({ code }) => isError(error, code))) throw error;
        return await showChange(context, context.body, [{ field: '', message: (error as Error).message }], 409);
      }
    },
  }),
];

/** The form, with what was typed where it came back; of one that can't be changed any more, its page. */
async function showChange(
  context: Context,
  typed?: ChangeForm,
  faults: readonly FieldFault[] = [],
  status = faults.length > 0 ? 422 : 200,
): Promise<Reply> {
  const { kernel, visitor } = context;
  const found = await context.read(getCallBack, { id: context.params.id });
  const href = `${callBacksHref}/${found.id}`;
  if (!typed && !found.mayChange) return redirect(href, { say: 'It can no longer be changed' });
  const model = changePage(subjectWords(found), {
    ...{ form: typed ?? formOf(found), faults, callers: await callersOf(context, found) },
    ...{ backHref: href, action: `${href}/change`, version: found.version },
    ...{ csrfToken: visitor.session?.csrfToken ?? '', once: newId(kernel.clock, kernel.random) },
  });
  return page('/cases/views/promise', model, { title: model.heading, nav: 'work', status });
}

function formOf(one: WholeCallBack): ChangeForm {
  const { name, note, telephone } = one;
  const whom = { name: name ?? '', note: note ?? '', telephone: telephone === null ? '' : formatTelephone(telephone) };
  return { ...typedWindow(one), ...whom, by: callerValue(one), reason: '' };
}

function callerValue({ caller: { personId, teamId } }: WholeCallBack): string {
  return personId === null ? `team:${teamId ?? ''}` : `person:${personId}`;
}

/** Whoever is to call stands first, though nobody else could choose them. */
async function callersOf(context: Context, found: WholeCallBack) {
  const value = callerValue(found);
  const others = await callersFor(context, found.authorityId);
  return [
    { value, text: callerWords(found.caller) },
    ...others.filter((each) => each.value !== '' && each.value !== value),
  ];
}
