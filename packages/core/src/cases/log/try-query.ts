import { z } from 'zod';
import { hasCalendar, workingCalendar } from '../../authorities/index.js';
import { findTeamByKey } from '../../directory/index.js';
import type { Instant, LocalDate } from '../../kernel/clock.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { defineQuery } from '../../kernel/query.js';
import {
  PRIORITIES,
  caseTitle,
  feePence,
  findDesign,
  priorityOf,
  routeTo,
  type FoundStop,
  type MessageRule,
  type Priority,
  type ServiceDefinition,
} from '../../services/index.js';
import { answerViews, type AnswerView } from './answer-views.js';
import { firstDueAt } from '../clock/first-due.js';
import { readForm, type ReadForm } from './form-reading.js';
import { taskDueOn, tasksAt } from '../tasks/service-tasks.js';

/** What would become of a case if the form were sent: nothing of it is kept. */
export interface TriedService {
  /** When it was tried as if it were sent. */
  readonly at: Instant;
  readonly title: string;
  readonly answers: readonly AnswerView[];
  readonly stops: readonly FoundStop[];
  readonly priority: Priority;
  readonly teamKey: string;
  /** Undefined: the council has no such team. */
  readonly teamName: string | undefined;
  readonly dueAt: Instant | null;
  readonly feePence: number;
  readonly tasks: readonly {
    readonly title: string;
    readonly at: string | undefined;
    /** A team's key, when it is not the case's team that does it. */
    readonly team: string | undefined;
    readonly dueOn: LocalDate | null;
  }[];
  readonly messages: readonly MessageRule[];
}

/** The end of the year 2099: clocks are counted day by day until then. */
const LATEST = Date.UTC(2100, 0, 1) - 1;

/**
 * Tries a service's draft, or what is published of it, with answers as a form gives them.
 * @throws bad_input naming each answer (`answers.<question>`) and `location`
 */
export const tryService = defineQuery({
  name: 'cases.try-service',
  permission: 'services.design',
  input: z.strictObject({
    id: uuidField,
    answers: z.unknown(),
    location: z.unknown().optional(),
    priority: z.enum(PRIORITIES).optional(),
    /** As if it were sent then, instead of now. */
    at: z.number().int().min(0).max(LATEST).optional(),
  }),
  run: async ({ db, kernel, ...context }, { id, answers, location, priority: chosen, at }): Promise<TriedService> => {
    const now = at ?? context.now;
    const design = await findDesign(db, id);
    if (!design) throw notFound();
    const { definition, authorityId } = design;
    const form = await readForm(db, { definition }, { answers, location }, now);
    const priority = chosen ?? priorityOf(definition, form.circumstances);
    const teamKey = teamOf(definition, form, priority);
    const { calendar: key } = definition.sla;
    const calendar = (await hasCalendar(kernel, authorityId, key))
      ? await workingCalendar(kernel, authorityId, key)
      : undefined;
    const started = tasksAt(definition, 'logged');
    return {
      at: now,
      title: caseTitle(definition, form.answers) || definition.name,
      answers: answerViews(definition, form.answers, { unanswered: 'Not answered' }),
      stops: form.stops,
      priority,
      teamKey,
      teamName: (await findTeamByKey(db, authorityId, teamKey))?.name,
      dueAt: calendar ? await firstDueAt(kernel, now, { definition, authorityId }, priority) : null,
      feePence: feePence(definition, form.circumstances),
      tasks: definition.tasks.map((task) => ({
        title: task.title,
        at: task.at,
        team: task.team,
        dueOn: calendar && started.includes(task) ? taskDueOn(task, calendar, now) : null,
      })),
      messages: definition.messages,
    };
  },
});

/** Empty where no route fits, which the checks speak of. */
function teamOf(definition: ServiceDefinition, { circumstances }: ReadForm, priority: Priority): string {
  const hasElse = definition.routing.some(({ when }) => when === undefined);
  return hasElse ? routeTo(definition, { ...circumstances, priority }) : '';
}
