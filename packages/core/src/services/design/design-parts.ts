import { flowParts } from './flow-parts.js';
import { formParts } from './form-parts.js';
import type { DesignPart } from './design-part.js';
import { questionParts } from './question-parts.js';
import { allQuestions } from '../form/repeated-groups.js';
import type { ServiceDefinition } from '../types.js';
import { wordsToTranslate } from '../welsh-words.js';
import { workParts } from './work-parts.js';

const welshPart: DesignPart = {
  kind: 'form',
  key: 'welsh',
  title: 'Welsh',
  intro: 'Everything that customers read or hear, in English and in Welsh.',
  read: ({ welsh }) => Object.fromEntries(Object.entries(welsh).map(([key, text]) => [dotless(key), text])),
  write: (definition, item) => {
    const words = wordsToTranslate(definition).map(({ key }) => [key, item[dotless(key)]] as const);
    return { ...definition, welsh: Object.fromEntries(words.filter(([, text]) => text !== undefined)) };
  },
  fields: (definition) =>
    wordsToTranslate(definition).map(({ key, what, english }) => ({
      ...{ kind: english.length > 80 ? ('long' as const) : ('text' as const), name: dotless(key) },
      ...{ label: english, hint: what },
    })),
};

/** A field's name is a path, which these keys aren't. */
function dotless(key: string): string {
  return key.replaceAll('.', '/');
}

/** The parts of a definition, in the order in which the designer shows them. */
export const designParts: readonly DesignPart[] = [
  ...formParts,
  ...questionParts,
  ...flowParts,
  ...workParts,
  welshPart,
];

export function findPart(key: string): DesignPart | undefined {
  return designParts.find((part) => part.key === key);
}

/** Where a fault is put right: a part of the designer and, in a list, the entry counted from 1. */
export function placeOfFault(path: string, { form }: ServiceDefinition): { part: string; entry?: number } {
  if (path.startsWith('form.questions.')) return placeInForm(path.split('.').slice(2), form);
  const rule = places.find(([prefix]) => path === prefix || path.startsWith(`${prefix}.`));
  if (!rule) return { part: 'about' };
  const entry = Number(path.slice(rule[0].length + 1).split('.')[0] || Number.NaN);
  return Number.isInteger(entry) ? { part: rule[1], entry: entry + 1 } : { part: rule[1] };
}

/** `steps` follow `form.questions`: `2.label`, `2.stops.0.when`, `2.questions.1.stops.0.when`. */
function placeInForm(steps: readonly string[], form: ServiceDefinition['form']): { part: string; entry: number } {
  const [index = '', inner, number = ''] = steps;
  const all = allQuestions(form);
  const group = form.questions[Number(index)];
  const isInner = inner === 'questions' && number !== '';
  const question = isInner ? group?.questions?.[Number(number)] : group;
  const at = all.findIndex((one) => one === question);
  const [what, stop] = isInner ? steps.slice(3) : steps.slice(1);
  if (what !== 'stops') return { part: 'questions', entry: at + 1 };
  const before = all.slice(0, at).reduce((count, { stops }) => count + stops.length, 0);
  return { part: 'stops', entry: before + Number(stop) + 1 };
}

const places: readonly (readonly [prefix: string, part: string])[] = [
  ['form.questions', 'questions'],
  ['lifecycle.statuses', 'statuses'],
  ['lifecycle.transitions', 'steps'],
  ['lifecycle', 'statuses'],
  ['outcomes', 'outcomes'],
  ['sla.restarts', 'restarts'],
  ['sla.extends', 'extensions'],
  ['sla', 'promise'],
  ['priority', 'priorities'],
  ['routing', 'routing'],
  ['tasks', 'tasks'],
  ['checklist', 'checklist'],
  ['messages', 'messages'],
  ['alike', 'alike'],
  ['fee', 'fee'],
  ['welsh', 'welsh'],
];
