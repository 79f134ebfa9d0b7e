import { itemAt } from '../random.js';

/**
 * What people say and staff write about a service. `{street}`, `{place}`, `{number}` and `{day}` are filled in.
 */
export interface Voice {
  service: string;
  /** Contacts about the service, in proportion to other services. */
  traffic: number;
  /** Of a hundred enquiries, how many an adviser can answer on the spot. */
  answeredPercent: number;
  /** Months (1 to 12) that differ from the others, by how many times as many contacts. */
  seasons: Readonly<Partial<Record<number, number>>>;
  /** The need in the customer's words. */
  needs: readonly string[];
  /** What the adviser noted after answering. */
  answered: readonly string[];
  /** What the case says. */
  reports: readonly string[];
  /** What officers note while they work. */
  progress: readonly string[];
  /** What is noted when it is closed. */
  closing: readonly string[];
}

const marks = ['?', '=', '!', '-', '.'] as const;
type Mark = (typeof marks)[number];

/**
 * Voices from text. A service begins with `#`, its key, traffic, percentage answered and seasons (`3:2.1` for March);
 * each line after it begins with a mark: `?` a need, `=` answered, `!` a report, `-` progress, `.` closing.
 * Throws on a line that is neither, and on a service without one of the five.
 */
export function readVoices(text: string): Voice[] {
  const blocks = text
    .split(/^# /m)
    .slice(1)
    .map((block) => block.trim().split('\n'));
  return blocks.map(([head = '', ...lines]) => readVoice(head, lines));
}

function readVoice(head: string, lines: readonly string[]): Voice {
  const [service = '', traffic = '', answered = '', ...seasons] = head.split(' ');
  const lists: Record<Mark, string[]> = { '?': [], '=': [], '!': [], '-': [], '.': [] };
  for (const line of lines) {
    const mark = line.charAt(0);
    if (!isMark(mark)) throw new Error(`Phrases of ${service}: begin this line with a mark: ${line}`);
    lists[mark].push(line.slice(2));
  }
  for (const list of Object.values(lists)) itemAt(list, 0);
  return {
    service,
    traffic: Number(traffic),
    answeredPercent: Number(answered),
    seasons: Object.fromEntries(seasons.map((season) => season.split(':').map(Number) as [number, number])),
    needs: lists['?'],
    answered: lists['='],
    reports: lists['!'],
    progress: lists['-'],
    closing: lists['.'],
  };
}

function isMark(character: string): character is Mark {
  return marks.some((mark) => mark === character);
}
