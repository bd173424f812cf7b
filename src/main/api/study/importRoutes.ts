import { ImportService } from '../../engine/import/ImportService.ts'
import { importOptions } from '../answering/importOptions.ts'
import { studyOperation } from '../answering/operations.ts'
import { withProgress } from '../answering/withProgress.ts'

const arrange = studyOperation('arrange')

/** Bringing frames into the open study. */
export const importRoutes = {
  intoOpen: arrange.bring.intoOpen.handler(({ context, input, signal }) =>
    withProgress(async (onProgress) => {
      const options = await importOptions(input, context.study, context.engine.runtime.keysFolder)
      const report = await ImportService.importPaths(context, input.paths, options, onProgress, signal)
      await context.engine.training.overlays.want()
      return report
    }),
  ),
}
