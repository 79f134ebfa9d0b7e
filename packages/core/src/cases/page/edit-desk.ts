import { z } from 'zod';
import { badInput, malformed, type FieldFault } from '../../kernel/errors.js';
import { localDateAt } from '../../kernel/london-time.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { searchPlaces, type Place } from '../../places/index.js';
import { ByReference, caseHref } from './case-desk.js';
import { changeItems } from '../log/change-items.js';
import { editCase, type EditCaseInput } from '../commands/edit-case.js';
import { conflictPage } from './conflict-views.js';
import { editDraftKey, forgetDeskDraft, readDeskDraft } from '../log/desk-drafts.js';
import { baseOf, editPage, storedValues, type EditTyped } from './edit-views.js';
import type { Clash } from '../log/field-words.js';
import { getCaseToEdit, type CaseToEdit } from './edit-query.js';
import { getLastChange } from './last-change-query.js';
import { mapSettings } from '../log/map-settings.js';
import { isFinding, one, readTypedForm, withoutBlankItems, type FormFields } from '../log/read-log-form.js';

const Fields = z.record(z.string().max(200), z.union([z.string(), z.array(z.string())]));
type Context = RouteContext<{ reference: string }, unknown, unknown>;
type Input = z.input<typeof EditCaseInput>;
type Changes = Input['changes'];

export const editRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: '/desk/cases/:reference/edit',
    permission: 'cases.edit',
    params: ByReference,
    handle: async (context) => {
      const whole = await context.read(getCaseToEdit, context.params);
      const draft = await readDeskDraft(context, editDraftKey(whole.case));
      if (draft) return showEdit(context, whole, typedIn(whole, draft));
      const { version } = whole.case;
      return showEdit(context, whole, { typed: storedValues(whole.case), base: baseOf(whole.case), version });
    },
  }),
  deskRoute({
    method: 'post',
    path: '/desk/cases/:reference/edit',
    permission: 'cases.edit',
    params: ByReference,
    body: Fields,
    handle: async (context) => {
      const whole = await context.read(getCaseToEdit, context.params);
      const fields = context.body;
      const shown = typedIn(whole, fields);
      if (isFinding(fields)) {
        const found = await context.read(searchPlaces, { text: one(fields, 'q'), limit: 20 });
        return showEdit(context, whole, { ...shown, found: found.items, searched: one(fields, 'q') });
      }
      const changed = changeItems(whole.definition, fields);
      if (changed) return showEdit(context, whole, { ...shown, typed: { ...shown.typed, raw: changed } });
      const changes = changesOf(whole, shown.typed);
      const done = await context.attempt(editCase, inputOf(whole, fields, changes));
      if (!done.ok) return showEdit(context, whole, { ...shown, faults: atQuestions(done.faults) });
      return await afterwards(context, whole, done.value, changes);
    },
  }),
  deskRoute({
    method: 'post',
    path: '/desk/cases/:reference/edit/choices',
    permission: 'cases.edit',
    params: ByReference,
    body: Fields,
    handle: async (context) => {
      const whole = await context.read(getCaseToEdit, context.params);
      const changes = chosen(parsedJson(one(context.body, 'yours')), context.body);
      if (Object.keys(changes).length === 0) return redirect(caseHref(whole.case), { say: 'Nothing more was changed' });
      const done = await context.attempt(editCase, inputOf(whole, context.body, changes));
      if (!done.ok) throw badInput({ faults: done.faults });
      return await afterwards(context, whole, done.value, changes);
    },
  }),
];

/** The form asks for `changes.title` as `title`. */
function atQuestions(faults: readonly FieldFault[]): FieldFault[] {
  return faults.map(({ field, message }) => ({ field: field.replace(/^changes\./, ''), message }));
}

interface Shown {
  readonly typed: EditTyped;
  readonly base: string;
  readonly version: number;
  readonly faults?: readonly FieldFault[];
  readonly found?: readonly Place[];
  readonly searched?: string;
}

