import { Key } from '../form/condition-types.js';
import { conditionWords } from '../form/condition-words.js';
import type { Choice } from './design-fields.js';
import type { DesignPart, Item } from './design-part.js';
import {
  QUESTION_TYPES,
  Question,
  STOP_OUTCOMES,
  Stop,
  type QuestionType,
  type StopOutcome,
} from '../form/question-types.js';
import { allQuestions } from '../form/repeated-groups.js';
import type { ServiceDefinition } from '../types.js';

export const questionTypeWords: Record<QuestionType, string> = {
  text: 'Text',
  'long-text': 'Long text',
  number: 'Number',
  money: 'Money',
  'yes-no': 'Yes or no',
  choice: 'Choice',
  choices: 'Several choices',
  date: 'Date',
  time: 'Time',
  email: 'Email address',
  telephone: 'Telephone number',
  address: 'Address',
  point: 'Place on the map',
  file: 'File',
  group: 'Group, asked again for each item',
};

export const stopWords: Record<StopOutcome, string> = {
  'not-ours': 'Not ours',
  emergency: 'Emergency',
  'too-early': 'Too early',
  'already-known': 'Already known',
};

const protection: Choice[] = [
  ['none', 'Not personal'],
  ['personal', 'Personal'],
  ['special', 'Special: health, beliefs, crime'],
];
const prefills: Choice[] = [
  ['', 'Nothing'],
  ['customer.name', 'The customer’s name'],
  ['customer.telephone', 'The customer’s telephone number'],
  ['customer.email', 'The customer’s email address'],
  ['customer.address', 'The customer’s address'],
  ['property.uprn', 'The property’s UPRN'],
];

/** What the form asks, and what is said in place of going on. */
export const questionParts: readonly DesignPart[] = [
  {
    kind: 'list',
    key: 'questions',
    title: 'Questions',
    one: 'question',
    intro: 'What the form asks, in this order. A question may be shown only after certain answers to earlier ones.',
    schema: Question.extend({ group: Key.optional() }),
    headings: ['Question', 'Answer', 'Shown'],
    cells: ({ form }, item) => {
      const { label, type, required, showWhen, group } = item as Question & { group?: string };
      const { itemName = 'item' } = form.questions.find(({ key }) => key === group) ?? {};
      const inGroup = group === undefined ? [] : [`for each ${itemName}`];
      const kind = [questionTypeWords[type], ...(required ? ['needed'] : []), ...inGroup].join(', ');
      return [label, kind, showWhen ? `When ${conditionWords(showWhen, allQuestions(form))}` : 'Always'];
    },
    read: questionItems,
    write: withQuestions,
    among: ({ group }) => (typeof group === 'string' ? group : ''),
    fields: ({ form }, { facts }) => [
      { kind: 'text', name: 'label', label: 'Question', hint: 'As it is asked on the page and read out' },
      { kind: 'text', name: 'key', label: 'Key', hint: 'Small letters and hyphens; conditions and titles name it' },
      {
        ...{ kind: 'select', name: 'type', label: 'Kind of answer' },
        choices: QUESTION_TYPES.map((type) => [type, questionTypeWords[type]]),
      },
      { kind: 'yes', name: 'required', label: 'An answer is needed' },
      {
        ...{ kind: 'select', name: 'group', label: 'Part of the group', hint: 'Asked again for each of its items' },
        choices: [
          ['', 'None'],
          ...form.questions.flatMap(({ type, key, label }): Choice[] => (type === 'group' ? [[key, label]] : [])),
        ],
      },
      { kind: 'text', name: 'itemName', label: 'What one of a group is called', hint: '“vehicle”; otherwise “item”' },
      {
        ...{ kind: 'text', name: 'called', label: 'How an error names the answer' },
        hint: 'After “Enter” or “Choose”: “the colour of the bin”. For yes or no: “whether …”',
      },
      { kind: 'text', name: 'help', label: 'Help' },
      {
        ...{ kind: 'options', name: 'options', label: 'Choices' },
        hint: 'One to a line: “Garden waste”, or with a key “garden: Garden waste”',
      },
      { kind: 'select', name: 'personal', label: 'Data protection', choices: protection },
      {
        ...{ kind: 'select', name: 'prefill', label: 'Filled in from' },
        choices: [...prefills, ...facts.map((fact): Choice => [`property.fact.${fact}`, `The property’s ${fact}`])],
      },
      {
        ...{ kind: 'select', name: 'fedBy', label: 'Chosen from' },
        hint: 'What the connection to the system that does the work offers, when it is asked; text that can be typed as well',
        choices: [
          ['', 'Nothing: it is typed'],
          ['slots', 'Free times'],
          ['assets', 'Things near the place'],
        ],
      },
      { kind: 'number', name: 'min', label: 'Smallest', hint: 'Number, pence, or count of choices, files or items' },
      { kind: 'number', name: 'max', label: 'Largest' },
      { kind: 'number', name: 'decimals', label: 'Decimal places' },
      { kind: 'number', name: 'maxLength', label: 'Longest text', hint: 'Characters' },
      {
        ...{ kind: 'select', name: 'within', label: 'Dates' },
        choices: [
          ['', 'Any day'],
          ['past', 'Today or before'],
          ['future', 'Today or after'],
        ],
      },
      { kind: 'text', name: 'pattern', label: 'Pattern', hint: 'A regular expression for the whole text' },
      { kind: 'text', name: 'patternHelp', label: 'Error for the pattern', hint: '“Enter the number, like AB12 CDE”' },
      { kind: 'condition', name: 'showWhen', label: 'Shown when', subjects: ['answers'], inItems: true },
    ],
  },
  {
    kind: 'list',
    key: 'stops',
    title: 'Stops',
    one: 'stop',
    intro: 'What to tell the customer in place of going on. An emergency is said first, and the form goes on.',
    schema: Stop.extend({ question: Key }),
    headings: ['At', 'When', 'Say', 'Because'],
    cells: ({ form }, item) => {
      const { question, when, say, outcome } = item as Stop & { question: string };
      const questions = allQuestions(form);
      const at = questions.find(({ key }) => key === question)?.label ?? question;
      return [at, conditionWords(when, questions), say, stopWords[outcome]];
    },
    read: ({ form }) =>
      allQuestions(form).flatMap(({ key, stops }) => stops.map((stop) => ({ ...stop, question: key }))),
    write: withStops,
    fields: ({ form }) => [
      {
        ...{ kind: 'select', name: 'question', label: 'After the question' },
        choices: allQuestions(form).map(({ key, label }) => [key, label]),
      },
      {
        ...{ kind: 'condition', name: 'when', label: 'When', inItems: true },
        subjects: ['answers', 'dates', 'facts', 'time', 'areas'],
      },
      { kind: 'long', name: 'say', label: 'Say' },
      {
        ...{ kind: 'select', name: 'outcome', label: 'Because it is' },
        choices: STOP_OUTCOMES.map((outcome) => [outcome, stopWords[outcome]]),
      },
    ],
  },
];

