import { Key } from './condition-types.js';
import { conditionWords } from './condition-words.js';
import type { Choice } from './design-fields.js';
import type { DesignPart, Item } from './design-part.js';
import {
  QUESTION_TYPES,
  Question,
  STOP_OUTCOMES,
  Stop,
  type QuestionType,
  type StopOutcome,
} from './question-types.js';
import { CHANNELS, TIERS, type ServiceDefinition } from './types.js';

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
};

export const stopWords: Record<StopOutcome, string> = {
  'not-ours': 'Not ours',
  emergency: 'Emergency',
  'too-early': 'Too early',
  'already-known': 'Already known',
};

const levels: Choice[] = [
  ['none', 'None'],
  ['basic', 'Basic'],
  ['full', 'Full'],
];
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

/** What the service is and what its form asks. */
export const formParts: readonly DesignPart[] = [
  {
    kind: 'form',
    key: 'about',
    title: 'About the service',
    intro: 'What it is called, who offers it, and how customers find it.',
    read: (definition) => definition,
    write: (definition, item) => ({ ...definition, ...item }),
    fields: () => [
      { kind: 'text', name: 'name', label: 'Name' },
      {
        kind: 'text',
        name: 'group',
        label: 'Heading',
        hint: 'Under which customers look for it: “Bins and recycling”',
      },
      { kind: 'text', name: 'summary', label: 'Summary', hint: 'One sentence in customers’ words' },
      { kind: 'lines', name: 'keywords', label: 'Words that customers use', hint: 'One to a line' },
      { kind: 'checks', name: 'tier', label: 'Kinds of council', choices: TIERS.map((tier) => [tier, tier]) },
      { kind: 'checks', name: 'channels', label: 'Channels', choices: CHANNELS.map((channel) => [channel, channel]) },
      { kind: 'words', of: 'numbers', name: 'lgsl', label: 'LGSL numbers', hint: 'With commas between; none is fine' },
      { kind: 'number', name: 'lgil', label: 'LGIL number' },
      { kind: 'select', name: 'identityLevel.log', label: 'Identity check to log it', choices: levels },
      { kind: 'select', name: 'identityLevel.disclose', label: 'Identity check to tell of it', choices: levels },
      {
        ...{ kind: 'select', name: 'sensitivity', label: 'Who may see its cases' },
        choices: [
          ['ordinary', 'All who work on cases'],
          ['restricted', 'Only with a reason'],
        ],
      },
      {
        ...{ kind: 'select', name: 'location.kind', label: 'Where it happens' },
        choices: [
          ['none', 'Nowhere in particular'],
          ['address', 'At an address'],
          ['point', 'At a place on the map'],
          ['either', 'At either'],
        ],
      },
      { kind: 'yes', name: 'location.required', label: 'The place is needed' },
      {
        ...{ kind: 'text', name: 'summaryTemplate', label: 'Title of a case' },
        hint: 'Answers stand in braces: “Missed {bin} bin”. It holds nothing personal',
      },
      {
        ...{ kind: 'select', name: 'retentionClass', label: 'Kept as' },
        choices: [
          ['case', 'A case'],
          ['restricted-case', 'A restricted case'],
        ],
      },
      {
        kind: 'words',
        of: 'text',
        name: 'relatedArticles',
        label: 'Articles',
        hint: 'Their keys, with commas between',
      },
    ],
  },
  {
    kind: 'list',
    key: 'questions',
    title: 'Questions',
    one: 'question',
    intro: 'What the form asks, in this order. A question may be shown only after certain answers to earlier ones.',
    schema: Question,
    headings: ['Question', 'Answer', 'Shown'],
    cells: ({ form }, item) => {
      const { label, type, required, showWhen } = item as Question;
      const kind = `${questionTypeWords[type]}${required ? ', needed' : ''}`;
      return [label, kind, showWhen ? `When ${conditionWords(showWhen, form.questions)}` : 'Always'];
    },
    read: ({ form }) => form.questions,
    write: (definition, questions) => ({ ...definition, form: { ...definition.form, questions } }),
    fields: (_definition, { facts }) => [
      { kind: 'text', name: 'label', label: 'Question', hint: 'As it is asked on the page and read out' },
      { kind: 'text', name: 'key', label: 'Key', hint: 'Small letters and hyphens; conditions and titles name it' },
      {
        ...{ kind: 'select', name: 'type', label: 'Kind of answer' },
        choices: QUESTION_TYPES.map((type) => [type, questionTypeWords[type]]),
      },
      { kind: 'yes', name: 'required', label: 'An answer is needed' },
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
      { kind: 'number', name: 'min', label: 'Smallest', hint: 'Number, pence, or count of choices or files' },
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
      { kind: 'condition', name: 'showWhen', label: 'Shown when', subjects: ['answers'] },
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
      const at = form.questions.find(({ key }) => key === question)?.label ?? question;
      return [at, conditionWords(when, form.questions), say, stopWords[outcome]];
    },
    read: ({ form }) => form.questions.flatMap(({ key, stops }) => stops.map((stop) => ({ ...stop, question: key }))),
    write: withStops,
    fields: ({ form }) => [
      {
        ...{ kind: 'select', name: 'question', label: 'After the question' },
        choices: form.questions.map(({ key, label }) => [key, label]),
      },
      {
        ...{ kind: 'condition', name: 'when', label: 'When' },
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

/** Stops stand with their question, in their order there. */
function withStops(definition: ServiceDefinition, stops: readonly Item[]): unknown {
  const questions = definition.form.questions.map((question) => ({
    ...question,
    stops: stops.filter((stop) => stop['question'] === question.key).map(({ question: _at, ...stop }) => stop),
  }));
  return { ...definition, form: { ...definition.form, questions } };
}

/** Facts of a property that definitions look at or fill answers from. */
export function factsIn(definitions: readonly ServiceDefinition[]): string[] {
  const text = JSON.stringify(definitions);
  const found = [...text.matchAll(/"fact":"([a-z0-9-]+)"|"property\.fact\.([a-z0-9-]+)"/g)];
  return [...new Set(found.map((match) => match[1] ?? match[2] ?? ''))].sort();
}
