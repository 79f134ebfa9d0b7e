/** No role holds it: what needs it is done from the command line alone, by whoever runs the installation. */
export const byCommandLine = 'reorganisation.manage';
