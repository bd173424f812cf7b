import { type ImplementerInternalWithMiddlewares, implement } from '@orpc/server'
import { Failure } from '../../../shared/contract/failure.ts'
import { type Contract, contract } from '../../../shared/contract/index.ts'
import type { Right } from '../../../shared/domain/roles.ts'
import type { OpenStudy } from '../../engine/study/OpenStudy.ts'
import type { Asked } from './Connection.ts'
import { failing } from './failing.ts'

/** All operations of the contract in such a context, by a name: written down, they grew too long for the compiler. */
export type Operations<C extends Asked> = ImplementerInternalWithMiddlewares<Contract, Asked, C>

const answering = implement(contract)
  .$context<Asked>()
  .use(({ context, next, path }) =>
    failing(context.engine.runtime.logFile, path.join('.'), async () => next()),
  )

/** Operations that are open to anybody who is connected, whatever they may do besides. */
export const openOperation = (): Operations<Asked> => answering

/**
 * Operations of the machine, for whoever has the right: answered whether or not a study is open. They fail NOT_ALLOWED
 * for anybody else, before their input is looked at.
 */
export const machineOperation = (right: Right): Operations<Asked> =>
  answering.use(({ context, next }) => {
    if (!context.actor.rights.includes(right)) throw new Failure('notAllowed')
    return next({ context })
  })

/** The same of the open study, which comes with the call. They fail NO_STUDY_OPEN where there is none. */
export const studyOperation = (right: Right): Operations<Asked & { study: OpenStudy }> =>
  machineOperation(right).use(({ context, next }) => next({ context: { study: context.engine.study } }))
