import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { FarEndAnswer, ReceivedRequest } from '@moothall/adapter-testkit';
import { listen, type Security } from 'soap';
import type { SoapVersion } from '../soap.js';

interface Job {
  readonly number: string;
  readonly reference: string;
  readonly title: string;
  readonly remarks: Map<string, string>;
  isCancelled: boolean;
}

interface Change {
  readonly Number: number;
  readonly JobNumber: string;
  readonly At: string;
  readonly Status: string;
  readonly Remark: string;
}

const wsdl = readFileSync(path.resolve(import.meta.dirname, '../../ferncombe.wsdl'), 'utf8');

/** Ferncombe Works behind a SOAP server of the `soap` package, which reads what it is asked by the WSDL. */
export async function someWorks({ user, password, version }: { user: string; password: string; version: SoapVersion }) {
  const jobs = new Map<string, Job>();
  const changes: Change[] = [];
  const jobOf = (number: string): Job => {
    const found = [...jobs.values()].find((job) => job.number === number);
    if (!found) throw faultIn(version, 'FW-404');
    return found;
  };
  const operations = {
    GetAccount: () => ({ Name: 'Westmoor' }),
    CreateJob: ({ Key, Reference, Kind, Title }: Record<string, string>) => {
      if (Kind !== 'BIN') throw faultIn(version, 'FW-422');
      const made = { number: `FW${1000 + jobs.size}`, reference: Reference ?? '', title: Title ?? '' };
      const job = jobs.get(Key ?? '') ?? { ...made, remarks: new Map<string, string>(), isCancelled: false };
      jobs.set(Key ?? '', job);
      return { JobNumber: job.number };
    },
    AddRemark: ({ Key = '', JobNumber = '', Text = '' }: Record<string, string>) => {
      jobOf(JobNumber).remarks.set(Key, Text);
      return { RemarkNumber: Key };
    },
    CancelJob: ({ JobNumber = '' }: Record<string, string>) => {
      jobOf(JobNumber).isCancelled = true;
      return { JobNumber };
    },
    GetChanges: ({ After }: { After: number }) => {
      const page = changes.filter((change) => change.Number > Number(After)).slice(0, 2);
      return { Change: page, More: (page.at(-1)?.Number ?? Infinity) < changes.length };
    },
    GetRounds: ({ Uprn }: { Uprn: string }) =>
      Uprn === '999900000004' ? { Round: [{ Code: 'refuse', Name: 'Rubbish', Next: 'Tuesday 24 November' }] } : {},
  };
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const soap = listen(server, {
    ...{ path: '/works', xml: wsdl, forceSoap12Headers: version === '1.2' },
    services: { Works: { Works11: operations, Works12: operations } },
  });
  soap.authenticate = (given: Security) => {
    const { Username, Password } = (given as unknown as Given).UsernameToken ?? {};
    if (Username !== user || passwordIn(Password) !== password) throw faultIn(version, 'FW-401');
    return true;
  };
  const { port } = server.address() as AddressInfo;
  return {
    jobs,
    countCreated: (reference: string) => [...jobs.values()].filter((job) => job.reference === reference).length,
    countWords: (number: string, text: string) =>
      [...jobOf(number).remarks.values()].filter((remark) => remark === text).length,
    isCancelled: (number: string) => jobOf(number).isCancelled,
    change: (JobNumber: string, Remark: string) =>
      void changes.push({
        Number: changes.length + 1,
        JobNumber,
        At: '2026-11-16T10:00:00Z',
        Status: 'ASSIGNED',
        Remark,
      }),
    /** How far it has told. */
    lastChange: () => changes.length,
    /** For a far end that fails as told: what the SOAP server answers. */
    answer: async ({ method, path: asked, headers, body }: ReceivedRequest): Promise<FarEndAnswer> => {
      const kept = ['content-type', 'soapaction'].flatMap((name) => (headers[name] ? [[name, headers[name]]] : []));
      const sent = { method, headers: Object.fromEntries(kept) as Record<string, string>, body };
      const response = await fetch(`http://127.0.0.1:${port}${asked}`, sent);
      const type = response.headers.get('content-type') ?? 'text/xml';
      return { status: response.status, headers: { 'content-type': type }, body: await response.text() };
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Given {
  readonly UsernameToken?: { readonly Username?: string; readonly Password?: unknown };
}

/** With its type it is an object. */
function passwordIn(given: unknown): unknown {
  return typeof given === 'object' && given !== null ? (given as { $value?: unknown }).$value : given;
}

/** As the server turns it into a fault of its version. */
function faultIn(version: SoapVersion, code: string): Error {
  const words = `${code}: as the manual has it`;
  const fault =
    version === '1.1'
      ? { faultcode: 'soap:Client', faultstring: words }
      : { Code: { Value: 'soap:Sender' }, Reason: { Text: words } };
  return Object.assign(new Error(words), { Fault: fault });
}
