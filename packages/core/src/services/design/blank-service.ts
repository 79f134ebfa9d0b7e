import { ServiceDefinition } from '../types.js';

/** A service to begin with: its shape is whole, so that every part can be edited, and its words are still to be written. */
export function blankService({ key, name, team }: { key: string; name: string; team: string }): ServiceDefinition {
  return ServiceDefinition.parse({
    key,
    name,
    group: 'The council',
    summary: `${name}.`,
    tier: ['county', 'district', 'unitary'],
    keywords: [name.toLowerCase()],
    identityLevel: { log: 'none', disclose: 'basic' },
    form: { questions: [] },
    location: { kind: 'none' },
    lifecycle: 'standard',
    outcomes: [{ key: 'done', label: 'Done', publicLabel: 'We have done what you asked' }],
    sla: { target: { amount: 5, unit: 'working-days' }, pausesIn: ['waiting-for-customer'], calendar: 'office' },
    routing: [{ team }],
    summaryTemplate: name,
    retentionClass: 'case',
  });
}
