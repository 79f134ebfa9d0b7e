import { expect } from 'chai';
import type { IncomingMail } from '@moothall/adapter-sdk';
import { readMail } from './read-mail.js';

const read = (head: string, body = 'Hello'): Promise<IncomingMail> => {
  const raw = `${head.trim()}\n\n${body}`.replaceAll('\n', '\r\n');
  return readMail({ id: '1', receivedAt: 0, source: Buffer.from(raw), isCut: false });
};
const from =
  'From: Siân Other <sian@other.example>\nTo: Westmoor <replies+abc@westmoor.example>\nMessage-ID: <1@other.example>';

describe('a mail that came in', () => {
  it('is read with whom it is from and what it answers', async () => {
    const mail = await read(
      `${from}\nSubject: =?utf-8?Q?=C5=B4yn?=\nIn-Reply-To: <t1@westmoor.example>\nReferences: <t0@westmoor.example>\n <t1@westmoor.example>\nDelivered-To: x+abc@westmoor.example`,
    );
    expect(mail.from).to.deep.equal({ name: 'Siân Other', address: 'sian@other.example' });
    expect(mail).to.include({ subject: 'Ŵyn', text: 'Hello', messageId: '<1@other.example>', isAutomatic: false });
    expect(mail.answers).to.include.members([
      ...['replies+abc@westmoor.example', '<t1@westmoor.example>', '<t0@westmoor.example>', 'x+abc@westmoor.example'],
    ]);
  });

  it('is text alone, whatever its HTML holds', async () => {
    const html =
      '<p>One &amp; <b>two</b></p><script>alert(1)</script><img src="https://far.example/x.png"><style>p{}</style>';
    const { text } = await read(`${from}\nContent-Type: text/html; charset=utf-8`, html);
    expect(text).to.match(/^One & two/);
    expect(text).to.not.match(/alert|<|p\{\}/);
  });

  it('gives what was attached, under its name, and none of it as words', async () => {
    const body = [
      ...['--b', 'Content-Type: text/plain', '', 'See the photo', '--b', 'Content-Type: image/png'],
      ...['Content-Disposition: attachment; filename="../../a.png"', 'Content-Transfer-Encoding: base64', ''],
      ...[Buffer.from('png').toString('base64'), '--b--', ''],
    ].join('\n');
    const { text, files } = await read(`${from}\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b`, body);
    expect(text.trim()).to.equal('See the photo');
    expect(files.map(({ bytes }) => Buffer.from(bytes).toString())).to.deep.equal(['png']);
  });

  const machines = [
    ...['Auto-Submitted: auto-replied', 'Precedence: bulk', 'List-Id: <news.other.example>', 'X-Autoreply: yes'],
    ...['Return-Path: <>'],
  ];
  for (const header of machines)
    it(`was written by a machine: ${header}`, async () => {
      expect((await read(`${from}\n${header}`)).isAutomatic).to.equal(true);
    });

  it('was written by somebody, where it says that it was not submitted by a machine', async () => {
    expect((await read(`${from}\nAuto-Submitted: no`)).isAutomatic).to.equal(false);
  });

  const report = (action: string, status: string): Promise<IncomingMail> =>
    read(
      'From: Mail <MAILER-DAEMON@mx.example>\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b',
      [
        ...[
          '--b',
          'Content-Type: text/plain',
          '',
          'It did not arrive.',
          '--b',
          'Content-Type: message/delivery-status',
        ],
        ...['', 'Reporting-MTA: dns; mx.example', '', 'Final-Recipient: rfc822; joan@mail.example'],
        ...[`Action: ${action}`, `Status: ${status}`, '', '--b', 'Content-Type: text/rfc822-headers', ''],
        ...['Message-ID: <token@westmoor.example>', 'Subject: Your bin', '', '--b--', ''],
      ].join('\n'),
    );
  const outcomes = { '5.1.1': 'wrong-address', '5.2.2': 'not-reached', '4.4.7': 'not-reached', '5.7.1': 'not-sent' };
  for (const [status, outcome] of Object.entries(outcomes))
    it(`is a message that a mail server returned: ${status}`, async () => {
      const { returned, isAutomatic, files } = await report('failed', status);
      expect(returned?.outcome).to.equal(outcome);
      expect(returned?.text).to.include('<token@westmoor.example>');
      expect([isAutomatic, files.length]).to.deep.equal([true, 0]);
    });

  it('is none that was returned, where it is only delayed', async () => {
    expect(await report('delayed', '4.4.1')).to.include({ returned: null, isAutomatic: true });
  });
});
