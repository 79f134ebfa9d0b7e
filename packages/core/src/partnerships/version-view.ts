import { formatDateTime } from '../kernel/format-time.js';
import { channelWords } from '../services/index.js';
import type { Agreement, Side, TermsVersion } from './types.js';
import type { AboutAgreement, AgreementPage, Fact } from './views.js';
import * as words from './words.js';

/** A version of the terms, in words. */
export function versionView(
  heading: string,
  version: TermsVersion,
  { services, lines, officers, now }: AboutAgreement,
  nameOf: (id: number) => string,
  parties: Pick<Agreement, 'receiverId' | 'providerId'>,
): AgreementPage['versions'][number] {
  const { terms, signatures } = version;
  const named = (ids: readonly string[], names: ReadonlyMap<string, string>, every: string): string =>
    ids.length === 0 ? every : ids.map((id) => names.get(id) ?? 'One that is not offered any more').join(', ');
  const signed = (side: Side, id: number): Fact => {
    const signature = signatures.find((one) => one.side === side);
    const value = signature ? `${signature.name}, ${formatDateTime(signature.signedAt, { now })}` : 'Not signed yet';
    return { label: `Signed for ${nameOf(id)}`, value };
  };
  const optional = (label: string, value: string | undefined): Fact[] => (value ? [{ label, value }] : []);
  const openers = officers.filter(({ id }) => terms.officerIds.includes(id)).map(({ name }) => name);
  return {
    heading,
    facts: [
      { label: 'When', value: words.datesWords(version, now) },
      { label: 'Hours', value: words.hoursWords(terms.hours) },
      { label: 'Services', value: words.servicesWords(terms, (ids) => named(ids, services, '')) },
      {
        label: 'Channels',
        value: terms.channels.map((channel) => channelWords[channel]).join(', ') || 'Every channel',
      },
      { label: 'Lines', value: named(terms.lineIds, lines, 'Every line') },
      {
        label: 'What they see',
        value: [
          'Services, scripts, notices, properties, staff, and contacts and what was said in them',
          ...terms.shares.map((part) => words.sharedWords[part]),
        ].join('\n'),
      },
      { label: 'What stays hidden from them', value: words.keptWords(terms) },
      {
        label: 'What they may do',
        value: ['Answer', ...terms.abilities.map((ability) => words.abilityWords[ability])].join('\n'),
      },
      { label: 'Lawful basis', value: terms.lawfulBasis },
      { label: 'Purpose', value: terms.purpose },
      { label: 'Price', value: words.priceText(terms.price) },
      ...optional('How fast', terms.answerLevel && words.answerLevelText(terms.answerLevel)),
      ...optional('Service level', terms.serviceLevel),
      ...optional('Who may open it', openers.join(', ')),
      ...optional(
        'For at most',
        terms.openForHours === undefined ? undefined : `${terms.openForHours} hours at a time`,
      ),
      ...optional(
        'Once customers wait',
        terms.overflowMinutes === undefined ? undefined : `${terms.overflowMinutes} minutes`,
      ),
      signed('receiver', parties.receiverId),
      signed('provider', parties.providerId),
    ],
  };
}
