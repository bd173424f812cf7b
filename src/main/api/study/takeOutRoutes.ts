import { ExportService } from '../../engine/export/ExportService.ts'
import { KeepService } from '../../engine/keep/KeepService.ts'
import { studyOperation } from '../answering/operations.ts'
import { reached } from '../answering/Reach.ts'
import { withProgress } from '../answering/withProgress.ts'

const keep = studyOperation('keep')

/** What leaves the open study, and whether all that it keeps is sound. */
export const takeOutRoutes = {
  formats: keep.study.formats.handler(() => ExportService.formats),
  export: keep.study.export.handler(({ context, input, signal }) =>
    withProgress(async (onProgress) => {
      const out = await reached(context, input.out)
      return ExportService.exportFrames(context, { ...input, out }, onProgress, signal)
    }),
  ),
  backUp: keep.study.backUp.handler(({ context, input }) =>
    withProgress(async (onProgress) => {
      const file = await reached(context, input.file)
      return KeepService.backUp(context, file, input, (done, total) =>
        onProgress({ done, total, secondsLeft: null }),
      )
    }),
  ),
  verify: keep.study.verify.handler(({ context }) => KeepService.verify(context.study)),
}
