import { resolve } from 'node:path'
import { CatalogueService } from '../../engine/catalogue/CatalogueService.ts'
import { KeepService } from '../../engine/keep/KeepService.ts'
import { machineOperation } from '../answering/operations.ts'
import { withProgress } from '../answering/withProgress.ts'
import { openDemo } from './openDemo.ts'

const see = machineOperation('see')
const atMachine = machineOperation('machine', 'here')

/** Which studies there are here, and which one is open. */
export const openingRoutes = {
  current: see.study.current.handler(({ context: { engine } }) =>
    engine.isOpen ? CatalogueService.info(engine.study) : null,
  ),
  changes: see.study.changes.handler(({ context, signal }) =>
    context.engine.changes.listen(signal, [{ what: 'opened' }]),
  ),
  recent: atMachine.study.recent.handler(async ({ context: { engine } }) => ({
    studies: await engine.recentStudies(),
    demo: engine.runtime.demoFolder,
  })),
  forget: atMachine.study.forget.handler(async ({ context, input }) => {
    await context.engine.forgetStudy(input.folder)
    return {}
  }),
  open: atMachine.study.open.handler(async ({ context: { engine }, input }) => {
    const study = await engine.openStudy(input.folder)
    await engine.training.overlays.goOn()
    await engine.training.planned.begin()
    return CatalogueService.info(study)
  }),
  copies: atMachine.study.copies.handler(({ input }) => KeepService.copiesOf(resolve(input.folder))),
  recover: atMachine.study.recover.handler(async ({ context: { engine, actor }, input }) => {
    const { study, aside } = await KeepService.recover(resolve(input.folder), input.file, actor, (folder) =>
      engine.openBroughtBack(folder),
    )
    return { study: await CatalogueService.info(study), aside }
  }),
  create: atMachine.study.create.handler(async ({ context: { engine }, input }) =>
    CatalogueService.info(await engine.createStudy(input.folder, input.classes, input.name)),
  ),
  demo: atMachine.study.demo.handler(({ context, signal }) =>
    withProgress(async (onProgress) => {
      const { demoFolder } = context.engine.runtime
      return CatalogueService.info(await openDemo(context, demoFolder, 1, onProgress, signal))
    }),
  ),
}
