import { getAuthority } from '../authorities/index.js';
import type { DescribedCase } from '../cases/index.js';
import type { Instant } from '../kernel/clock.js';
import { formatDate } from '../kernel/format-time.js';
import type { Kernel } from '../kernel/kernel.js';
import { localDateAt } from '../kernel/london-time.js';
import type { MergeValues } from './merge-fields.js';
import type { Recipient } from './recipient.js';
import type { MessageLanguage } from './types.js';

interface Moment {
  readonly kernel: Kernel;
  readonly now: Instant;
}

type Named = Pick<Recipient, 'name'>;

const customerWord = { en: 'Customer', cy: 'Gwsmer' };
const noDate = { en: 'as soon as we can', cy: 'cyn gynted ag y gallwn' };
const noService = { en: 'your enquiry', cy: 'eich ymholiad' };

/** How a message calls whom it goes to. */
export function nameFor(name: string, lang: MessageLanguage): string {
  return name || customerWord[lang];
}

/** What stands in the fields of a message about a case. */
export async function caseValues(
  moment: Moment,
  found: DescribedCase,
  recipient: Named,
  lang: MessageLanguage,
): Promise<MergeValues> {
  const { authorityId, reference, serviceName, publicLabel, dueAt, teamName } = found;
  const ofContact = await contactValues(moment, { authorityId, serviceName }, recipient, lang);
  const today = localDateAt(moment.now);
  return {
    ...ofContact,
    reference,
    status: publicLabel,
    'due-date': dueAt === null ? noDate[lang] : formatDate(localDateAt(dueAt), { today, lang }),
    team: teamName ?? ofContact.council,
  };
}

/** A contact as its messages speak of it. */
export interface ContactNamed {
  readonly authorityId: number;
  /** Null: no enquiry in it names one. */
  readonly serviceName: string | null;
}

/** What stands in the fields of a message about a contact. */
export async function contactValues(
  { kernel, now }: Moment,
  { authorityId, serviceName }: ContactNamed,
  { name }: Named,
  lang: MessageLanguage,
) {
  const today = localDateAt(now);
  return {
    'customer-name': nameFor(name, lang),
    service: serviceName ?? noService[lang],
    council: (await getAuthority(kernel, authorityId)).name,
    today: formatDate(today, { today, lang }),
  } satisfies MergeValues;
}
