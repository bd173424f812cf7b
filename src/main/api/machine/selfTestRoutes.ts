import { machineOperation } from '../answering/operations.ts'
import { withProgress } from '../answering/withProgress.ts'
import { runSelfTest } from '../selfTest/runSelfTest.ts'

const atMachine = machineOperation('machine', 'here')

/** Whether this installation does what it must. */
export const selfTestRoutes = {
  run: atMachine.selfTest.run.handler(({ context: { engine, actor }, input: { window }, signal }) =>
    withProgress((onProgress) => runSelfTest({ runtime: engine.runtime, actor, window, signal, onProgress })),
  ),
}
