import { asAgreed, type AdapterCheck, type NotificationChannel } from '@moothall/adapter-sdk';
import type { NotifyClient } from 'notifications-node-client';
import { z } from 'zod';
import { filledIn, notifyTypes, type Settings } from './settings.js';

const Templates = z.object({
  templates: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      personalisation: z.record(z.string(), z.unknown()).nullish(),
    }),
  ),
});
type Template = z.output<typeof Templates>['templates'][number];

const ways: Readonly<Record<NotificationChannel, string>> = { email: 'mail', text: 'text messages', letter: 'letters' };
const languages = { en: 'English', cy: 'Welsh' } as const;

/** Whether Notify takes the key, and has every template of the settings, each filled by what Moothall fills in. */
export async function checkTemplates(client: NotifyClient, { templates }: Settings): Promise<AdapterCheck> {
  const { templates: found } = asAgreed((await client.getAllTemplates()).data, Templates);
  const byId = new Map(found.map((one) => [one.id.toLowerCase(), one]));
  const faults = (Object.keys(ways) as NotificationChannel[]).flatMap((channel) =>
    (['en', 'cy'] as const).flatMap((language) => {
      const id = templates[channel]?.[language];
      if (id === undefined) return [];
      const fault = faultOf(channel, byId.get(id.toLowerCase()));
      return fault === undefined
        ? []
        : [`templates.${channel}.${language} (${ways[channel]}, ${languages[language]}): ${fault}`];
    }),
  );
  if (faults.length === 0) return { ok: true };
  return { ok: false, code: 'refused', detail: `${faults.join('; ')}.`.slice(0, 500) };
}

function faultOf(channel: NotificationChannel, template: Template | undefined): string | undefined {
  if (!template) return 'the service of the API key has no template with this id, so copy it again from Notify';
  if (template.type !== notifyTypes[channel]) return `in Notify it is a template for ${template.type}`;
  const asked = Object.keys(template.personalisation ?? {});
  const fields = asked.map((field) => plainField(field));
  const unknown = asked.filter((_, index) => !filledIn[channel].includes(fields[index] ?? ''));
  if (unknown.length > 0) return `it asks for ((${unknown.join(')), ((')})), which Moothall doesn’t fill in`;
  return fields.includes('body') ? undefined : 'it has no ((body)), so that no message would say anything';
}

/** Notify reads `((Address line 1))` as `((address_line_1))`. */
function plainField(field: string): string {
  return field
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
}
