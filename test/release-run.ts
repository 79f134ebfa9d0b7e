/** Whether this is `npm run test:release`, which runs whole what `npm test` samples. */
export const isRelease = process.env['MOOTHALL_TEST_RELEASE'] === 'whole';
