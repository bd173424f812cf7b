import type { Engine } from '../engine/Engine.ts'

/** What stands behind a connection; the transport hands it over with each call. */
export interface Connection {
  readonly engine: Engine
}
