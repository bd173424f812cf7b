import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { ImportReport } from '../../../shared/contract/bring.ts'
import { Failure } from '../../../shared/contract/failure.ts'
import type { Engine } from '../../engine/Engine.ts'
import { ImportService } from '../../engine/import/ImportService.ts'
import type { OpenStudy } from '../../engine/study/OpenStudy.ts'
import { importOptions, surveyOptions } from '../answering/importOptions.ts'
import { machineOperation } from '../answering/operations.ts'
import { allReached } from '../answering/Reach.ts'
import { withProgress } from '../answering/withProgress.ts'

const arrange = machineOperation('arrange')
const atMachine = machineOperation('machine', 'here')

/** Where studies go whose frames lie where nothing can be written. */
const studiesAtHome = () => join(homedir(), 'LoCo studies')

/** Looking at what would come in, and making a study of it; the open study, if any, is only asked. */
export const bringRoutes = {
  survey: arrange.bring.survey.handler(({ context, input, signal }) =>
    withProgress(async (onProgress) => {
      const paths = await allReached(context, input.paths)
      const survey = await ImportService.survey(paths, surveyOptions(input), {
        alike: input.alike,
        onProgress,
        signal,
      })
      const [first = ''] = paths
      const folder = await ImportService.freeFolder(first, studiesAtHome(), !survey.identified)
      return { ...survey, folder, keyExists: await hasKey(context.engine) }
    }),
  ),
  dealSplits: arrange.bring.dealSplits.handler(({ context: { engine }, input }) =>
    ImportService.dealSplits(input.open ? engine.study : undefined, input.patients),
  ),
  intoNew: atMachine.bring.intoNew.handler(
    ({ context: { engine, actor, reach }, input: { folder, name, classes, ...request }, signal }) =>
      withProgress((onProgress) => {
        const fill = async (study: OpenStudy) => {
          const options = await importOptions(request, study, engine.runtime.keysFolder, { actor, reach })
          const call = { study, actor }
          const report = await ImportService.importPaths(call, request.paths, options, onProgress, signal)
          mustHaveAdded(report)
          return report
        }
        return engine.makeStudy(folder, classes, fill, signal, name)
      }),
  ),
}

/** Whether the open study has a patient key already. */
const hasKey = async (engine: Engine) =>
  engine.isOpen && existsSync(await ImportService.key.fileOf(engine.study, engine.runtime.keysFolder))

/** A new study in which nothing arrived is a failed try. */
function mustHaveAdded({ added, rejected }: ImportReport): void {
  if (added === 0) throw new Failure('nothingReadable', { files: rejected.length })
}
