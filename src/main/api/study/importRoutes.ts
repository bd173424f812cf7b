import { ImportService } from '../../engine/import/ImportService.ts'
import { importOptions } from '../answering/importOptions.ts'
import { studyOperation } from '../answering/operations.ts'
import { allReached } from '../answering/Reach.ts'
import { withProgress } from '../answering/withProgress.ts'

const arrange = studyOperation('arrange')

/** Bringing frames into the open study. */
export const importRoutes = {
  intoOpen: arrange.bring.intoOpen.handler(({ context, input, signal }) =>
    withProgress(async (onProgress) => {
      const { engine, study } = context
      const paths = await allReached(context, input.paths)
      const options = await importOptions(input, study, engine.runtime.keysFolder, context)
      const report = await ImportService.importPaths(context, paths, options, onProgress, signal)
      await engine.training.overlays.want()
      return report
    }),
  ),
}
