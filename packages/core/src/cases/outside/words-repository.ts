import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { OutsideWord, WordState } from './outside-types.js';

interface WordRow {
  id: string;
  authority_id: number;
  outside_case_id: string;
  case_id: string;
  direction: string;
  kind: string;
  word_key: string;
  said_at: Instant;
  kept_at: Instant;
  by_name: string | null;
  body: string | null;
  status: string | null;
  outcome: string | null;
  status_words: string | null;
  state: string;
  fault: string | null;
  settled_at: Instant | null;
  settled_by_name: string | null;
  version: number;
}

const wordColumns = `w.id, w.authority_id, w.outside_case_id, w.case_id, w.direction, w.kind, w.word_key, w.said_at, w.kept_at,
  w.by_name, w.body, w.status, w.outcome, w.status_words, w.state, w.fault, w.settled_at, w.settled_by_name, w.version`;

function toWord(row: WordRow): OutsideWord {
  return {
    id: row.id,
    authorityId: row.authority_id,
    outsideCaseId: row.outside_case_id,
    caseId: row.case_id,
    direction: row.direction as OutsideWord['direction'],
    kind: row.kind as OutsideWord['kind'],
    key: row.word_key,
    saidAt: row.said_at,
    keptAt: row.kept_at,
    byName: row.by_name,
    body: row.body,
    status: row.status,
    outcome: row.outcome,
    statusWords: row.status_words,
    state: row.state as WordState,
    fault: row.fault,
    settledAt: row.settled_at,
    settledByName: row.settled_by_name,
    version: row.version,
  };
}

const wordById = statement<{ id: string }, WordRow>(
  `select ${wordColumns} from @outside_words w join @cases c on c.id = w.case_id where w.id = :id`,
);

export async function findWord(db: Reads, id: string): Promise<OutsideWord | undefined> {
  const row = await db.first(wordById, { id });
  return row && toWord(row);
}

// Relies on outside_words_outside_case_id_kept_at_id_idx.
const wordsOf = statement<{ outside: string; limit: number }, WordRow>(
  `select ${wordColumns} from @outside_words w join @cases c on c.id = w.case_id
   where w.outside_case_id = :outside order by w.kept_at desc, w.id desc limit :limit`,
);

/** What was said about a case, both ways, the latest first. */
export async function listWords(db: Reads, outsideId: string, limit = 100): Promise<OutsideWord[]> {
  return (await db.all(wordsOf, { outside: outsideId, limit })).map(toWord);
}

const waitingOf = statement<{ outside: string }, { id: string }>(
  `select w.id from @outside_words w
   where w.outside_case_id = :outside and w.direction = 'out' and w.state = 'waiting' order by w.said_at, w.id limit 200`,
);

/** What is still to be said of a case, the oldest first. */
export async function listWaitingWords(db: Reads, outsideId: string): Promise<string[]> {
  return (await db.all(waitingOf, { outside: outsideId })).map(({ id }) => id);
}

// Relies on outside_words_outside_case_id_direction_word_key_key.
export const knownWords = statement<{ outsides: readonly string[]; keys: readonly string[] }, { pair: string }>(
  `select w.outside_case_id || ' ' || w.word_key as pair from @outside_words w
   where w.outside_case_id in (:outsides*) and w.direction = 'in' and w.word_key in (:keys*)`,
);

/** Of what a system tells, what it told before: the outside record's id, a space, and the system's name for it. */
export async function listKnown(
  db: Reads,
  outsides: readonly string[],
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  if (outsides.length === 0 || keys.length === 0) return new Set();
  return new Set((await db.all(knownWords, { outsides, keys })).map(({ pair }) => pair));
}

// Relies on outside_words_direction_state_said_at_idx.
export const newsToApply = statement<{ instance: string; limit: number }, { id: string }>(
  `select w.id from @outside_words w join @outside_cases o on o.id = w.outside_case_id
   where w.direction = 'in' and w.state = 'new' and o.instance = :instance order by w.said_at, w.id limit :limit`,
);

/** What was heard from a system and has not taken effect yet, in the order in which it happened there. */
export async function listNews(db: Reads, instance: string, limit: number): Promise<string[]> {
  return (await db.all(newsToApply, { instance, limit })).map(({ id }) => id);
}

