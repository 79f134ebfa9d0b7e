import { startCallOut } from '#core/call-outs/index.js';
import type { StaffActor } from '#core/kernel/actor.js';
import { HOUR_MS } from '#core/kernel/clock.js';
import { everyAuthority } from '#core/kernel/scope.js';
import type { TestWorld } from '#core/testing/harness.js';

interface At {
  readonly authorityId: number;
  readonly mark: string;
}

/** Two call-outs for a case, in one of which the time to answer is over. */
export async function seedCallOuts(world: TestWorld, actor: StaffActor, { authorityId, mark }: At, caseId: string) {
  const start = async (reason: string) => {
    const { id } = await world.run(actor, startCallOut, { about: { caseId }, reason, place: `By the pond of ${mark}` });
    return id;
  };
  const callOutId = await start(`A wall leans at ${mark}`);
  const lateCallOutId = await start(`A tree leans at ${mark}`);
  const callOutRingId = world.newId();
  const ring = { authority_id: authorityId, person_id: actor.staffId, role: 'on-duty', minutes: 10 };
  const now = world.clock.now();
  await world.kernel.db.write(everyAuthority, async (db) => {
    for (const id of [callOutId, lateCallOutId]) {
      const place = { call_out_id: id, place_in_list: 20, rung_at: now - HOUR_MS };
      const waiting = { message_channel: 'text', message_state: 'waiting', message_at: now - HOUR_MS };
      await db.insert('call_out_rings', {
        ...ring,
        ...place,
        ...waiting,
        id: id === callOutId ? callOutRingId : world.newId(),
      });
    }
    const ringing = { state: 'ringing', place_in_list: 20, due_at: now + HOUR_MS };
    await db.update('call_outs', { id: callOutId }, ringing);
    await db.update('call_outs', { id: lateCallOutId }, { ...ringing, due_at: now - 1 });
  });
  return { callOutId, callOutRingId, lateCallOutId };
}
