import { z } from 'zod';
import { uuidField } from '../../kernel/input.js';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { splitText } from '../../web/text-parts.js';
import { AnswerInput, sendAnswer } from '../commands/send-answer.js';
import { languages } from '../types.js';
import { getAnswer, type Answer } from './answer-queries.js';
import { answerChannels } from './answer-ways.js';
import { answerWords } from './answer-words.js';

const tag = 'Correspondence';
const params = z.strictObject({ id: uuidField });

const WordsShape = z.object({
  subject: z.string(),
  body: z.string(),
  text: z.string(),
  textParts: z.number().describe('As how many text messages `text` goes'),
});
const AnswerShape = z.object({
  interactionId: z.string(),
  enquiryId: z.string().nullable(),
  articleId: z.string().nullable(),
  recipientName: z.string(),
  language: z.enum(languages),
  ways: z.array(
    z.object({
      channel: z.enum(answerChannels),
      contactPointId: z.string().nullable(),
      address: z.string().nullable(),
      label: z.string().nullable(),
      source: z.enum(['record', 'caller', 'told']),
    }),
  ),
  words: z.object({ en: WordsShape.optional(), cy: WordsShape.optional() }),
});

const prepareRoute = apiRoute({
  method: 'get',
  path: '/api/v1/interactions/:id/answer',
  permission: 'correspondence.send',
  params,
  api: {
    summary: 'Where the answer to a contact’s enquiry can go, and the words to begin it with',
    tag,
    output: AnswerShape,
  },
  handle: async (context) => json(answerShape(await context.read(getAnswer, { interactionId: context.params.id }))),
});

const sendRoute = apiRoute({
  method: 'post',
  path: '/api/v1/interactions/:id/messages',
  permission: 'correspondence.send',
  params,
  body: AnswerInput.omit({ interactionId: true }),
  api: {
    summary:
      'Text or mail the customer of one’s own contact while it goes on; `resolves` gives the enquiry its outcome',
    tag,
    status: 201,
    output: sendAnswer.output,
  },
  handle: async (context) => {
    const sent = await context.run(sendAnswer, { ...context.body, interactionId: context.params.id });
    return json(sent, { status: 201, version: 1 });
  },
});

export const answerApiRoutes: readonly Route[] = [prepareRoute, sendRoute];

function answerShape(answer: Answer): z.input<typeof AnswerShape> {
  const { interaction, enquiry, article, recipient, ways, short, values } = answer;
  const words = languages.flatMap((language) => {
    const found = short[language];
    if (!found) return [];
    const written = answerWords(found, values[language], language);
    return [[language, { ...written, textParts: splitText(written.text).parts.length }] as const];
  });
  return {
    interactionId: interaction.id,
    enquiryId: enquiry?.id ?? null,
    articleId: article?.id ?? null,
    recipientName: recipient.name,
    language: recipient.language,
    ways: [...ways],
    words: Object.fromEntries(words),
  };
}
