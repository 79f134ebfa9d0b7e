import { expect } from 'chai';
import { AppError } from './errors.js';
import { openLog } from './log.js';

function logged(write: (log: ReturnType<typeof openLog>) => void): string {
  let text = '';
  write(openLog('info', { write: (line: string) => void (text += line) }));
  return text;
}

describe('logs', () => {
  it('write only fields that are known to hold nothing personal, and name what they left out', () => {
    const text = logged((log) =>
      log.info({ route: '/desk/cases/:reference', body: { name: 'Joan Prosser' }, phone: '01632 960144' }, 'done'),
    );
    expect(text)
      .to.match(/"route":"\/desk\/cases\/:reference"/)
      .and.match(/"dropped":\["body","phone"\]/);
    expect(text).to.not.match(/Joan|960144/);
  });

  it('take values out of what database drivers say', () => {
    const cause = new Error('Key (email)=(joan@home.example) already exists: "Joan Prosser", 07700900123');
    const text = logged((log) => log.error({ err: new AppError('bad_input', 422, 'Refused', { cause }) }, 'failed'));
    expect(text).to.match(/"code":"bad_input"/);
    expect(text).to.not.match(/joan|Prosser|07700900123/i);
  });
});
