import { localActor } from '../../src/main/api/localActor.ts'
import type { Call } from '../../src/main/engine/study/Call.ts'
import type { OpenStudy } from '../../src/main/engine/study/OpenStudy.ts'

/** Who runs the tests. */
export const me = localActor()

/** The context of a call to a study's services that comes from there. */
export const callIn = (study: OpenStudy): Call => ({ study, actor: me })
