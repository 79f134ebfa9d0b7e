import { questionsInTemplate } from '../case-title.js';
import { checkCondition, type ConditionSubject } from './condition-checks.js';
import { checkFollowUp } from './follow-up-checks.js';
import { checkForm } from './form-checks.js';
import { checkLifecycle } from './lifecycle-checks.js';
import type { Condition } from '../form/condition-types.js';
import type { Fault, ServiceDefinition } from '../types.js';

/** Everything that keeps a definition from being published; empty when it is sound. */
export function checkDefinition(definition: ServiceDefinition): Fault[] {
  return [
    ...checkForm(definition),
    ...checkLifecycle(definition.lifecycle),
    ...checkSla(definition),
    ...checkRouting(definition),
    ...checkPriority(definition),
    ...checkFee(definition),
    ...checkOutcomes(definition),
    ...checkTitle(definition),
    ...checkSensitivity(definition),
    ...checkAudience(definition),
    ...checkFollowUp(definition),
  ];
}

function checkSla({ sla, lifecycle }: ServiceDefinition): Fault[] {
  const kinds = new Map(lifecycle.statuses.map(({ key, kind }) => [key, kind]));
  const pauses = sla.pausesIn.flatMap((status, index) =>
    kinds.get(status) === 'waiting'
      ? []
      : [
          {
            path: `sla.pausesIn.${index}`,
            message: `The clock can pause only in a waiting status, which ${status} is not`,
          },
        ],
  );
  const isOpen = (status: string): boolean => kinds.get(status) === 'open';
  const restarts = sla.restarts.flatMap(({ status, from = [] }, index): Fault[] => {
    const path = `sla.restarts.${index}`;
    const unknown = from.filter((one) => !kinds.has(one));
    return [
      ...(isOpen(status)
        ? []
        : [
            {
              path: `${path}.status`,
              message: `A clock can start only in an open status, which ${status} is not`,
            },
          ]),
      ...unknown.map((one) => ({ path: `${path}.from`, message: `There is no status ${one}` })),
    ];
  });
  const longer = sla.extends.flatMap(({ status }, index) =>
    isOpen(status)
      ? []
      : [
          {
            path: `sla.extends.${index}.status`,
            message: `More time can be given only in an open status, which ${status} is not`,
          },
        ],
  );
  return [...pauses, ...restarts, ...longer, ...checkTargets(sla)];
}

/** What is urgent isn't promised later than the rest; units that count differently aren't compared. */
function checkTargets({ target, byPriority }: ServiceDefinition['sla']): Fault[] {
  return (['urgent', 'high'] as const).flatMap((priority) => {
    const own = byPriority[priority];
    if (own?.unit !== target.unit || own.amount <= target.amount) return [];
    const path = `sla.byPriority.${priority}`;
    return [{ path, message: `What is ${priority} would take longer than the rest: shorten it, or leave it out` }];
  });
}

function checkRouting(definition: ServiceDefinition): Fault[] {
  const { routing } = definition;
  const faults = routing.flatMap(({ when }, index) => {
    const path = `routing.${index}`;
    if (when)
      return checkAnywhere(definition, when, `${path}.when`, [
        'answers',
        'dates',
        'facts',
        'time',
        'areas',
        'priority',
      ]);
    return index < routing.length - 1
      ? [{ path, message: 'Only the last route can be without “when”: the routes after this one would never be used' }]
      : [];
  });
  const hasDefault = routing.at(-1)?.when === undefined;
  return hasDefault
    ? faults
    : [...faults, { path: 'routing', message: 'Add a last route without “when”, for every other case' }];
}

function checkPriority(definition: ServiceDefinition): Fault[] {
  return definition.priority.flatMap(({ when }, index) =>
    checkAnywhere(definition, when, `priority.${index}.when`, ['answers', 'dates', 'facts', 'time', 'areas']),
  );
}

function checkFee(definition: ServiceDefinition): Fault[] {
  const { fee, form } = definition;
  if (fee === undefined) return [];
  const waiver = fee.waivedWhen
    ? checkAnywhere(definition, fee.waivedWhen, 'fee.waivedWhen', ['answers', 'facts'])
    : [];
  const counted = form.questions.find(({ key }) => key === fee.times);
  const isNumber = counted?.type === 'number' && (counted.min ?? 0) >= 1;
  const isCountable = counted?.required && (isNumber || counted.type === 'group');
  if (fee.times === undefined || isCountable) return waiver;
  const message = `The fee can be counted only by a required number question with min 1 or a required group, which ${fee.times} is not`;
  return [...waiver, { path: 'fee.times', message }];
}

function checkOutcomes({ outcomes }: ServiceDefinition): Fault[] {
  return outcomes.flatMap(({ key }, index) =>
    outcomes.slice(0, index).some((earlier) => earlier.key === key)
      ? [{ path: `outcomes.${index}.key`, message: `Two outcomes have the key ${key}: rename one` }]
      : [],
  );
}

/** Titles are seen in every list, so they hold no personal data. */
function checkTitle({ summaryTemplate, form }: ServiceDefinition): Fault[] {
  return questionsInTemplate(summaryTemplate).flatMap((key) => {
    const question = form.questions.find((candidate) => candidate.key === key);
    if (question === undefined) return [{ path: 'summaryTemplate', message: `There is no question ${key}` }];
    return question.personal === 'none'
      ? []
      : [
          {
            path: 'summaryTemplate',
            message: `The answer to ${key} is ${question.personal} data: keep it out of the title`,
          },
        ];
  });
}

/** Where cases can be opened only with a reason, nobody may be told about one without an identity check. */
function checkSensitivity({ sensitivity, identityLevel }: ServiceDefinition): Fault[] {
  return sensitivity === 'restricted' && identityLevel.disclose !== 'full'
    ? [
        {
          path: 'identityLevel.disclose',
          message: 'A restricted service is disclosed only after a full identity check',
        },
      ]
    : [];
}

/** The national list is of what councils do for residents, and colleagues pay no fees. */
function checkAudience({ audience, staffOf, lgsl, fee }: ServiceDefinition): Fault[] {
  if (audience === 'residents')
    return staffOf.length === 0
      ? []
      : [{ path: 'staffOf', message: 'Only a service for staff names whose staff it serves' }];
  return [
    ...(lgsl.length === 0
      ? []
      : [{ path: 'lgsl', message: 'A service for staff is in no national list: leave it empty' }]),
    ...(fee === undefined ? [] : [{ path: 'fee', message: 'A service for staff takes no fee' }]),
  ];
}

function checkAnywhere(
  { form }: ServiceDefinition,
  when: Condition,
  path: string,
  allows: readonly ConditionSubject[],
): Fault[] {
  return checkCondition(when, { path, questions: form.questions, allows });
}
