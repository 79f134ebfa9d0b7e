import type { HttpAnswer } from './connection.js';
import type { Shot } from './drive.js';
import type { Operation, Sample, SignedIn } from './samples.js';

/** Shots at the product: one sample after another, posts with a key of their own each time. */
export function productShots({ samples }: Operation, { cookie, csrfToken }: SignedIn): () => Shot {
  let number = 0;
  const prepared = samples.map((sample) => ({ sample, expected: expectedOf(sample) }));
  return () => {
    number += 1;
    const next = prepared[number % prepared.length];
    if (!next) throw new Error('the operation has no samples');
    const { sample, expected } = next;
    const fields = sample.form && {
      ...sample.form,
      _csrf: csrfToken,
      _once: `bench-${process.pid}-${Date.now()}-${number}`,
    };
    const request = write(sample.method, sample.path, { Cookie: cookie }, fields);
    return { request, check: (answer) => checkAnswer(sample, expected, answer) };
  };
}

/** Shots at a ceiling: the same samples in the same order; `kind` is the part of the server's path. */
export function ceilingShots({ samples }: Operation, operation: number, kind: string): () => Shot {
  let number = 0;
  const prepared = samples.map((sample) => ({ sample, expected: expectedOf(sample) }));
  return () => {
    number += 1;
    const at = number % prepared.length;
    const next = prepared[at];
    if (!next) throw new Error('the operation has no samples');
    const { sample, expected } = next;
    const request = write(sample.method, `/${kind}/${operation}/${at}`, {}, sample.form);
    return { request, check: (answer) => checkAnswer(sample, expected, answer) };
  };
}

export function write(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  form?: Readonly<Record<string, string>>,
): string {
  const body = form === undefined ? '' : new URLSearchParams(form).toString();
  const own =
    form === undefined
      ? {}
      : { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': String(Buffer.byteLength(body)) };
  const lines = Object.entries({ Host: 'bench', ...headers, ...own }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}

const expectedOf = ({ expect }: Sample): Buffer[] => expect.map((text) => Buffer.from(text));

export function checkAnswer(sample: Sample, expected: readonly Buffer[], { status, head, body }: HttpAnswer): void {
  const isRedirect = sample.status >= 300 && sample.status < 400;
  const missing = expected.find((text) =>
    isRedirect ? !head.includes(text.toString('latin1')) : !body.includes(text),
  );
  if (status === sample.status && missing === undefined) return;
  const reason = status === sample.status ? `without ${missing?.toString()}` : `with ${status}`;
  const extract = body.toString('utf8').replace(/\s+/g, ' ').slice(0, 3000);
  throw new Error(`${sample.method} ${sample.path} was answered ${reason}:\n${head}\n${extract}`);
}
