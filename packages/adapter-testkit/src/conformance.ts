import { adapterErrors, type Adapter, type AdapterInstance, type AdapterKind } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { codesFor } from './failures.js';
import { expiredCertificate } from './expired-certificate.js';
import { farEndFaults, retryAfterS, startFarEnd, type FarEnd, type FarEndFault } from './far-end.js';
import { aHost, startAdapter, type Host } from './host.js';

/** What a suite needs to know of the adapter that it tests. */
export interface Subject {
  readonly adapter: Adapter;
  /** A far end of its own, which answers as the supplier's does. */
  readonly startFarEnd: () => Promise<FarEnd>;
  /** Settings that have it call that far end. */
  readonly settings: (url: string) => unknown;
  /** Good ones. Each value is a text that stands nowhere else: the suite looks for it in logs and errors. */
  readonly secrets: Readonly<Record<string, string>>;
  /** What its far end speaks; what other protocols don't have is proved of HTTP alone. */
  readonly speaks?: 'http' | 'smtp' | 'imap' | 'ldap' | 'sftp';
  /** Whether a request changed something at the far end. Every method but GET and HEAD does, if nothing is said. */
  readonly writes?: (request: FarEnd['requests'][number]) => boolean;
}

/** Something that the kind can be asked, and what nobody may find in a log of it. */
export interface Operation<Instance> {
  readonly name: string;
  ask(instance: Instance): Promise<unknown>;
  /** Personal data that it is given. */
  readonly personal: readonly string[];
}

/** An instance against a far end, in a host that keeps its log. */
export interface AtWork<Instance> {
  readonly farEnd: FarEnd;
  readonly host: Host;
  readonly instance: Instance;
}

/** Declares what holds for adapters of every kind. Answers how a kind's own tests come to an instance at work. */
export function everyKind<Instance extends AdapterInstance>(
  kind: AdapterKind,
  subject: Subject,
  operation: Operation<Instance>,
): () => AtWork<Instance> {
  const { adapter, settings, secrets } = subject;
  let at: AtWork<Instance> | undefined;
  const open = async (): Promise<AtWork<Instance>> => {
    const farEnd = await subject.startFarEnd();
    const host = aHost();
    const instance = startAdapter<Instance>(adapter, host, { settings: settings(farEnd.url), secrets });
    return { farEnd, host, instance };
  };
  const atWork = (): AtWork<Instance> => {
    if (!at) throw new Error('the far end is not started');
    return at;
  };
  beforeEach(async () => void (at = await open()));
  afterEach(async () => {
    await at?.instance.close?.();
    await at?.farEnd.close();
  });

  it('is of the kind, and has a name that staff can recognise', () => {
    expect(adapter.kind).to.equal(kind);
    expect(adapter.name.trim()).to.not.equal('');
  });

  it('refuses unknown settings and secrets, and each of its own secrets when it is no text', () => {
    const good = settings(atWork().farEnd.url) as object;
    expect(adapter.settings.safeParse({ ...good, aStrayKey: 1 }).success, 'a stray setting').to.equal(false);
    expect(adapter.secrets.safeParse({ ...secrets, aStrayKey: 1 }).success, 'a stray secret').to.equal(false);
    for (const key of Object.keys(secrets))
      expect(adapter.secrets.safeParse({ ...secrets, [key]: 7 }).success, key).to.equal(false);
  });

  it('names the hosts that it calls', () => {
    const { farEnd } = atWork();
    const parsed = adapter.settings.parse(settings(farEnd.url));
    expect(adapter.hosts?.(parsed) ?? []).to.include(new URL(farEnd.url).host);
  });

  it('checks without writing', async () => {
    const { farEnd, instance } = atWork();
    expect(await instance.check()).to.deep.equal({ ok: true });
    expect(farEnd.requests, 'a check that asks the far end nothing proves nothing').to.not.deep.equal([]);
    expect(farEnd.requests.filter(writesOf(subject))).to.deep.equal([]);
  });

  it('finds in a check that the credentials are refused', async () => {
    const { farEnd, instance } = atWork();
    farEnd.fail('401');
    const found = await instance.check().catch((error: { code?: string }) => ({ ok: false, code: error.code }));
    expect(found).to.include({ ok: false, code: 'sign_in_refused' });
  });

  // Each takes all the time that a call has, so they do so at once.
  it(`${operation.name}: says what kind of failure it is: ${silent.join(', ')}`, async () => {
    const fails = async (fault: (typeof silent)[number]): Promise<void> => {
      const { farEnd, instance } = await open();
      farEnd.fail(fault);
      try {
        const error = await failureOf(() => operation.ask(instance));
        expect(codesFor[fault], `${fault}: ${error.message}`).to.include(error.code);
      } finally {
        await instance.close?.();
        await farEnd.close();
      }
    };
    await Promise.all(silent.map(fails));
  });

  for (const fault of faultsOf(subject))
    it(`${operation.name}: says what kind of failure it is: ${fault}`, async () => {
      const { farEnd, instance } = atWork();
      farEnd.fail(fault);
      const error = await failureOf(() => operation.ask(instance));
      expect(codesFor[fault], error.message).to.include(error.code);
      if (fault === '429') expect(error.retryAfterMs).to.equal(retryAfterS * 1000);
    });

  it(`${operation.name}: says what kind of failure it is: refuse`, async () => {
    const { farEnd, instance } = atWork();
    await farEnd.close();
    expect((await failureOf(() => operation.ask(instance))).code).to.equal('unreachable');
  });

  if ((subject.speaks ?? 'http') === 'http') speaksHttp(subject, operation, atWork);

  it(`${operation.name}: works again once the far end does`, async () => {
    const { farEnd, instance } = atWork();
    farEnd.fail('500');
    await failureOf(() => operation.ask(instance));
    farEnd.fail();
    await operation.ask(instance);
  });

  it(`${operation.name}: puts neither secrets nor personal data into logs and errors`, async () => {
    const { farEnd, host, instance } = atWork();
    const said: string[] = [];
    await operation.ask(instance);
    for (const fault of faultsOf(subject).filter((one) => telling.includes(one))) {
      farEnd.fail(fault);
      said.push((await failureOf(() => operation.ask(instance))).message);
    }
    const text = [...host.lines, ...said].join('\n');
    for (const hidden of [...Object.values(secrets), ...operation.personal]) expect(text).to.not.include(hidden);
  });

  return atWork;
}

