import type { Instant } from '../../kernel/clock.js';
import { formatDateTime } from '../../kernel/format-time.js';
import { capitalised } from '../../kernel/capitalised.js';
import type { DefinitionChange } from './compare-definitions.js';
import type { ComparedVersions } from './design-queries.js';
import { hrefOfDesign } from './design-views.js';
import type { ServiceDesign } from './draft-repository.js';
import type { ServiceVersion } from './versions-repository.js';

/** What was published of a service, newest first. */
export interface ServiceVersionsPage {
  readonly name: string;
  readonly designHref: string;
  readonly action: string;
  readonly csrfToken: string;
  readonly version: number;
  readonly mayPublish: boolean;
  readonly versions: readonly {
    readonly number: number;
    readonly when: string;
    readonly by: string;
    readonly isPublished: boolean;
    readonly compareHref: string | undefined;
  }[];
}

export function serviceVersionsPage(
  { design, versions }: { readonly design: ServiceDesign; readonly versions: readonly ServiceVersion[] },
  about: { readonly csrfToken: string; readonly mayPublish: boolean; readonly now: Instant },
): ServiceVersionsPage {
  const { id, name, version, publishedNumber } = design;
  return {
    ...{ name, version, csrfToken: about.csrfToken, mayPublish: about.mayPublish },
    designHref: hrefOfDesign(id),
    action: hrefOfDesign(id, 'roll-back'),
    versions: versions.map(({ number, publishedAt, publishedBy }) => ({
      number,
      when: formatDateTime(publishedAt, { now: about.now }),
      by: publishedBy ?? 'From a file',
      isPublished: number === publishedNumber,
      compareHref: number > 1 ? `${hrefOfDesign(id, 'compare')}?from=${number - 1}&to=${number}` : undefined,
    })),
  };
}

/** Two versions side by side. */
export interface ServiceComparePage {
  readonly name: string;
  readonly designHref: string;
  readonly versionsHref: string;
  readonly heading: string;
  readonly changes: readonly { readonly where: string; readonly was: string; readonly is: string }[];
}

export function serviceComparePage({ design, from, to, changes, names }: ComparedVersions): ServiceComparePage {
  const until = to === 'draft' ? 'the draft' : `version ${to}`;
  return {
    name: design.name,
    designHref: hrefOfDesign(design.id),
    versionsHref: hrefOfDesign(design.id, 'versions'),
    heading: `What changes from version ${from} to ${until}`,
    changes: changes.map((change) => differenceLine(change, names)),
  };
}

/** "Questions › Which bin is it? › label", "Tasks › 1 › due in days" */
export function differenceLine(
  { path, before, after }: DefinitionChange,
  names: ReadonlyMap<string, string>,
): ServiceComparePage['changes'][number] {
  const steps = path.split('.').map((step, index, all) => names.get(all.slice(0, index + 1).join('.')) ?? plain(step));
  const shown = steps.filter((step, index) => step !== 'form' && !(step === 'list' && index === steps.length - 1));
  return { where: capitalised(shown.join(' › ')), was: before ?? '', is: after ?? '' };
}

const partWords: Readonly<Record<string, string>> = { sla: 'promise', lgsl: 'LGSL numbers', help: 'hint' };

/** A part of a definition in words: "publicLabel" is "public label". */
function plain(step: string): string {
  return partWords[step] ?? step.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
