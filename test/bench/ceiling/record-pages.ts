import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttp } from '#core/app/http.js';
import { httpParts } from '#core/app/http-parts.js';
import { createRenderer } from '#core/app/render.js';
import { deskFrame } from '#core/desk/index.js';
import type { Kernel } from '#core/kernel/kernel.js';
import { createAssets } from '#core/web/assets.js';
import type { Html } from '#core/web/html.js';
import { createTemplates, type Templates } from '#core/web/templates.js';
import { openConnection } from '../load/connection.js';
import { checkAnswer, write } from '../load/requests.js';
import type { CeilingTask, Sample } from '../load/samples.js';
import { ownStatements, recordStatements, type RanStatement } from './recorder.js';

/** What the product did to answer one request. */
export interface RecordedPage {
  readonly statements: readonly RanStatement[];
  /** Prints the page again from the view models that the product made; absent of a redirect. */
  readonly print?: () => Html;
  /** Where a redirect led. */
  readonly location: string;
}

/** Answers every sample once by the product itself, in this process, and keeps what it ran and printed. */
export async function recordPages(kernel: Kernel, { operations, signedIn }: CeilingTask): Promise<RecordedPage[][]> {
  const recorder = recordStatements(kernel.db);
  const printed = recordPrinting(createTemplates());
  const recording = { ...kernel, db: recorder.database };
  const renderer = createRenderer({
    templates: printed.templates,
    assets: createAssets(),
    installation: { name: 'Moothall', brandColour: '#00594f' },
    frame: deskFrame,
  });
  const server = createServer(createHttp({ ...httpParts(recording), renderer }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const connection = await openConnection((server.address() as AddressInfo).port);
  const answer = async (sample: Sample, number: number): Promise<RecordedPage> => {
    const fields = sample.form && {
      ...sample.form,
      _csrf: signedIn.csrfToken,
      _once: `record-${process.pid}-${Date.now()}-${number}`,
    };
    const answered = await connection.send(write(sample.method, sample.path, { Cookie: signedIn.cookie }, fields));
    checkAnswer(
      sample,
      sample.expect.map((text) => Buffer.from(text)),
      answered,
    );
    const location = /\r\nlocation: (\S+)/i.exec(answered.head)?.[1] ?? '';
    const statements = ownStatements(recorder.take());
    const print = printed.take();
    return { statements, location, ...(print && sample.status === 200 ? { print } : {}) };
  };
  const recorded: RecordedPage[][] = [];
  for (const { samples } of operations) {
    const [first] = samples;
    if (first) await answer(first, 0); // once for what is kept from the first request on: definitions, the index
    const pages: RecordedPage[] = [];
    for (const [number, sample] of samples.entries()) pages.push(await answer(sample, number + 1));
    recorded.push(pages);
  }
  connection.close();
  server.close();
  return recorded;
}

/** Templates that remember the last page: its own template and the layout around it, each with its view model. */
function recordPrinting(templates: Templates): { templates: Templates; take(): (() => Html) | undefined } {
  let rendered: { name: string; view: object }[] = [];
  return {
    templates: {
      names: templates.names,
      render: (name, view) => {
        rendered.push({ name, view });
        return templates.render(name, view);
      },
    },
    take: () => {
      const [page, layout] = rendered;
      rendered = [];
      if (!page || !layout) return undefined;
      const shell = layout.view;
      return () => templates.render(layout.name, { ...shell, bodyHtml: templates.render(page.name, page.view) });
    },
  };
}
