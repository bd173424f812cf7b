/** The name by which Chromium finds the relay to a server (`servers/Relay.ts`); every other leads it nowhere (`security.ts`). */
export const RELAY_HOST = 'relay.loco.invalid'
