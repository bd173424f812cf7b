import { ImportService } from '../../engine/import/ImportService.ts'
import { importOptions } from '../importOptions.ts'
import { studyOperation as os } from '../operations.ts'
import { withProgress } from '../withProgress.ts'

/** Bringing frames into the open study. */
export const importRoutes = {
  intoOpen: os.bring.intoOpen.handler(({ context: { engine, study }, input, signal }) =>
    withProgress(async (onProgress) => {
      const options = await importOptions(input, study, engine.runtime.keysFolder)
      const report = await ImportService.importPaths(study, input.paths, options, onProgress, signal)
      await engine.training.overlays.want()
      return report
    }),
  ),
}
