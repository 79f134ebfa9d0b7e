import { z } from 'zod';
import { whoMayBeTold } from '../cases/index.js';
import { listAway } from '../directory/index.js';
import { systemActor } from '../kernel/actor.js';
import { DAY_MS } from '../kernel/clock.js';
import { runCommand } from '../kernel/command.js';
import { localDateAt } from '../kernel/london-time.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';
import { uuidField } from '../kernel/input.js';
import { defineJob } from '../kernel/jobs.js';
import { notify } from './commands/notify.js';
import { removeReadBefore } from './repository.js';
import type { NotificationKind } from './types.js';

/** What of a case's events people are told. Each names them in `tell`. */
const kinds: Readonly<Record<string, NotificationKind>> = {
  'case.assigned': 'assigned',
  'case.mentioned': 'mentioned',
  'case.task-given': 'task-given',
  'case.task-due': 'task-due',
  'case.task-overdue': 'task-overdue',
  'case.sla-warning': 'sla-warning',
  'case.sla-breached': 'sla-breached',
};

const CaseEvent = z.looseObject({
  id: z.string(),
  authorityId: z.number(),
  topic: z.string(),
  subjectId: uuidField,
  payload: z.looseObject({
    reference: z.string(),
    tell: z.array(uuidField).default([]),
    by: z.looseObject({ id: z.string(), name: z.string() }).nullish(),
  }),
});

/** Tells the people whom an event of a case names, except whoever did it, and those from whom the case is kept. */
export const tellStaff = defineJob({
  kind: 'notifications.tell-staff',
  payload: CaseEvent,
  topics: Object.keys(kinds),
  run: async (kernel, { id, authorityId, topic, subjectId: caseId, payload }) => {
    const kind = kinds[topic];
    if (kind === undefined) return;
    const { reference, tell, by } = payload;
    const actor = systemActor('something happened to a case');
    const told = await withDeputies(kernel, tell);
    const ids = told.map(({ personId }) => personId);
    const allowed = new Set(await whoMayBeTold(kernel.db.read(everyAuthority), caseId, ids));
    for (const { personId, forName } of told) {
      if (personId === by?.id || !allowed.has(personId)) continue;
      const about = { authorityId, personId, kind, caseId, reference, byName: by?.name ?? null, forName };
      await runCommand(kernel, actor, notify, { ...about, uniqueKey: `${id}:${personId}` });
    }
  },
});

/** Whoever is to be told, and who stands in today for those of them who are away; nobody twice. */
async function withDeputies(
  kernel: Kernel,
  tell: readonly string[],
): Promise<{ personId: string; forName: string | null }[]> {
  const own = [...new Set(tell)];
  const away = await listAway(kernel.db.read(everyAuthority), own, localDateAt(kernel.clock.now()));
  const deputies = [...away.values()].filter(({ deputyId }) => !own.includes(deputyId));
  return [
    ...own.map((personId) => ({ personId, forName: null })),
    ...deputies.map(({ deputyId, personName }) => ({ personId: deputyId, forName: personName })),
  ];
}

/** What was read is kept for a month. */
const keptForMs = 30 * DAY_MS;

export const tidyNotifications = defineJob({
  kind: 'notifications.tidy',
  payload: z.strictObject({}),
  everyMs: DAY_MS,
  run: (kernel) => removeReadBefore(kernel.db, kernel.clock.now() - keptForMs),
});