/** Failures that an adapter may be tempted to quote. */
const telling: readonly FarEndFault[] = ['400', '401', '409', '500', 'garbage', 'wrong-type'];
/** The far end never answers, or never to the end. */
const silent: readonly FarEndFault[] = ['hang', 'slow-headers', 'slow-body'];
/** SFTP's statuses are few: it asks nobody to come back later, and knows neither types nor redirects. */
const notInSftp: readonly FarEndFault[] = ['409', '429', 'wrong-type', 'redirect'];

function faultsOf({ speaks }: Subject): readonly FarEndFault[] {
  const others = farEndFaults.filter((fault) => !silent.includes(fault));
  return others.filter((fault) => speaks !== 'sftp' || !notInSftp.includes(fault));
}

/** Declares what holds for whoever speaks HTTP, or HTTP over TLS. */
function speaksHttp<Instance extends AdapterInstance>(
  { adapter, settings, secrets }: Subject,
  operation: Operation<Instance>,
  atWork: () => AtWork<Instance>,
): void {
  it(`${operation.name}: takes the first of two answers`, async () => {
    const { farEnd, instance } = atWork();
    farEnd.answerTwice?.();
    await operation.ask(instance);
    await operation.ask(instance);
  });

  it(`${operation.name}: says nothing to a far end whose certificate has run out`, async () => {
    const farEnd = await startFarEnd(() => ({ body: {} }), { tls: expiredCertificate });
    try {
      const instance = startAdapter<Instance>(adapter, aHost(), { settings: settings(farEnd.url), secrets });
      expect((await failureOf(() => operation.ask(instance))).code).to.equal('unreachable');
      const found = await instance.check().catch(({ code }: { code?: string }) => ({ ok: false, code }));
      expect(found).to.include({ ok: false, code: 'unreachable' });
      expect(farEnd.requests).to.deep.equal([]);
      await instance.close?.();
    } finally {
      await farEnd.close();
    }
  });
}

/** Whether a request changes something at the subject's far end. */
export function writesOf({ writes }: Subject): NonNullable<Subject['writes']> {
  return writes ?? (({ method }) => method !== 'GET' && method !== 'HEAD');
}

interface Failure {
  readonly code: string;
  readonly message: string;
  readonly retryAfterMs: number | undefined;
}

/** The error of the contract that it throws. @throws when it throws none, or another */
async function failureOf(work: () => Promise<unknown>): Promise<Failure> {
  let error: unknown;
  try {
    await work();
  } catch (thrown) {
    error = thrown;
  }
  const { name, code = '', message = '', retryAfterMs } = (error ?? {}) as Partial<Failure> & { name?: string };
  if (name !== 'AdapterError' || !Object.hasOwn(adapterErrors, code))
    throw new Error(`It threw no AdapterError: ${String(error)}`, { cause: error });
  return { code, message, retryAfterMs };
}
