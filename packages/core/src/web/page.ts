import type { Html } from './html.js';
import type { DeskShell, PlainShell } from './shell.js';
import type { Templates } from './templates.js';

/** What each layout needs around the page. */
export interface LayoutShells {
  readonly desk: DeskShell;
  readonly plain: PlainShell;
}

/** Renders the page, then the layout around it: EJS has no inheritance, so a page is composed. */
export function renderPage<Layout extends keyof LayoutShells>(
  templates: Templates,
  layout: Layout,
  template: string,
  model: object,
  shell: LayoutShells[Layout],
): Html {
  return templates.render(`/web/layouts/${layout}`, { ...shell, bodyHtml: templates.render(template, model) });
}
