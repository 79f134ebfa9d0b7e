import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's folder; it may hold spaces. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

export const inCheckout = (...parts) => path.join(root, ...parts);

export const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));
