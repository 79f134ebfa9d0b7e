import { formatTelephone } from '../../customers/index.js';
import {
  answerText,
  answerTo,
  isGroupAnswer,
  itemTexts,
  visibleQuestions,
  type Answers,
  type ServiceDefinition,
} from '../../services/index.js';

/** An answer as a page shows it, under its question. */
export interface AnswerView {
  readonly label: string;
  readonly value: string;
  /** A group's items one by one; `value` then holds them in one text. */
  readonly items?: readonly string[];
}

/** What holds answers to be shown. */
export interface AnswerList {
  readonly answers: readonly AnswerView[];
}

/** The answers in the form's order. Unanswered questions are left out, or shown as `unanswered` says. */
export function answerViews(
  definition: Pick<ServiceDefinition, 'form'>,
  answers: Answers,
  { unanswered }: { readonly unanswered?: string } = {},
): AnswerView[] {
  return visibleQuestions(definition, answers).flatMap((question): AnswerView[] => {
    const { label } = question;
    const answer = answerTo(answers, question.key);
    if (answer === undefined) return unanswered === undefined ? [] : [{ label, value: unanswered }];
    const items = isGroupAnswer(answer) ? { items: itemTexts(question, answer) } : {};
    const value = answerText(question, answer);
    return [{ label, value: question.type === 'telephone' ? formatTelephone(value) : value, ...items }];
  });
}
