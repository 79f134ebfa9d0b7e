import { capitalised } from '../kernel/capitalised.js';
import { formatFullDate } from '../kernel/format-time.js';
import { isLocalDate } from '../kernel/local-date.js';
import { formatMoney, moneyOf } from '../kernel/money.js';
import { lowerFirst } from './form/answer-messages.js';
import { answerTo } from './form/condition-rules.js';
import type { Answers, AnswerValue, GroupItem, Question } from './form/question-types.js';
import { isGroupAnswer, itemHeading } from './form/repeated-groups.js';
import type { ServiceDefinition } from './types.js';

/** Longest title, in characters. */
const TITLE_LENGTH = 120;

/** "Missed rubbish bin" from "Missed {bin} bin". An unanswered question leaves no gap; a long title is cut at a word. */
export function caseTitle(
  { form, summaryTemplate }: Pick<ServiceDefinition, 'form' | 'summaryTemplate'>,
  answers: Answers,
): string {
  const filled = summaryTemplate.replace(PLACEHOLDER, (_, key: string, offset: number) => {
    const question = form.questions.find((candidate) => candidate.key === key);
    const answer = answerTo(answers, key);
    if (question === undefined || answer === undefined) return '';
    return titleWords(question, answer, offset);
  });
  const title = filled
    .replace(/\(\s*\)/g, '')
    .replace(/\s+/g, ' ')
    .replace(/\s+([,.:;])/g, '$1')
    .replace(/[\s,:;–-]+$/, '')
    .trim();
  return cutAtWord(title);
}

/** The keys of the questions that a template names. */
export function questionsInTemplate(template: string): string[] {
  return [...template.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
}

/** An answer as people read it: option labels, "Yes", "£12.50", "27 March 2026". */
export function answerText(question: Question, answer: AnswerValue): string {
  if (typeof answer === 'boolean') return answer ? 'Yes' : 'No';
  if (typeof answer === 'number')
    return question.type === 'money' ? formatMoney(moneyOf(answer)) : answer.toLocaleString('en-GB');
  if (isGroupAnswer(answer)) {
    return itemTexts(question, answer)
      .map((text, index) => `${itemHeading(question, index)}: ${text}`)
      .join('. ');
  }
  if (Array.isArray(answer)) {
    return question.type === 'file'
      ? countFiles(answer.length)
      : answer.map((value) => optionLabel(question, value)).join(', ');
  }
  if (typeof answer === 'string') {
    return question.type === 'date' && isLocalDate(answer) ? formatFullDate(answer) : optionLabel(question, answer);
  }
  if ('text' in answer) return [answer.text, answer.postcode].filter(Boolean).join(', ');
  return answer.description ?? `${answer.lat}, ${answer.long}`;
}

/** The items of a group one by one: "What is it? Sofa; Width in cm: 180". */
export function itemTexts({ questions = [] }: Question, items: readonly GroupItem[]): string[] {
  return items.map((item) =>
    questions
      .flatMap((question) => {
        const answer = answerTo(item, question.key);
        const says = question.label.endsWith('?') ? question.label : `${question.label}:`;
        return answer === undefined ? [] : [`${says} ${answerText(question, answer)}`];
      })
      .join('; '),
  );
}

/** A group’s items go by the answer to their first question. */
function titleWords(question: Question, answer: AnswerValue, offset: number): string {
  if (isGroupAnswer(answer)) {
    const first = question.questions?.[0];
    if (first === undefined) return '';
    const words = answer.flatMap((item) => {
      const named = answerTo(item, first.key);
      return named === undefined ? [] : [titleWords(first, named, offset)];
    });
    return [...new Set(words)].join(', ');
  }
  if (question.options === undefined) return answerText(question, answer);
  const chosen = [answer].flat().filter((value) => typeof value === 'string');
  const words = chosen.map((value) => {
    const option = question.options?.find((candidate) => candidate.value === value);
    return option?.inTitle ?? lowerFirst(option?.label ?? value);
  });
  const joined = words.join(', ');
  return offset === 0 ? capitalised(joined) : joined;
}

function optionLabel(question: Question, value: string): string {
  return question.options?.find((option) => option.value === value)?.label ?? value;
}

function countFiles(count: number): string {
  return count === 1 ? '1 file' : `${count} files`;
}

function cutAtWord(title: string): string {
  const characters = [...title];
  if (characters.length <= TITLE_LENGTH) return title;
  const cut = characters.slice(0, TITLE_LENGTH - 1).join('');
  const lastSpace = cut.lastIndexOf(' ');
  return `${lastSpace > TITLE_LENGTH / 2 ? cut.slice(0, lastSpace) : cut}…`;
}

const PLACEHOLDER = /\{([a-z0-9-]+)\}/g;
