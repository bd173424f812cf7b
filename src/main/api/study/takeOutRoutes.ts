import { ExportService } from '../../engine/export/ExportService.ts'
import { KeepService } from '../../engine/keep/KeepService.ts'
import { studyOperation } from '../answering/operations.ts'
import { withProgress } from '../answering/withProgress.ts'

const keep = studyOperation('keep')

/** What leaves the open study, and whether all that it keeps is sound. */
export const takeOutRoutes = {
  formats: keep.study.formats.handler(() => ExportService.formats),
  export: keep.study.export.handler(({ context: { study }, input, signal }) =>
    withProgress((onProgress) => ExportService.exportFrames(study, input, onProgress, signal)),
  ),
  backUp: keep.study.backUp.handler(({ context: { study }, input }) =>
    withProgress((onProgress) =>
      KeepService.backUp(study, input.file, input, (done, total) =>
        onProgress({ done, total, secondsLeft: null }),
      ),
    ),
  ),
  verify: keep.study.verify.handler(({ context }) => KeepService.verify(context.study)),
}