function showEdit(context: Context, { case: found, definition }: CaseToEdit, shown: Shown): Reply {
  const { kernel, visitor, now } = context;
  const { faults = [], searched = '' } = shown;
  const model = editPage({
    found,
    definition,
    csrfToken: visitor.session?.csrfToken ?? '',
    today: localDateAt(now),
    map: mapSettings(kernel, found.place),
    maxFileBytes: kernel.config.files.maxBytes,
    faults,
    typed: shown.typed,
    base: shown.base,
    version: shown.version,
    searched: shown.found && { searched, places: shown.found },
  });
  const status = faults.length > 0 ? 422 : 200;
  return page('/cases/views/edit', model, { title: `Edit ${found.reference}`, nav: 'queue', status });
}

/** A form as it was typed, with what its page was opened with. */
function typedIn(whole: CaseToEdit, fields: FormFields): Shown {
  return { typed: typedOf(whole, fields), base: one(fields, 'base'), version: Number(one(fields, 'version')) };
}

function typedOf({ definition }: CaseToEdit, fields: FormFields): EditTyped {
  return {
    title: one(fields, 'title'),
    priority: one(fields, 'priority'),
    note: one(fields, 'note'),
    raw: readTypedForm(definition, fields),
  };
}

/** The form brings every question, so one that came empty was taken back. */
function changesOf({ definition }: CaseToEdit, { title, priority, raw }: EditTyped): Changes {
  const asked = definition.form.questions.filter(({ type }) => type !== 'file');
  const empty = Object.fromEntries(asked.map(({ key }) => [key, null]));
  const hasPlace = definition.location.kind !== 'none';
  return {
    title,
    priority: priority as Changes['priority'],
    answers: { ...empty, ...withoutBlankItems(definition, raw).answers },
    ...(hasPlace ? { location: raw.location ?? {} } : {}),
  };
}

function inputOf({ case: found }: CaseToEdit, fields: FormFields, changes: Changes): Input {
  const note = one(fields, 'note').trim();
  return {
    caseId: found.id,
    expectedVersion: Number(one(fields, 'version')),
    changes,
    base: parsedJson(one(fields, 'base')),
    onClash: 'save-others',
    ...(note === '' ? {} : { note }),
  };
}

const lostValues = 'The form lost its first values. Open the edit page again.';

/** An object that the page itself wrote into a hidden field. @throws malformed_request when it is something else now */
function parsedJson(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw malformed({ cause }, lostValues);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed({}, lostValues);
  return value as Readonly<Record<string, unknown>>;
}

/** Of what clashed, the fields for which one's own value was chosen. */
function chosen(yours: Changes, fields: FormFields): Changes {
  const keeps = (field: string): boolean => one(fields, `keep.${field}`) === 'yours';
  const answers = Object.entries(yours.answers ?? {}).filter(([key]) => keeps(`answers.${key}`));
  return {
    ...(keeps('title') ? { title: yours.title } : {}),
    ...(keeps('priority') ? { priority: yours.priority } : {}),
    ...(keeps('location') ? { location: yours.location } : {}),
    ...(answers.length > 0 ? { answers: Object.fromEntries(answers) } : {}),
  };
}

async function afterwards(
  context: Context,
  { case: found }: CaseToEdit,
  { saved, clashes }: { saved: readonly string[]; clashes: readonly Clash[] },
  changes: Changes,
): Promise<Reply> {
  await forgetDeskDraft(context, editDraftKey(found));
  if (clashes.length === 0)
    return redirect(caseHref(found), { say: saved.length > 0 ? 'Saved' : 'Nothing was changed' });
  const { case: fresh } = await context.read(getCaseToEdit, context.params);
  const clashing = new Set(clashes.map(({ field }) => field));
  const model = conflictPage({
    clashes,
    saved,
    who: await context.read(getLastChange, { id: found.id }),
    action: `${caseHref(found)}/edit/choices`,
    csrfToken: context.visitor.session?.csrfToken ?? '',
    hidden: {
      yours: JSON.stringify(onlyFields(changes, clashing)),
      base: baseOf(fresh),
      version: String(fresh.version),
    },
    caseHref: caseHref(found),
  });
  return page('/cases/views/conflict', model, { title: 'Choose what to keep', nav: 'queue', status: 409 });
}

function onlyFields({ answers = {}, ...others }: Changes, fields: ReadonlySet<string>): Changes {
  const kept = Object.entries(others).filter(([name]) => fields.has(name));
  const keptAnswers = Object.entries(answers).filter(([key]) => fields.has(`answers.${key}`));
  return { ...(Object.fromEntries(kept) as Changes), answers: Object.fromEntries(keptAnswers) };
}
