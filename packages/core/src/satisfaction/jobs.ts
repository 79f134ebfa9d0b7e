import { z } from 'zod';
import { systemActor } from '../kernel/actor.js';
import { runCommand } from '../kernel/command.js';
import { uuidField } from '../kernel/input.js';
import { defineJob } from '../kernel/jobs.js';
import { everyAuthority } from '../kernel/scope.js';
import { drawSurvey } from './commands/draw-survey.js';
import { drawContact } from './draw.js';

/** Draws every contact that is finished, however it was. */
export const drawFinished = defineJob({
  kind: 'satisfaction.draw-finished',
  payload: z.looseObject({ subjectId: uuidField }),
  topics: ['interaction.finished'],
  run: async (kernel, { subjectId }) => {
    const draw = await drawContact(kernel, kernel.db.read(everyAuthority), subjectId, kernel.clock.now());
    if (draw.drawn !== 'now') return;
    await runCommand(kernel, systemActor('a contact was finished'), drawSurvey, { interactionId: subjectId });
  },
});
