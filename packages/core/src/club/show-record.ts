import { listAuthorities } from '../authorities/index.js';
import { filesCard, type FilesCard } from '../cases/index.js';
import type { FieldFault } from '../kernel/errors.js';
import { newId } from '../kernel/ids.js';
import { page, type Reply, type RouteContext } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import type { getRecord } from './queries.js';
import { kindNamed, type PartName } from './record/kinds.js';
import { filesOpenIn, shortDigest } from './savings/file-rules.js';
import { listSavingFiles } from './savings/files-queries.js';
import type { GovernanceRecord } from './types.js';
import { recordHref, recordPage } from './views.js';

type Context = RouteContext<unknown, unknown, unknown>;
type Loaded = Awaited<ReturnType<typeof getRecord.run>>;

/** A record's page; with what was wrong with a step or a file, and the reason that was typed. */
export async function showRecord(
  context: Context,
  part: PartName,
  loaded: Loaded,
  faults: readonly FieldFault[] = [],
  note = '',
): Promise<Reply> {
  const { kernel, now, visitor } = context;
  const { authorityId } = loaded.record;
  const owner = (await listAuthorities(kernel)).find(({ id }) => id === authorityId);
  const mayGovern = may(visitor.actor, 'club.govern', authorityId);
  const model = recordPage(kindNamed(part), loaded, {
    ...{ now, csrfToken: visitor.session?.csrfToken ?? '', faults, note, mayGovern },
    ownOf: owner?.kind === 'partnership' ? undefined : owner?.name,
    files: part === 'savings' ? await savingFilesCard(context, loaded.record, { mayGovern, faults }) : undefined,
  });
  const status = faults.length > 0 ? { status: 422 } : {};
  return page('/club/views/record', model, { title: model.title, nav: 'partnership', ...status });
}

async function savingFilesCard(
  context: Context,
  { id, state }: GovernanceRecord,
  { mayGovern, faults }: { readonly mayGovern: boolean; readonly faults: readonly FieldFault[] },
): Promise<FilesCard> {
  const { kernel, now, visitor } = context;
  const files = await context.read(listSavingFiles, { savingId: id });
  const shown = files.map((file) => ({
    ...file,
    ...{ addedByName: file.addedByName ?? 'The system', picture: null },
    more: `SHA-256 ${shortDigest(file.digest)}`,
  }));
  return filesCard(shown, recordHref('savings', id), {
    ...{ now, csrfToken: visitor.session?.csrfToken ?? '', once: () => newId(kernel.clock, kernel.random), faults },
    may: { work: mayGovern && filesOpenIn(state) },
    maxFileBytes: kernel.config.files.maxBytes,
  });
}
