import type { FarEndAnswer, ReceivedRequest, SentMail } from '@moothall/adapter-testkit';

const mailsAPage = 10;

/** The supplier as its manual has it: a mailbox that is read page by page. */
export function aSupplier(): {
  answer: (request: ReceivedRequest) => FarEndAnswer;
  deliver: (mail: SentMail) => void;
} {
  const kept: SentMail[] = [];
  return {
    deliver: (mail) => void kept.push(mail),
    answer: ({ method, path }) => {
      const { pathname, searchParams } = new URL(path, 'http://supplier.example');
      if (method !== 'GET') return { status: 405 };
      if (pathname === '/account') return { body: { name: 'Dunmere' } };
      if (pathname !== '/messages') return { status: 404 };
      const from = Number(searchParams.get('after') ?? 0);
      const page = kept.slice(from, from + mailsAPage);
      const next = from + page.length;
      return {
        body: {
          messages: page.map((mail, at) => asGiven(mail, from + at)),
          next: String(next),
          more: next < kept.length,
        },
      };
    },
  };
}

function asGiven({ from, to, files, isAutomatic, ...mail }: SentMail, at: number): object {
  return {
    ...{ ...mail, id: `m-${at}`, arrived: Date.UTC(2026, 10, 16, 9) + at, sender: from, recipient: to },
    automatic: isAutomatic,
    attachments: files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString('base64') })),
  };
}
