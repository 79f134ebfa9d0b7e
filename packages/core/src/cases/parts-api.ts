import { z } from 'zod';
import { fileReply } from '../documents/index.js';
import { badInput } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { apiRoute, json, type Route } from '../kernel/route.js';
import { EventShape, eventJson, FileShape, fileJson, NearbyShape, nearbyJson } from './api-shapes.js';
import { OwnTaskShape, TaskShape, taskJson } from './api-shapes.js';
import { byId, tag } from './api.js';
import { addChase } from './commands/add-chase.js';
import { addFile } from './commands/add-file.js';
import { addNote } from './commands/add-note.js';
import { addTask } from './commands/add-task.js';
import { editTask } from './commands/edit-task.js';
import { dropTask, finishTask, reopenTask } from './commands/end-task.js';
import { removeFile } from './commands/remove-file.js';
import { getCaseFile, listCaseFiles } from './files/file-query.js';
import { pictureReply } from './files/picture-reply.js';
import { ifMatch } from './if-match.js';
import { listMyTasks, listTeamTasks } from './queue/work-queries.js';
import { listNearbyCases } from './page/nearby-query.js';
import { getCasePage, timelineFilters } from './page/page-queries.js';
import { storeUpload } from './files/uploads.js';

const Made = z.object({ id: z.string() });
const made = { tag, status: 201, output: Made };

const eventsRoute = apiRoute({
  method: 'get',
  path: '/api/v1/cases/:id/events',
  permission: 'cases.read',
  params: byId,
  query: z.strictObject({ timeline: z.enum(timelineFilters).optional(), cursor: z.string().max(200).optional() }),
  api: {
    summary: 'What happened to a case, newest first',
    tag,
    output: z.object({ items: z.array(EventShape), nextCursor: z.string().nullable() }),
  },
  handle: async (context) => {
    const { timeline = 'all', cursor } = context.query;
    const whole = await context.read(getCasePage, { ...context.params, timeline, ...(cursor ? { cursor } : {}) });
    return json({ items: whole.timeline.events.map(eventJson), nextCursor: whole.timeline.nextCursor });
  },
});

const nearbyRoute = apiRoute({
  method: 'get',
  path: '/api/v1/cases/:id/nearby',
  permission: 'cases.read',
  params: byId,
  api: {
    summary: 'Open cases of the same service near a case, the nearest first, with where they are (degrees WGS84)',
    tag,
    output: z.object({ items: z.array(NearbyShape), nextCursor: z.null() }),
  },
  handle: async (context) => {
    const nearby = await context.read(listNearbyCases, context.params);
    return json({ items: nearby.map(nearbyJson), nextCursor: null });
  },
});

const noteRoute = apiRoute({
  method: 'post',
  path: '/api/v1/cases/:id/notes',
  permission: 'cases.note',
  params: byId,
  body: addNote.input.omit({ caseId: true }),
  api: { summary: 'Add a note', ...made },
  handle: async (context) =>
    json(await context.run(addNote, { ...context.body, caseId: context.params.id }), { status: 201 }),
});

const chaseRoute = apiRoute({
  method: 'post',
  path: '/api/v1/cases/:id/chases',
  permission: 'cases.note',
  params: byId,
  body: addChase.input.omit({ caseId: true }),
  api: { summary: 'Record that the customer asked where the case has got to', ...made },
  handle: async (context) =>
    json(await context.run(addChase, { ...context.body, caseId: context.params.id }), { status: 201 }),
});

const tasksRoute = apiRoute({
  method: 'get',
  path: '/api/v1/cases/:id/tasks',
  permission: 'cases.read',
  params: byId,
  api: { summary: 'Tasks of a case', tag, output: z.object({ items: z.array(TaskShape), nextCursor: z.null() }) },
  handle: async (context) => {
    const { tasks } = await context.read(getCasePage, context.params);
    return json({ items: tasks.map(taskJson), nextCursor: null });
  },
});

const addTaskRoute = apiRoute({
  method: 'post',
  path: '/api/v1/cases/:id/tasks',
  permission: 'cases.work',
  params: byId,
  body: addTask.input.omit({ caseId: true }),
  api: { summary: 'Add a task', ...made },
  handle: async (context) => {
    const added = await context.run(addTask, { ...context.body, caseId: context.params.id });
    return json(added, { status: 201, version: 1 });
  },
});

const endings = { 'to-do': reopenTask, done: finishTask, dropped: dropTask } as const;

