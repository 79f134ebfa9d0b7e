import { itemLimits, type ServiceDefinition } from '../../services/index.js';
import { one, readTypedForm, type FormFields, type RawForm } from './read-log-form.js';

/**
 * The form with an item added to a group or taken out, as its buttons ask without a script; undefined when none of them
 * was pressed. What was typed stays.
 */
export function changeItems(definition: Pick<ServiceDefinition, 'form'>, fields: FormFields): RawForm | undefined {
  const [does, key, place] = one(fields, 'items').split(':');
  const group = definition.form.questions.find((question) => question.type === 'group' && question.key === key);
  if (!group) return undefined;
  const { min, max } = itemLimits(group);
  const raw = readTypedForm(definition, fields);
  const places = [fields[`answers.${group.key}`] ?? []].flat();
  const given = (raw.answers[group.key] ?? []) as unknown[];
  const items = Array.from({ length: Math.max(places.length, min, 1) }, (_, index) => given[index] ?? {});
  const taken = places.indexOf(place ?? '');
  if (does === 'remove' && taken !== -1) items.splice(taken, 1);
  if (does === 'add' && items.length < max) items.push({});
  return { ...raw, answers: { ...raw.answers, [group.key]: items } };
}
