import { expect } from 'chai';
import { z } from 'zod';
import { AppError } from './errors.js';
import { chosenIdField, line, longText, parseInput } from './input.js';

describe('what is said of bad input', () => {
  it('names the field and the fix, whether it is empty, left out or too long', () => {
    const schema = z.strictObject({ title: line(5, 'the title'), body: longText(5, 'what happened') });
    expect(messagesOf(schema, { title: ' ' })).to.deep.equal({
      title: 'Enter the title',
      body: 'Enter what happened',
    });
    expect(messagesOf(schema, { title: 'Too long', body: 'Far too long' })).to.deep.equal({
      title: 'Shorten the title to 5 characters or fewer',
      body: 'Shorten what happened to 5 characters or fewer',
    });
  });

  it('says what to choose, for an id that is missing or none', () => {
    const schema = z.strictObject({ teamId: chosenIdField('Choose the team') });
    expect(messagesOf(schema, {})).to.deep.equal({ teamId: 'Choose the team' });
    expect(messagesOf(schema, { teamId: 'them' })).to.deep.equal({ teamId: 'Choose the team' });
  });

  it('calls a field missing only when it is, and keeps a schema’s own words for anything else', () => {
    const schema = z.strictObject({ days: z.coerce.number('Enter the days'), share: z.number() });
    expect(messagesOf(schema, { days: 'none' })).to.deep.equal({
      days: 'Enter the days',
      share: 'Give share: it is missing',
    });
    expect(messagesOf(schema, { days: 1, share: 'half' })).to.deep.equal({ share: 'This must be a number' });
  });

  it('counts a list in things, not in numbers', () => {
    const schema = z.strictObject({ words: z.array(z.string()).min(3), teams: z.array(z.string()).min(1) });
    expect(messagesOf(schema, { words: [], teams: [] })).to.deep.equal({
      words: 'Give at least 3',
      teams: 'Give at least one',
    });
  });
});

function messagesOf(schema: z.ZodType, value: unknown): Record<string, string> {
  try {
    parseInput(schema, value);
    return {};
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return Object.fromEntries(error.faults.map(({ field, message }) => [field, message]));
  }
}
