import type { FarEndAnswer, ReceivedRequest } from '@moothall/adapter-testkit';

interface Job {
  readonly reference: string;
  readonly theirs: string;
  readonly words: Map<string, string>;
  isCancelled: boolean;
}

export interface Supplier {
  readonly answer: (request: ReceivedRequest) => FarEndAnswer;
  readonly countCreated: (reference: string) => number;
  readonly countWords: (job: string, text: string) => number;
  readonly isCancelled: (job: string) => boolean;
  /** Somebody there starts a job, and says something about it. */
  readonly start: (job: string, comment: string) => void;
}

/** The depot’s system as its manual has it. */
export function aSupplier(): Supplier {
  const jobs = new Map<string, Job>();
  const changes: { id: string; job: string; at: number; state: string; comment: string | null }[] = [];
  const jobCalled = (reference: string): Job | undefined =>
    [...jobs.values()].find((job) => job.reference === reference);
  const make = ({ key = '', reference = '' }: Record<string, string>): Job => {
    const known = jobs.get(key);
    if (known) return known;
    const job: Job = { reference: `J-${jobs.size + 1}`, theirs: reference, words: new Map(), isCancelled: false };
    jobs.set(key, job);
    return job;
  };
  const tell = (job: Job, does: string, { key = '', text = '' }: Record<string, string>): FarEndAnswer => {
    if (does === 'cancellation') job.isCancelled = true;
    else job.words.set(key, text);
    return { body: {} };
  };
  const answer = ({ method, path, body }: ReceivedRequest): FarEndAnswer => {
    const { pathname, searchParams } = new URL(path, 'http://depot.example');
    const [, first, reference = '', does = ''] = pathname.split('/');
    if (method === 'GET' && first === 'account') return { body: { name: 'Westmoor' } };
    if (method === 'GET' && first === 'changes') {
      const page = changes.slice(Number(searchParams.get('after') ?? 0));
      return { body: { changes: page, next: String(changes.length), more: false } };
    }
    if (method !== 'POST' || first !== 'jobs') return { status: 404 };
    const given = JSON.parse(body) as Record<string, string>;
    if (reference === '') return { body: { reference: make(given).reference } };
    const job = jobCalled(reference);
    return job ? tell(job, does, given) : { status: 404 };
  };
  return {
    answer,
    countCreated: (reference) => [...jobs.values()].filter(({ theirs }) => theirs === reference).length,
    countWords: (job, text) => [...(jobCalled(job)?.words.values() ?? [])].filter((word) => word === text).length,
    isCancelled: (job) => jobCalled(job)?.isCancelled ?? false,
    start: (job, comment) => {
      const id = `C-${changes.length + 1}`;
      changes.push({ id, job, at: Date.UTC(2026, 10, 16, 11), state: 'started', comment });
    },
  };
}
