import type { FieldFault } from '../../kernel/errors.js';
import type { Route, RouteContext } from '../../kernel/route.js';
import { addIdentifier } from '../commands/add-identifier.js';
import { editIdentifier } from '../commands/edit-identifier.js';
import { removeIdentifier } from '../commands/remove-identifier.js';
import { textOf, type Question, type questionsOf, type Typed } from './form-page.js';
import { partFormRoutes } from './part-form-desk.js';
import type { Link } from '../../web/shell.js';
import { listHoldersOf } from '../queries.js';
import { registerKey, registerWords } from './register-words.js';
import { removePartRoute } from './remove-part-desk.js';
import { smallFormRoutes } from './small-form-desk.js';
import type { CustomerRecord, Identifier } from '../types.js';

type Context = RouteContext<unknown, unknown, unknown>;

const labels = { register: 'Register', type: 'What it numbers', value: 'Number', heldByBoth: 'Do both have it?' };
type Field = keyof typeof labels;

function questionsAbout(ask: ReturnType<typeof questionsOf>): Question[] {
  const wide = { classes: 'govuk-input--width-20' };
  const both = [
    { value: 'yes', text: 'Yes, it is held jointly' },
    { value: 'no', text: 'No' },
  ];
  return [
    ask.text('register', labels.register, { ...wide, hintText: 'For example council tax, blue badge, company number' }),
    ask.text('type', labels.type, { ...wide, hintText: 'For example account, badge, company' }),
    ask.text('value', labels.value, wide),
    ...(ask.isNamed('heldByBoth') ? [ask.radios('heldByBoth', labels.heldByBoth, both)] : []),
  ];
}

function inputOf(typed: Typed) {
  const keyIn = (name: Field): string | undefined => registerKey(textOf(typed, name)) || undefined;
  return {
    register: keyIn('register'),
    type: keyIn('type'),
    value: textOf(typed, 'value'),
    heldByBoth: textOf(typed, 'heldByBoth') || undefined,
  };
}

/** Whoever has the number already, as far as the person may see them. */
async function holderLinks(
  context: Context,
  { id: customerId }: CustomerRecord,
  typed: Typed,
  faults: readonly FieldFault[],
): Promise<Link[]> {
  if (!faults.some(({ field }) => field === 'heldByBoth')) return [];
  const { register, type, value } = inputOf(typed);
  if (register === undefined || type === undefined) return [];
  const holders = await context.read(listHoldersOf, { customerId, register, type, value });
  return holders.map(({ id, displayName }) => ({
    text: `Open ${displayName ?? 'the restricted record'}`,
    href: `/desk/customers/${id}`,
  }));
}

const add = smallFormRoutes({
  path: 'identifiers',
  heading: 'Add a number in another register',
  buttonText: 'Add',
  said: 'Added',
  command: addIdentifier,
  begin: () => ({ type: 'account' }),
  questions: questionsAbout,
  links: holderLinks,
  input: (_context, typed, customerId) => ({ ...inputOf(typed), customerId }),
});

const edit = partFormRoutes<Identifier, Field>({
  path: 'identifiers',
  labels,
  said: 'Saved',
  command: editIdentifier,
  partsOf: ({ identifiers }) => identifiers,
  heading: (_part, { displayName }) => `${displayName}’s number in another register`,
  valuesOf: ({ register, type, value }) => ({
    register: registerWords(register),
    type: type.replaceAll('-', ' '),
    value,
    heldByBoth: '',
  }),
  questions: questionsAbout,
  links: holderLinks,
  input: (_context, values, at) => ({ ...inputOf(values), ...at }),
});

export const identifierRoutes: readonly Route[] = [...add, ...edit, removePartRoute('identifiers', removeIdentifier)];
