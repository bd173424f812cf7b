import { openOperation } from '../answering/operations.ts'

const anyone = openOperation()

/** The server that windows come from. */
export const serverRoutes = {
  about: anyone.server.about.handler(({ context: { reach } }) => ({ fingerprint: reach.fingerprint })),
}
