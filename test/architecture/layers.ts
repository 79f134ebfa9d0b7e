import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The contents of `layers.json`: which folder stands above which, and what is allowed to differ, with the reason. */
export interface Layers {
  readonly layers: Readonly<Record<string, number>>;
  /** Folders without a front door: their files are imported one by one. */
  readonly importedByFile: readonly string[];
  readonly betweenEquals: readonly { readonly from: string; readonly to: string; readonly reason: string }[];
  /** Capabilities that have grown, divided: each part's folder, and what it holds in a line. */
  readonly parts: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly exemptions: readonly Exemption[];
}

export interface Exemption {
  readonly rule: string;
  /** A file, or a folder when it ends with `/`, from `packages/core/src`. */
  readonly file: string;
  readonly reason: string;
}

export const root = path.resolve(import.meta.dirname, '../../..');

export const readLayers = (): Layers => JSON.parse(readFileSync(path.join(root, 'layers.json'), 'utf8')) as Layers;
