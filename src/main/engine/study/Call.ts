import type { Actor } from '../../../shared/domain/actor.ts'
import type { OpenStudy } from './OpenStudy.ts'

/** What every call to a service stands in that has to know who asks: in which study, and by whom. */
export interface Call {
  readonly study: OpenStudy
  readonly actor: Actor
}
