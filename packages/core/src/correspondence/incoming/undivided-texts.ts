import type { NotificationsInstance } from '@moothall/adapter-sdk';
import type { Kernel } from '../../kernel/kernel.js';
import { councilOf } from './council-of.js';

/** Connections that tell of text messages people sent, and serve several councils: nothing says to which one they came. */
export async function undividedTexts(kernel: Kernel): Promise<string[]> {
  const names: string[] = [];
  for (const one of kernel.adapters.list) {
    const { part } = one;
    if (part.state !== 'running' || part.kind !== 'notifications' || part.instance.receive === undefined) continue;
    const isForTexts = (part.instance as NotificationsInstance).channels.includes('text');
    if (isForTexts && (await councilOf(kernel, one)) === undefined) names.push(one.name);
  }
  return names;
}
