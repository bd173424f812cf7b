import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { implement } from '@orpc/server'
import { bring, type ImportReport } from '../../shared/contract/bring.ts'
import { Failure } from '../../shared/contract/failure.ts'
import type { Engine } from '../engine/Engine.ts'
import { ImportService } from '../engine/import/ImportService.ts'
import type { OpenStudy } from '../engine/study/OpenStudy.ts'
import { importOptions, surveyOptions } from './importOptions.ts'
import { withProgress } from './withProgress.ts'

/** Where studies go whose frames lie where nothing can be written. */
const studiesAtHome = () => join(homedir(), 'LoCo studies')

/** Bringing frames in, answered by one engine. */
export function bringRoutes(engine: Engine) {
  const os = implement(bring)
  const { keysFolder } = engine.runtime
  const keyExists = async () =>
    engine.isOpen && existsSync(await ImportService.key.fileOf(engine.study, keysFolder))
  return {
    survey: os.survey.handler(({ input, signal }) =>
      withProgress(async (onProgress) => {
        const survey = await ImportService.survey(input.paths, surveyOptions(input), {
          alike: input.alike,
          onProgress,
          signal,
        })
        const [first = ''] = input.paths
        const folder = await ImportService.freeFolder(first, studiesAtHome(), !survey.identified)
        return { ...survey, folder, keyExists: await keyExists() }
      }),
    ),
    dealSplits: os.dealSplits.handler(({ input }) =>
      ImportService.dealSplits(input.open ? engine.study : undefined, input.patients),
    ),
    intoOpen: os.intoOpen.handler(({ input, signal }) =>
      withProgress(async (onProgress) => {
        const options = await importOptions(input, engine.study, keysFolder)
        const report = await ImportService.importPaths(engine.study, input.paths, options, onProgress, signal)
        await engine.training.overlays.want()
        return report
      }),
    ),
    intoNew: os.intoNew.handler(({ input: { folder, name, classes, ...request }, signal }) =>
      withProgress((onProgress) => {
        const fill = async (study: OpenStudy) => {
          const options = await importOptions(request, study, keysFolder)
          const report = await ImportService.importPaths(study, request.paths, options, onProgress, signal)
          mustHaveAdded(report)
          return report
        }
        return engine.makeStudy(folder, classes, fill, signal, name)
      }),
    ),
  }
}

/** A new study in which nothing arrived is a failed try. */
function mustHaveAdded({ added, rejected }: ImportReport): void {
  if (added === 0) throw new Failure('nothingReadable', { files: rejected.length })
}
