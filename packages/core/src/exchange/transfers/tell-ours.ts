import { listHolders } from '../../access/index.js';
import { findCase } from '../../cases/index.js';
import { listMembers } from '../../directory/index.js';
import type { CommandContext } from '../../kernel/command.js';
import { localDateAt } from '../../kernel/london-time.js';
import { everyAuthority } from '../../kernel/scope.js';
import type { MessageKind } from '../wire/message.js';
import type { Transfer } from './transfer-types.js';

/**
 * Has our people told of what the other council said: the team leaders of a case that it hands over, which is no team's
 * yet; of its answer to one of ours, whoever has the case and who leads its team.
 */
export async function tellOurs(context: CommandContext, transfer: Transfer, kind: MessageKind): Promise<void> {
  const { id: subjectId, authorityId, caseId } = transfer;
  if (kind === 'offer') {
    const tell = await listHolders(
      context.db.within(everyAuthority),
      { roles: ['team-leader'] },
      authorityId,
      localDateAt(context.now),
    );
    await context.emit({ authorityId, topic: 'transfer.arrived', subjectId, payload: { tell } });
  }
  if ((kind === 'accept' || kind === 'decline') && caseId !== null) {
    const payload = { tell: await peopleOf(context, caseId), caseId };
    await context.emit({ authorityId, topic: 'transfer.answered', subjectId, payload });
  }
}

async function peopleOf({ db }: CommandContext, caseId: string): Promise<string[]> {
  const all = db.within(everyAuthority);
  const found = await findCase(all, caseId);
  if (!found) return [];
  const leaders = (await listMembers(all, found.teamId)).filter(({ leads }) => leads).map(({ personId }) => personId);
  return [...new Set([...(found.assigneeId === null ? [] : [found.assigneeId]), ...leaders])];
}
