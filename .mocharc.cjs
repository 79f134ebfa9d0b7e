// Mocha adds the files named on its command line to `spec`: leave `spec` out when some are named.
const namesFiles = process.argv.slice(2).some((argument) => argument.endsWith('.test.js'));

module.exports = {
  ...(namesFiles ? {} : { spec: ['packages/*/dist/**/*.test.js', '.build/test/**/*.test.js'] }),
  'node-option': ['enable-source-maps'],
  timeout: 60_000,
};
