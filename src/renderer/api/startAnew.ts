/** Whether this page can have LoCo Studio started anew: the desktop app's own alone. */
export const canStartAnew = (): boolean => window.location.protocol === 'app:'

/** Has the shell end the app and start the version that comes next. */
export const startAnew = (): void => window.postMessage('start-anew', window.location.origin)
