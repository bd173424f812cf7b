import { machineOperation } from '../answering/operations.ts'
import { withProgress } from '../answering/withProgress.ts'
import { back, installationState, installedHere, lookAt, update } from './updating.ts'

const atMachine = machineOperation('machine', 'here')

/** The installed LoCo Studio itself. */
export const installRoutes = {
  state: atMachine.install.state.handler(({ context: { engine } }) => installationState(engine)),
  look: atMachine.install.look.handler(({ context: { engine }, input }) => lookAt(engine, input.file)),
  apply: atMachine.install.apply.handler(({ context: { engine, actor }, input, signal }) =>
    withProgress((onProgress) =>
      update({ engine, actor }, input.file, {
        signal,
        onProgress: (done, total) => onProgress({ done, total, secondsLeft: null }),
      }),
    ),
  ),
  back: atMachine.install.back.handler(({ context: { engine }, input }) => back(engine, input)),
  verify: atMachine.install.verify.handler(({ context: { engine }, signal }) =>
    withProgress(async (onProgress) => {
      const { problems, files, bytes } = await installedHere(engine).verify({
        signal,
        onProgress: (done, total) => onProgress({ done, total, secondsLeft: null }),
      })
      return { problems: [...problems], files, bytes }
    }),
  ),
}
