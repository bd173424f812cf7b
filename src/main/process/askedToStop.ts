/**
 * How a person or the system asks a command to come to its end. On Windows nothing sends SIGTERM; there a console that is
 * closed says SIGHUP and gives it some seconds. Elsewhere SIGHUP is left alone: `nohup` would be of no use.
 */
export const ASKED_TO_STOP: readonly NodeJS.Signals[] =
  process.platform === 'win32' ? ['SIGINT', 'SIGHUP', 'SIGBREAK'] : ['SIGINT', 'SIGTERM']
