import type { Actor } from '../../../shared/domain/actor.ts'
import type { Engine } from '../../engine/Engine.ts'

/** What stands behind a connection: the engine that answers, and who asks. The transport hands it over with each call. */
export interface Connection {
  readonly engine: Engine
  readonly actor: Actor
}
