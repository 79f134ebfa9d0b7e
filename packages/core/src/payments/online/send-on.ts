import type { Reply } from '../../kernel/route.js';
import type { SendOnPage } from './online-views.js';

/**
 * A page that leads on to the provider's by itself and has its link: a form may not be answered with a redirect to
 * another site (the content security policy's `form-action`). @throws Error for an address that no browser should open
 */
export function sendOn(
  url: string,
  words: Omit<SendOnPage, 'url'>,
  about: { readonly layout: 'desk' | 'plain'; readonly nav?: string; readonly lang?: string },
): Reply {
  const { href, protocol } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') throw new Error('the provider named no web address');
  return {
    ...{ kind: 'page', template: '/payments/views/send-on', title: words.heading },
    ...{ model: { ...words, url: href }, headers: { Refresh: `0; url=${href}`, 'X-Robots-Tag': 'noindex' } },
    ...about,
  };
}
