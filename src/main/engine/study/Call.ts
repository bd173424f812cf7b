import type { Actor } from '../../../shared/domain/actor.ts'
import type { OpenStudy } from './OpenStudy.ts'

/** The context of a call to a service that has to know who asks: in which study, and by whom. */
export interface Call {
  readonly study: OpenStudy
  readonly actor: Actor
}
