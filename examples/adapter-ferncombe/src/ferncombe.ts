import {
  AdapterError,
  asAgreed,
  type AdapterContext,
  type AdapterErrorCode,
  type XmlElement,
} from '@moothall/adapter-sdk';
import { z } from 'zod';
import { callSoap, fieldsOf, type SoapFault, type SoapService } from './soap.js';

const text = z.string().min(1);
const time = text.transform((value, context) => {
  const at = Date.parse(value);
  if (!Number.isNaN(at)) return at;
  context.addIssue({ code: 'custom', message: 'is no time' });
  return z.NEVER;
});
const Job = z.object({ JobNumber: text });
const Remark = z.object({ RemarkNumber: text });
const Account = z.object({ Name: text });
const Change = z.object({ Number: text, JobNumber: text, At: time, Status: text, Remark: z.string().default('') });
const Round = z.object({ Code: text, Name: text, Next: text });

export interface NewJob {
  readonly Key: string;
  readonly Reference: string;
  readonly Kind: string;
  readonly Title: string;
  readonly Address: string | null;
  readonly Uprn: string | null;
  readonly Notes: string;
}

/** Ferncombe Works' interface 2, as `ferncombe.wsdl` has it. Each operation throws AdapterError. */
export interface Ferncombe {
  account(): Promise<{ readonly Name: string }>;
  /** Under one key it makes one job, and answers its number again. */
  create(job: NewJob): Promise<{ readonly JobNumber: string }>;
  remark(remark: {
    readonly Key: string;
    readonly JobNumber: string;
    readonly Text: string;
  }): Promise<{ readonly RemarkNumber: string }>;
  cancel(one: { readonly JobNumber: string; readonly Reason: string }): Promise<void>;
  changes(after: number): Promise<{ readonly changes: readonly z.output<typeof Change>[]; readonly more: boolean }>;
  rounds(uprn: string): Promise<readonly z.output<typeof Round>[]>;
}

export function openFerncombe(
  service: Omit<SoapService, 'namespace'>,
  host: Pick<AdapterContext<unknown, unknown>, 'fetch' | 'now'>,
): Ferncombe {
  const call = (operation: string, fields: Readonly<Record<string, string | null>>): Promise<XmlElement> => {
    // What is null is left out: its element may occur no times.
    const given = Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== null);
    return callSoap({ ...service, namespace: 'urn:ferncombe:works:2' }, operation, given, { ...host, meaning });
  };
  const listOf = <T extends z.ZodType>({ children }: XmlElement, name: string, shape: T): z.output<T>[] =>
    children.filter((child) => child.name === name).map((child) => asAgreed(fieldsOf(child), shape));
  return {
    account: async () => asAgreed(fieldsOf(await call('GetAccount', {})), Account),
    create: async (job) => asAgreed(fieldsOf(await call('CreateJob', { ...job })), Job),
    remark: async (remark) => asAgreed(fieldsOf(await call('AddRemark', { ...remark })), Remark),
    cancel: async (one) => void asAgreed(fieldsOf(await call('CancelJob', { ...one })), Job),
    changes: async (after) => {
      const answer = await call('GetChanges', { After: String(after) });
      const { More } = asAgreed(fieldsOf(answer), z.object({ More: z.enum(['true', 'false', '1', '0']) }));
      return { changes: listOf(answer, 'Change', Change), more: More === 'true' || More === '1' };
    },
    rounds: async (uprn) => listOf(await call('GetRounds', { Uprn: uprn }), 'Round', Round),
  };
}

/** Their codes of faults (manual, section 7). */
const codes: Readonly<Record<string, readonly [AdapterErrorCode, string]>> = {
  'FW-401': ['sign_in_refused', 'Ferncombe refuses the account or its password.'],
  'FW-403': ['not_permitted', 'The account may not do this in Ferncombe.'],
  'FW-404': ['not_found', 'Ferncombe has no such job.'],
  'FW-422': ['refused', 'Ferncombe takes no jobs of that kind. Correct kinds in the settings.'],
};

function meaning({ by, code }: SoapFault): AdapterError {
  const [known, words] = codes[code] ?? [];
  if (known !== undefined) return new AdapterError(known, words ?? '');
  return by === 'sender'
    ? new AdapterError('refused', 'Ferncombe refuses what it was asked.')
    : new AdapterError('failed_at_far_end', 'Ferncombe has a fault of its own.');
}
