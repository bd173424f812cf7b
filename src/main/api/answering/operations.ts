import { type ImplementerInternalWithMiddlewares, implement } from '@orpc/server'
import { Failure } from '../../../shared/contract/failure.ts'
import { type Contract, contract } from '../../../shared/contract/index.ts'
import { type Actor, isNobody } from '../../../shared/domain/actor.ts'
import type { Right } from '../../../shared/domain/roles.ts'
import type { OpenStudy } from '../../engine/study/OpenStudy.ts'
import type { Asked } from './Connection.ts'
import { failing } from './failing.ts'
import { isStream } from './isStream.ts'
import { mustBeHere } from './Reach.ts'
import { whileAllowed } from './whileAllowed.ts'

/** The contract, to be answered with what a call brings; spelled out, it grew too long for the compiler to write down. */
type Answering<C extends Asked> = ImplementerInternalWithMiddlewares<Contract, Asked, C>

/** What a call brings to an operation of the open study. */
export interface AskedOfStudy extends Asked {
  readonly study: OpenStudy
}

const answering = implement(contract)
  .$context<Asked>()
  .use(({ context, next, path }) =>
    failing(context.engine.runtime.logFile, path.join('.'), async () => next()),
  )

/** Operations that are open to anybody who is connected, whatever they may do besides. */
export const openOperation = (): Answering<Asked> => answering

/**
 * Operations of the machine, for whoever has the right: answered whether or not a study is open. They fail NOT_ALLOWED
 * for anybody else, before their input is looked at, and NOT_SIGNED_IN for somebody who has not said who they are. What
 * they tell as a stream ends when that is so. `here`: nobody does them over the network.
 */
export const machineOperation = (right: Right, where: 'here' | 'anywhere' = 'anywhere'): Answering<Asked> =>
  answering.use(async ({ context: { caller, actor, reach }, next }) => {
    mustHave(right, actor)
    if (where === 'here') mustBeHere(reach)
    const result = await next()
    if (!isStream(result.output)) return result
    const allowed = () => mustHave(right, caller.actor())
    return { ...result, output: whileAllowed(result.output, allowed, caller.session?.live) }
  })

/** The same of the open study, which comes with the call. They fail NO_STUDY_OPEN where there is none. */
export const studyOperation = (right: Right): Answering<AskedOfStudy> =>
  machineOperation(right).use(({ context, next }) => next({ context: { study: context.engine.study } }))

function mustHave(right: Right, actor: Actor): void {
  if (actor.rights.includes(right)) return
  throw isNobody(actor) ? new Failure('notSignedIn') : new Failure('notAllowed')
}
