import type { Instant } from '../../kernel/clock.js';
import type { FieldFault } from '../../kernel/errors.js';
import { formatRelative } from '../../kernel/format-time.js';
import type { CaseFile } from '../types.js';
import { errorAt } from '../../web/form-faults.js';
import { acceptedFiles } from './uploads.js';

/** Files of a case or of another record, with a picture of each photo. */
export interface FilesCard {
  readonly baseHref: string;
  readonly csrfToken: string;
  readonly once: string;
  readonly mayWork: boolean;
  readonly hint: string;
  readonly maxBytes: number;
  /** What is wrong with the file that was sent. */
  readonly errorMessage: ReturnType<typeof errorAt>;
  /** Files of another installation that are not here: on their way, or refused. */
  readonly coming: readonly { readonly name: string; readonly about: string }[];
  readonly rows: readonly {
    readonly id: string;
    readonly name: string;
    readonly href: string;
    /** "2.1 MB · Tom Reyes · 4 min ago", and what else is told of it. */
    readonly about: string;
    readonly picture: PictureView | undefined;
  }[];
}

/**
 * A photo resized for the page. It has no text of its own: what it shows nobody has described, and the file’s name, which
 * stands in the same link, is left when it can’t be shown.
 */
export interface PictureView {
  readonly src: string;
  readonly width: number;
  readonly height: number;
}

/** What a card tells of a file. */
export interface ShownFile extends Pick<CaseFile, 'id' | 'name' | 'sizeBytes' | 'addedByName' | 'addedAt' | 'picture'> {
  /** Told after who added it and when. */
  readonly more?: string;
}

export interface FilesRendering {
  readonly now: Instant;
  readonly csrfToken: string;
  readonly once: () => string;
  readonly may: { readonly work: boolean };
  readonly maxFileBytes: number;
  readonly faults?: readonly FieldFault[] | undefined;
  readonly coming?: FilesCard['coming'];
}

export function filesCard(files: readonly ShownFile[], baseHref: string, rendering: FilesRendering): FilesCard {
  return {
    baseHref,
    csrfToken: rendering.csrfToken,
    once: rendering.once(),
    mayWork: rendering.may.work,
    hint: acceptedFiles,
    maxBytes: rendering.maxFileBytes,
    errorMessage: errorAt(rendering.faults ?? [], 'file'),
    coming: rendering.coming ?? [],
    rows: files.map((file) => ({
      id: file.id,
      name: file.name,
      href: fileHref(file, baseHref),
      about: aboutFile(file, rendering.now),
      picture: pictureView(file, baseHref),
    })),
  };
}

/** Undefined for a file that is no photo, and until its picture is made. */
export function pictureView(file: Pick<ShownFile, 'id' | 'picture'>, baseHref: string): PictureView | undefined {
  const { picture } = file;
  if (picture === null || picture === 'waiting') return undefined;
  return { src: `${fileHref(file, baseHref)}/picture`, width: picture.width, height: picture.height };
}

const fileHref = ({ id }: Pick<ShownFile, 'id'>, baseHref: string): string => `${baseHref}/files/${id}`;

function aboutFile({ sizeBytes, addedByName, addedAt, picture, more }: ShownFile, now: Instant): string {
  const about = [sizeWords(sizeBytes), addedByName, formatRelative(addedAt, { now })];
  const making = picture === 'waiting' ? ['its picture is being made'] : [];
  return [...about, ...(more === undefined ? [] : [more]), ...making].join(' · ');
}

/** "840 KB", "2.1 MB". */
export function sizeWords(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
