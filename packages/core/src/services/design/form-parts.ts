import type { Choice } from './design-fields.js';
import type { DesignPart } from './design-part.js';
import { CHANNELS, TIERS, type ServiceDefinition } from '../types.js';

const levels: Choice[] = [
  ['none', 'None'],
  ['basic', 'Basic'],
  ['full', 'Full'],
];
/** What the service is. */
export const formParts: readonly DesignPart[] = [
  {
    kind: 'form',
    key: 'about',
    title: 'About the service',
    intro: 'What it is called, who offers it, and how customers find it.',
    read: (definition) => definition,
    write: (definition, item) => ({ ...definition, ...item }),
    fields: () => [
      { kind: 'text', name: 'name', label: 'Name' },
      {
        kind: 'text',
        name: 'group',
        label: 'Heading',
        hint: 'Under which customers look for it: “Bins and recycling”',
      },
      { kind: 'text', name: 'summary', label: 'Summary', hint: 'One sentence in customers’ words' },
      { kind: 'lines', name: 'keywords', label: 'Words that customers use', hint: 'One to a line' },
      {
        ...{ kind: 'select', name: 'audience', label: 'Whom it is for' },
        choices: [
          ['residents', 'Residents'],
          ['staff', 'Staff: it is a service desk’s'],
        ],
      },
      {
        ...{ kind: 'words', of: 'text', name: 'staffOf', label: 'For staff of' },
        hint: 'Of a service for staff: short names of other councils, as in web addresses, with commas between; none: every council',
      },
      { kind: 'checks', name: 'tier', label: 'Kinds of council', choices: TIERS.map((tier) => [tier, tier]) },
      { kind: 'checks', name: 'channels', label: 'Channels', choices: CHANNELS.map((channel) => [channel, channel]) },
      { kind: 'words', of: 'numbers', name: 'lgsl', label: 'LGSL numbers', hint: 'With commas between; none is fine' },
      { kind: 'number', name: 'lgil', label: 'LGIL number' },
      { kind: 'select', name: 'identityLevel.log', label: 'Identity check to log it', choices: levels },
      { kind: 'select', name: 'identityLevel.disclose', label: 'Identity check to tell of it', choices: levels },
      {
        ...{ kind: 'select', name: 'sensitivity', label: 'Who may see its cases' },
        choices: [
          ['ordinary', 'All who work on cases'],
          ['restricted', 'The team that has it'],
        ],
      },
      {
        ...{ kind: 'select', name: 'location.kind', label: 'Where it happens' },
        choices: [
          ['none', 'Nowhere in particular'],
          ['address', 'At an address'],
          ['point', 'At a place on the map'],
          ['either', 'At either'],
        ],
      },
      { kind: 'yes', name: 'location.required', label: 'The place is needed' },
      {
        ...{ kind: 'text', name: 'summaryTemplate', label: 'Title of a case' },
        hint: 'Answers stand in braces: “Missed {bin} bin”. It holds nothing personal',
      },
      {
        ...{ kind: 'select', name: 'retentionClass', label: 'Kept as' },
        choices: [
          ['case', 'A case'],
          ['restricted-case', 'A restricted case'],
        ],
      },
      {
        kind: 'words',
        of: 'text',
        name: 'relatedArticles',
        label: 'Articles',
        hint: 'Their keys, with commas between',
      },
    ],
  },
];

/** Facts of a property that definitions look at or fill answers from. */
export function factsIn(definitions: readonly ServiceDefinition[]): string[] {
  const text = JSON.stringify(definitions);
  const found = [...text.matchAll(/"fact":"([a-z0-9-]+)"|"property\.fact\.([a-z0-9-]+)"/g)];
  return [...new Set(found.map((match) => match[1] ?? match[2] ?? ''))].sort();
}
