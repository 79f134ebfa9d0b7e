import { addFile } from '#core/cases/index.js';
import { cancelOwnRequest } from '#core/cases/help/own-request-steps.js';
import { askForHelp } from '#core/cases/help/ask-for-help.js';
import { getOwnRequest } from '#core/cases/help/help-queries.js';
import { storeUpload } from '#core/cases/files/uploads.js';
import { missedBin } from '#core/cases/testing/case-world.js';
import { systemActor, type StaffActor } from '#core/kernel/actor.js';
import { publishService } from '#core/services/index.js';
import type { TestWorld } from '#core/testing/harness.js';
import type { Council } from './seed.js';

const setUp = systemActor('a test sets the scene');

/** What a council's own service desk has for its staff. */
export interface Helped {
  readonly staffServiceId: string;
  /** Asked by `actor`, and open; the other is cancelled. */
  readonly helpRequestId: string;
  readonly helpRequestReference: string;
  readonly cancelledRequestId: string;
  readonly cancelledRequestReference: string;
  readonly helpFileId: string;
}

/** A service for the council's own staff, and what its actor asked of it. */
export async function seedHelp(world: TestWorld, actor: StaffActor, council: Council): Promise<Helped> {
  const { authorityId, mark, slug } = council;
  const definition = missedBin({
    ...{ key: 'broken-laptop', name: `Broken laptop at ${mark}`, summary: `${mark} mends it.`, group: `${mark} IT` },
    ...{ audience: 'staff', staffOf: [slug], location: { kind: 'none' }, form: { questions: [] } },
    outcomes: [{ key: 'cancelled', label: 'Cancelled', publicLabel: 'You cancelled it' }],
    summaryTemplate: `Broken laptop of ${mark}`,
  });
  const { id: serviceId } = await world.run(setUp, publishService, { authorityId, definition });
  const open = await world.run(actor, askForHelp, { serviceId });
  const bytes = Buffer.from(`The screen at ${mark}`);
  const file = await storeUpload(world.kernel, { field: 'file', name: `${mark}-screen.txt`, bytes });
  await world.run(actor, addFile, { caseId: open.id, file });
  const cancelled = await world.run(actor, askForHelp, { serviceId });
  await world.run(actor, cancelOwnRequest, { id: cancelled.id, expectedVersion: 1 });
  const { files } = await world.read(actor, getOwnRequest, { id: open.id });
  return {
    ...{ staffServiceId: serviceId, helpRequestId: open.id, helpRequestReference: open.reference },
    ...{ cancelledRequestId: cancelled.id, cancelledRequestReference: cancelled.reference },
    helpFileId: files[0]?.id ?? '',
  };
}