export async function insertWord(
  db: Writes,
  word: Omit<OutsideWord, 'settledAt' | 'settledByName' | 'version'>,
): Promise<void> {
  await db.insert('outside_words', {
    ...{ id: word.id, authority_id: word.authorityId, outside_case_id: word.outsideCaseId, case_id: word.caseId },
    ...{ direction: word.direction, kind: word.kind, word_key: word.key, said_at: word.saidAt, kept_at: word.keptAt },
    ...{ by_name: word.byName, body: word.body, status: word.status, outcome: word.outcome },
    ...{ status_words: word.statusWords, state: word.state, fault: word.fault },
    ...{ settled_at: null, settled_by_name: null, version: 1 },
  });
}

/** Changes a word if it still has the version that was read. Answers whether it had. */
export async function updateWord(
  db: Writes,
  { id, version }: Pick<OutsideWord, 'id' | 'version'>,
  {
    state,
    fault,
    settledAt,
    settledByName,
  }: Pick<OutsideWord, 'state'> & Partial<Pick<OutsideWord, 'fault' | 'settledAt' | 'settledByName'>>,
): Promise<boolean> {
  const row = {
    ...{ state, version: version + 1 },
    ...(fault === undefined ? {} : { fault }),
    ...(settledAt === undefined ? {} : { settled_at: settledAt }),
    ...(settledByName === undefined ? {} : { settled_by_name: settledByName }),
  };
  return (await db.update('outside_words', { id, version }, row)) === 1;
}

const wordOfKey = statement<{ outside: string; direction: string; key: string }, WordRow>(
  `select ${wordColumns} from @outside_words w
   where w.outside_case_id = :outside and w.direction = :direction and w.word_key = :key`,
);

/** What was said under a key. Relies on outside_words_outside_case_id_direction_word_key_key. */
export async function findWordOfKey(
  db: Reads,
  outside: string,
  direction: OutsideWord['direction'],
  key: string,
): Promise<OutsideWord | undefined> {
  const row = await db.first(wordOfKey, { outside, direction, key });
  return row && toWord(row);
}

/** What somebody wrote on a case's timeline. */
export interface Written {
  readonly id: string;
  readonly at: Instant;
  readonly kind: 'note' | 'chase';
  readonly body: string | null;
  readonly isForCustomer: boolean;
  readonly byName: string;
}

interface WrittenRow {
  id: string;
  at: Instant;
  kind: string;
  body: string | null;
  visibility: string;
  actor_name: string;
}

function toWritten({ id, at, kind, body, visibility, actor_name: byName }: WrittenRow): Written {
  return { id, at, kind: kind as Written['kind'], body, isForCustomer: visibility === 'customer', byName };
}

const writtenColumns = `e.id, e.at, e.kind, e.body, e.visibility, e.actor_name from @case_events e where e.kind in ('note', 'chase')`;
const eventWords = statement<{ id: string }, WrittenRow>(`select ${writtenColumns} and e.id = :id`);

/** A note, or that the customer asked how far it is. */
export async function findWritten(db: Reads, id: string): Promise<Written | undefined> {
  const row = await db.first(eventWords, { id });
  return row && toWritten(row);
}

// Relies on case_events_case_id_at_id_idx.
const writtenOf = statement<{ case: string }, WrittenRow>(
  `select ${writtenColumns} and e.case_id = :case order by e.at, e.id limit 100`,
);

/** Notes on a case, and that its customer asked how far it is, the oldest first. */
export async function listWritten(db: Reads, caseId: string): Promise<Written[]> {
  return (await db.all(writtenOf, { case: caseId })).map(toWritten);
}

const uprnOf = statement<{ place: string }, { uprn: string | null }>(
  'select p.uprn from @places p where p.id = :place',
);

export async function findUprn(db: Reads, placeId: string): Promise<string | null> {
  return (await db.first(uprnOf, { place: placeId }))?.uprn ?? null;
}

// Relies on outside_words_outside_case_id_direction_word_key_key.
const latestApplied = statement<{ outside: string }, { at: Instant | null }>(
  `select max(w.said_at) as at from @outside_words w
   where w.outside_case_id = :outside and w.direction = 'in' and w.state in ('applied', 'noted', 'settled')
     and w.status is not null`,
);

/** When the newest status that took effect here was reported there. */
export async function findLatestApplied(db: Reads, outside: string): Promise<Instant | null> {
  const at = (await db.first(latestApplied, { outside }))?.at ?? null;
  return at === null ? null : Number(at);
}
