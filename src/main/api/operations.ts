import { implement } from '@orpc/server'
import { contract } from '../../shared/contract/index.ts'
import type { Connection } from './Connection.ts'
import { failing } from './failing.ts'

const answering = implement(contract)
  .$context<Connection>()
  .use(({ context, next, path }) =>
    failing(context.engine.runtime.logFile, path.join('.'), async () => next()),
  )

/** Operations of the machine: answered whether or not a study is open. */
export const machineOperation = answering

/** Operations of the open study, which comes with the call. They fail NO_STUDY_OPEN where there is none. */
export const studyOperation = answering.use(({ context, next }) =>
  next({ context: { study: context.engine.study } }),
)
