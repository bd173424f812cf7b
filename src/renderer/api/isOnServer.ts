/** Whether the window came from a department's server, which alone is reached by TLS: that one serves one study to many. */
export const isOnServer = (): boolean => window.location.protocol === 'https:'