const endTaskRoute = apiRoute({
  method: 'patch',
  path: '/api/v1/cases/:id/tasks/:taskId',
  permission: 'cases.work',
  params: byId.extend({ taskId: uuidField }),
  body: z.strictObject({ state: z.enum(['to-do', 'done', 'dropped']) }),
  api: {
    summary: 'Finish, drop or reopen a task, tick or untick a check; If-Match names its version',
    tag,
    output: Made,
  },
  handle: async (context) => {
    const { id: caseId, taskId } = context.params;
    const command = endings[context.body.state];
    return json(await ifMatch(context, (expectedVersion) => context.run(command, { caseId, taskId, expectedVersion })));
  },
});

const editTaskRoute = apiRoute({
  method: 'put',
  path: '/api/v1/cases/:id/tasks/:taskId',
  permission: 'cases.work',
  params: byId.extend({ taskId: uuidField }),
  body: editTask.input.omit({ caseId: true, taskId: true, expectedVersion: true }),
  api: {
    summary: 'Change a task: what, who and by when; If-Match names its version',
    tag,
    output: Made.extend({ version: z.number() }),
  },
  handle: async (context) => {
    const { id: caseId, taskId } = context.params;
    const edited = await ifMatch(context, (expectedVersion) =>
      context.run(editTask, { ...context.body, caseId, taskId, expectedVersion }),
    );
    return json(edited, { version: edited.version });
  },
});

const myTasksRoute = apiRoute({
  method: 'get',
  path: '/api/v1/my-tasks',
  permission: 'cases.read',
  api: {
    summary: 'What you have to do, the first due first',
    tag,
    output: z.object({ items: z.array(OwnTaskShape), nextCursor: z.null() }),
  },
  handle: async (context) => json({ items: await context.read(listMyTasks, {}), nextCursor: null }),
});

const teamTasksRoute = apiRoute({
  method: 'get',
  path: '/api/v1/team-tasks',
  permission: 'cases.read',
  api: {
    summary: 'What was given to your teams and nobody has taken yet, the first due first',
    tag,
    output: z.object({ items: z.array(OwnTaskShape), nextCursor: z.null() }),
  },
  handle: async (context) => json({ items: await context.read(listTeamTasks, {}), nextCursor: null }),
});

const filesRoute = apiRoute({
  method: 'get',
  path: '/api/v1/cases/:id/files',
  permission: 'cases.read',
  params: byId,
  api: { summary: 'Files of a case', tag, output: z.object({ items: z.array(FileShape), nextCursor: z.null() }) },
  handle: async (context) => {
    const files = await context.read(listCaseFiles, { caseId: context.params.id });
    return json({ items: files.map(fileJson), nextCursor: null });
  },
});

const addFileRoute = apiRoute({
  method: 'post',
  path: '/api/v1/cases/:id/files',
  permission: 'cases.work',
  upload: true,
  params: byId,
  body: z.strictObject({}),
  api: { summary: 'Add a file, sent as multipart/form-data in the field “file”', ...made },
  handle: async (context) => {
    const [upload, ...others] = context.files;
    if (!upload || others.length > 0)
      throw badInput({ faults: [{ field: 'file', message: 'Send one file, in the field “file”' }] });
    const file = await storeUpload(context.kernel, upload);
    return json(await context.run(addFile, { caseId: context.params.id, file }), { status: 201 });
  },
});

const fileRoute = apiRoute({
  method: 'get',
  path: '/api/v1/cases/:id/files/:fileId',
  permission: 'cases.read',
  params: byId.extend({ fileId: uuidField }),
  api: { summary: 'A file’s content, as an attachment', tag },
  handle: async (context) => {
    const { id: caseId, fileId } = context.params;
    return await fileReply(context.kernel, await context.read(getCaseFile, { caseId, fileId }));
  },
});

const pictureRoute = apiRoute({
  method: 'get',
  path: '/api/v1/cases/:id/files/:fileId/picture',
  permission: 'cases.read',
  params: byId.extend({ fileId: uuidField }),
  api: { summary: 'A photo resized for a page: a JPEG of at most 800 pixels a side, without metadata', tag },
  handle: async (context) => {
    const { id: caseId, fileId } = context.params;
    return await pictureReply(context.kernel, await context.read(getCaseFile, { caseId, fileId }));
  },
});

const removeFileRoute = apiRoute({
  method: 'delete',
  path: '/api/v1/cases/:id/files/:fileId',
  permission: 'cases.work',
  params: byId.extend({ fileId: uuidField }),
  api: { summary: 'Take a file off a case', tag, output: Made },
  handle: async (context) =>
    json(await context.run(removeFile, { caseId: context.params.id, fileId: context.params.fileId })),
});

export const partApiRoutes: readonly Route[] = [
  ...[eventsRoute, nearbyRoute, noteRoute, chaseRoute, tasksRoute, addTaskRoute, endTaskRoute],
  ...[editTaskRoute, myTasksRoute, teamTasksRoute],
  ...[filesRoute, addFileRoute, fileRoute, pictureRoute, removeFileRoute],
];
