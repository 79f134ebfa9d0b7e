/** What resolved enquiries taught of one answer. */
export interface Lesson {
  /** Enquiries that it resolved. */
  readonly examples: number;
  readonly words: readonly LearnedWord[];
}

export interface LearnedWord {
  readonly stem: string;
  /** Examples with the word from customers. They count once several different customers used the word. */
  readonly uses: number;
  /** Examples with the word that an editor vouched for. They count at once. */
  readonly approved: number;
}

/** What resolved enquiries taught of all answers, for weighing the words of a search. */
export interface LearnedAnswers {
  lessons: Map<string, Lesson>;
  /** By stem and answer. */
  words: Map<string, Map<string, LearnedWord>>;
  /** How many different customers used each stem. */
  customers: Map<string, number>;
}

/** So many different customers make a word anybody's. Fewer might be one person's name or trouble. */
export const severalCustomers = 3;

/** How strongly a share of all examples must be exceeded before a word says much. */
const smoothing = 5;
/** With few answers or examples every share looks large, so that many are assumed at least. */
export const fewestAnswers = 20;
const fewestExamples = 10;
/** More examples than this make an answer surer of its words but not louder than its neighbours. */
const fullLesson = 30;

export function createLearnedAnswers(): LearnedAnswers {
  return { lessons: new Map(), words: new Map(), customers: new Map() };
}

/** Puts a lesson in place of the one of that answer; undefined takes it away. */
export function replaceLesson(learned: LearnedAnswers, answerId: string, lesson: Lesson | undefined): void {
  for (const { stem } of learned.lessons.get(answerId)?.words ?? []) {
    const answers = learned.words.get(stem);
    answers?.delete(answerId);
    if (answers?.size === 0) learned.words.delete(stem);
  }
  learned.lessons.delete(answerId);
  if (!lesson) return;
  learned.lessons.set(answerId, lesson);
  for (const word of lesson.words) {
    let answers = learned.words.get(word.stem);
    if (!answers) learned.words.set(word.stem, (answers = new Map<string, LearnedWord>()));
    answers.set(answerId, word);
  }
}

/**
 * How much the word speaks for each answer, in nats: the logarithm of how much commoner it is in the examples of that
 * answer than in all (naive Bayes with every answer equally likely, so that a popular one isn't found for everything).
 */
export function evidenceOf(learned: LearnedAnswers, stem: string): Map<string, number> {
  const evidence = new Map<string, number>();
  const answers = learned.words.get(stem);
  if (!answers) return evidence;
  const isAnybodys = (learned.customers.get(stem) ?? 0) >= severalCustomers;
  let shares = 0;
  for (const [answerId, { uses, approved }] of answers) {
    const count = isAnybodys ? uses + approved : approved;
    if (count === 0) continue;
    const examples = learned.lessons.get(answerId)?.examples ?? 0;
    shares += count / Math.max(examples, fewestExamples);
    evidence.set(answerId, count * Math.min(1, fullLesson / examples));
  }
  const usual = (smoothing * shares) / (learned.lessons.size + fewestAnswers);
  for (const [answerId, count] of evidence) evidence.set(answerId, Math.log(1 + count / usual));
  return evidence;
}
