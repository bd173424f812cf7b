import { implement } from '@orpc/server'
import { Failure } from '../../../shared/contract/failure.ts'
import { contract } from '../../../shared/contract/index.ts'
import type { Right } from '../../../shared/domain/roles.ts'
import type { Asked } from './Connection.ts'
import { failing } from './failing.ts'
import { mustBeHere } from './Reach.ts'

const answering = implement(contract)
  .$context<Asked>()
  .use(({ context, next, path }) =>
    failing(context.engine.runtime.logFile, path.join('.'), async () => next()),
  )

/** Operations that are open to anybody who is connected, whatever they may do besides. */
export const openOperation = () => answering

/**
 * Operations of the machine, for whoever has the right: answered whether or not a study is open. They fail NOT_ALLOWED
 * for anybody else, before their input is looked at.
 */
export const machineOperation = (right: Right) =>
  answering.use(({ context, next }) => {
    if (!context.actor.rights.includes(right)) throw new Failure('notAllowed')
    return next()
  })

/** The same of what nobody does over the network: which study is open here is the machine's own business. */
export const atMachineOperation = (right: Right) =>
  machineOperation(right).use(({ context, next }) => {
    mustBeHere(context.reach)
    return next()
  })

/** The same of the open study, which comes with the call. They fail NO_STUDY_OPEN where there is none. */
export const studyOperation = (right: Right) =>
  machineOperation(right).use(({ context, next }) => next({ context: { study: context.engine.study } }))
