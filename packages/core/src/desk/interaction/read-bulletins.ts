import { liveBulletins, pinnedTo, type Bulletin, type BulletinMatter } from '../../bulletins/index.js';
import type { Enquiry, WholeInteraction } from '../../interactions/index.js';
import type { RouteContext } from '../../kernel/route.js';
import type { DatedValue, Place } from '../../places/index.js';
import { answeringAuthorities } from './find-answers.js';

type Context = RouteContext<unknown, unknown, unknown>;

/** What of a contact decides which urgent notices stand in it. */
interface About {
  readonly interaction: Pick<WholeInteraction, 'authorityId' | 'placeId'>;
  readonly enquiry: Pick<Enquiry, 'words' | 'serviceId'> | undefined;
  readonly place: Place | undefined;
  readonly facts: Readonly<Record<string, DatedValue>>;
}

/** Urgent notices of the councils that the adviser may answer for: general ones, and those about the enquiry. */
export async function readBulletins(context: Context, about: About): Promise<Bulletin[]> {
  const { enquiry, place, facts } = about;
  const words = enquiry?.words ?? undefined;
  const ward = facts['ward']?.value;
  const where = place && { postcode: place.postcode, ward: typeof ward === 'string' ? ward : undefined };
  return pinnedTo(await listLive(context, about.interaction), { words, serviceId: enquiry?.serviceId, place: where });
}

/** Those that the words bring up while they are typed, less those that stand there anyway. */
export async function bulletinsFound(
  context: Context,
  interaction: About['interaction'],
  words: string,
): Promise<Bulletin[]> {
  const live = await listLive(context, interaction);
  const general: BulletinMatter = {};
  const shown = new Set(pinnedTo(live, general).map(({ id }) => id));
  return pinnedTo(live, { words }).filter(({ id }) => !shown.has(id));
}

async function listLive(context: Context, interaction: About['interaction']): Promise<Bulletin[]> {
  const all = await liveBulletins(context.kernel, context.visitor);
  if (all.length === 0) return [];
  const answering = (await answeringAuthorities(context, interaction)).map(({ id }) => id);
  return all.filter(({ authorityId }) => authorityId === interaction.authorityId || answering.includes(authorityId));
}