/** The questions of a form in one list, those of a group after it with the group's key. */
function questionItems({ form }: ServiceDefinition): Item[] {
  return form.questions.flatMap((question) => [
    question,
    ...(question.questions ?? []).map((one) => ({ ...one, group: question.key })),
  ]);
}

/** The list as a form: what names a group stands in it. Without its group, a question stands for itself. */
function withQuestions(definition: ServiceDefinition, items: readonly Item[]): unknown {
  const groups = items.filter(({ type, group }) => type === 'group' && group === undefined);
  const placed = items.map((item) => ({ item, group: groupOf(item, groups) }));
  const questions = placed
    .filter(({ group }) => group === undefined)
    .map(({ item: { group: _none, questions: _before, ...question } }) => {
      const own = placed.filter(({ group }) => group !== undefined && group['key'] === question['key']);
      const inner = own.map(({ item: { group: _group, questions: _own, itemName: _name, ...one } }) => one);
      return inner.length === 0 ? question : { ...question, questions: inner };
    });
  return { ...definition, form: { ...definition.form, questions } };
}

/** A group that was given another key still holds its questions from before. */
function groupOf({ key, group }: Item, groups: readonly Item[]): Item | undefined {
  if (group === undefined) return undefined;
  const holds = ({ questions }: Item): boolean => ((questions ?? []) as Question[]).some((one) => one.key === key);
  return groups.find((one) => one['key'] === group) ?? groups.find(holds);
}

/** Stops stand with their question, in their order there. */
function withStops(definition: ServiceDefinition, stops: readonly Item[]): unknown {
  const withOwn = <Asked extends { key: string }>(question: Asked) => ({
    ...question,
    stops: stops.filter((stop) => stop['question'] === question.key).map(({ question: _at, ...stop }) => stop),
  });
  const questions = definition.form.questions.map(({ questions: inner, ...question }) => ({
    ...withOwn(question),
    ...(inner ? { questions: inner.map(withOwn) } : {}),
  }));
  return { ...definition, form: { ...definition.form, questions } };
}
