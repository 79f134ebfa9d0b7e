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
import { listTold, removeReadBefore, takeBack } from './repository.js';
import type { NotificationKind, SubjectKind } from './types.js';

/** What people are told of, and what it is about. The event names them in `tell`. */
const events: Readonly<Record<string, { readonly kind: NotificationKind; readonly about: SubjectKind }>> = {
  'case.assigned': { kind: 'assigned', about: 'case' },
  'case.mentioned': { kind: 'mentioned', about: 'case' },
  'case.colleague-wrote': { kind: 'colleague-wrote', about: 'case' },
  'case.task-given': { kind: 'task-given', about: 'case' },
  'case.task-for-team': { kind: 'task-for-team', about: 'case' },
  'case.task-due': { kind: 'task-due', about: 'case' },
  'case.task-overdue': { kind: 'task-overdue', about: 'case' },
  'case.sla-warning': { kind: 'sla-warning', about: 'case' },
  'case.sla-breached': { kind: 'sla-breached', about: 'case' },
  'case.restricted-opened': { kind: 'case-opened', about: 'case' },
  'customer.restricted-opened': { kind: 'record-opened', about: 'opening' },
  'alert.proposed': { kind: 'alert-proposed', about: 'alert' },
  'alert.review-due': { kind: 'alert-review-due', about: 'alert' },
  'handover.offered': { kind: 'handover-offered', about: 'handover' },
  'handover.accepted': { kind: 'handover-accepted', about: 'handover' },
  'handover.declined': { kind: 'handover-declined', about: 'handover' },
  'handover.returned': { kind: 'handover-returned', about: 'handover' },
  'handover.finished': { kind: 'handover-finished', about: 'handover' },
  'call-back.promised': { kind: 'call-back-promised', about: 'call-back' },
  'call-back.changed': { kind: 'call-back-changed', about: 'call-back' },
  'call-back.missed': { kind: 'call-back-missed', about: 'call-back' },
  'call-back.ended': { kind: 'call-back-ended', about: 'call-back' },
  'call-out.rung': { kind: 'call-out-rung', about: 'call-out' },
  'call-out.accepted': { kind: 'call-out-accepted', about: 'call-out' },
  'call-out.exhausted': { kind: 'call-out-exhausted', about: 'call-out' },
  'call-out.stood-down': { kind: 'call-out-stood-down', about: 'call-out' },
  'transfer.arrived': { kind: 'transfer-arrived', about: 'transfer' },
  'transfer.answered': { kind: 'transfer-answered', about: 'transfer' },
  'outside.stuck': { kind: 'outside-stuck', about: 'case' },
  'case.mail-arrived': { kind: 'mail-arrived', about: 'case' },
  'message.failed': { kind: 'message-failed', about: 'message' },
  'message.undelivered': { kind: 'message-undelivered', about: 'message' },
};

const ToldEvent = z.looseObject({
  id: z.string(),
  authorityId: z.number(),
  topic: z.string(),
  subjectId: uuidField,
  payload: z.looseObject({
    reference: z.string().nullish(),
    tell: z.array(uuidField).default([]),
    by: z.looseObject({ id: z.string(), name: z.string() }).nullish(),
    /** The case that a message belongs to. */
    caseId: uuidField.optional(),
  }),
});
type ToldEvent = z.output<typeof ToldEvent>;

/** Tells the people whom an event names, except whoever did it, and those from whom the case is kept. */
export const tellStaff = defineJob({
  kind: 'notifications.tell-staff',
  payload: ToldEvent,
  topics: Object.keys(events),
  run: async (kernel, event) => {
    const { id, authorityId, subjectId, payload } = event;
    const told = events[event.topic];
    if (told === undefined) return;
    const { reference = null, by } = payload;
    const subject = { kind: told.about, id: subjectId };
    const actor = systemActor('something happened that people are to know of');
    for (const { personId, forName } of await audienceOf(kernel, event)) {
      if (personId === by?.id) continue;
      const about = { authorityId, personId, kind: told.kind, subject, reference, byName: by?.name ?? null, forName };
      await runCommand(kernel, actor, notify, { ...about, uniqueKey: `${id}:${personId}` });
    }
  },
});

/**
 * Who hears of it: of a restricted case only its team, deputies included. An opening of one is told to those who watch
 * over openings, whatever their team.
 */
async function audienceOf(kernel: Kernel, { topic, subjectId, payload }: ToldEvent): Promise<Told[]> {
  const told = await withDeputies(kernel, payload.tell);
  const caseId = events[topic]?.about === 'case' ? subjectId : payload.caseId;
  if (caseId === undefined || topic === 'case.restricted-opened') return told;
  const people = told.map(({ personId }) => personId);
  const allowed = new Set(await whoMayBeTold(kernel.db.read(everyAuthority), caseId, people));
  return told.filter(({ personId }) => allowed.has(personId));
}

/** Takes back what people were told of a case that is kept from them now. */
export const takeBackKept = defineJob({
  kind: 'notifications.take-back-kept',
  payload: z.looseObject({ subjectId: uuidField }),
  topics: ['case.restricted', 'case.handed-over'],
  run: async (kernel, { subjectId }) => {
    const db = kernel.db.read(everyAuthority);
    const people = await listTold(db, subjectId);
    const allowed = await whoMayBeTold(db, subjectId, people);
    for (const person of people.filter((each) => !allowed.includes(each)))
      await kernel.db.write(everyAuthority, (writes) => takeBack(writes, person, subjectId));
  },
});

interface Told {
  readonly personId: string;
  readonly forName: string | null;
}

/** Whoever is to be told, and who stands in today for those of them who are away; nobody twice. */
async function withDeputies(kernel: Kernel, tell: readonly string[]): Promise<Told[]> {
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
