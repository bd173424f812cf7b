import { homedir } from 'node:os'
import { implement } from '@orpc/server'
import { contract } from '../../shared/contract/index.ts'
import { CatalogueService } from '../engine/catalogue/CatalogueService.ts'
import { DemoService } from '../engine/demo/DemoService.ts'
import type { Engine } from '../engine/Engine.ts'
import { ExportService } from '../engine/export/ExportService.ts'
import type { Progress } from '../engine/import/ImportService.ts'
import { KeepService } from '../engine/keep/KeepService.ts'
import { LabelService } from '../engine/labels/LabelService.ts'
import { ModelService } from '../engine/models/ModelService.ts'
import { isStudy } from '../engine/store/openStore.ts'
import { setSetting, settingOf } from '../engine/store/settings.ts'
import { verifyStudy } from '../engine/store/verifyStudy.ts'
import { bringRoutes } from './bringRoutes.ts'
import { catalogueRoutes } from './catalogueRoutes.ts'
import { aboutMachine } from './examine.ts'
import { failing } from './failing.ts'
import { listFolder } from './listFolder.ts'
import { openFrame } from './openFrame.ts'
import { reportFile, saveReport } from './supportReport.ts'
import { withProgress } from './withProgress.ts'

/**
 * The contract, answered by one engine. Both transports serve this very object. Every error leaves as a code
 * from the contract's list with its reason.
 */
export function routerOf(engine: Engine) {
  const os = implement(contract)
  const session = () => engine.session
  const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'))
  const text = (data: Uint8Array) => Buffer.from(data).toString('base64')
  const { logFile } = engine.runtime
  const guarded = os.use(({ next, path }) => failing(logFile, path.join('.'), async () => next()))
  return guarded.router({
    study: {
      current: os.study.current.handler(() => (engine.isOpen ? CatalogueService.info(session()) : null)),
      recent: os.study.recent.handler(async () => ({
        studies: await engine.recentStudies(),
        demo: engine.runtime.demoFolder,
      })),
      forget: os.study.forget.handler(async ({ input }) => {
        await engine.forgetStudy(input.folder)
        return {}
      }),
      open: os.study.open.handler(async ({ input }) => {
        const opened = await engine.openStudy(input.folder)
        await engine.training.overlays.goOn()
        return CatalogueService.info(opened)
      }),
      create: os.study.create.handler(async ({ input }) =>
        CatalogueService.info(await engine.createStudy(input.folder, input.classes, input.name)),
      ),
      rename: os.study.rename.handler(async ({ input }) => {
        await CatalogueService.rename(session(), input.name)
        return CatalogueService.info(session())
      }),
      setClasses: os.study.setClasses.handler(async ({ input }) => {
        await CatalogueService.setClasses(session(), input.classes)
        return CatalogueService.info(session())
      }),
      demo: os.study.demo.handler(({ signal }) =>
        withProgress(async (onProgress) => {
          await openDemo(engine, engine.runtime.demoFolder, 1, onProgress, signal)
          return CatalogueService.info(session())
        }),
      ),
      export: os.study.export.handler(({ input, signal }) =>
        withProgress((onProgress) => ExportService.exportFrames(session(), input, onProgress, signal)),
      ),
      backUp: os.study.backUp.handler(({ input }) =>
        withProgress((onProgress) =>
          KeepService.backUp(session(), input.file, input, (done, total) =>
            onProgress({ done, total, secondsLeft: null }),
          ),
        ),
      ),
      verify: os.study.verify.handler(async () => ({ problems: await verifyStudy(session().store) })),
      changes: os.study.changes.handler(({ signal }) => engine.changes.listen(signal, [{ what: 'opened' }])),
    },
    folders: { list: os.folders.list.handler(({ input }) => listFolder(input.path ?? homedir())) },
    frames: {
      freeze: os.frames.freeze.handler(({ input }) =>
        CatalogueService.freeze(session(), input.filter, input.sort),
      ),
      page: os.frames.page.handler(({ input: { filter, sort, offset, limit, list } }) =>
        CatalogueService.page(session(), filter, sort, offset, limit, list),
      ),
      get: os.frames.get.handler(({ input: { id, filter, sort, list } }) =>
        CatalogueService.frame(session(), id, filter, sort, list),
      ),
      nextOpen: os.frames.nextOpen.handler(({ input: { id, filter, sort, list } }) =>
        CatalogueService.nextOpen(session(), id, filter, sort, list),
      ),
      nextExamination: os.frames.nextExamination.handler(({ input: { id, direction, filter, sort, list } }) =>
        CatalogueService.nextExamination(session(), id, direction, filter, sort, list),
      ),
      open: os.frames.open.handler(({ input }) => openFrame(session(), input)),
      calibrate: os.frames.calibrate.handler(async ({ input }) => {
        await CatalogueService.calibrate(session(), input.id, input.mmPerPixel)
        return {}
      }),
      patients: os.frames.patients.handler(({ input }) =>
        CatalogueService.patients(session(), input.search, input.split),
      ),
      image: os.frames.image.handler(({ input }) => CatalogueService.image(session(), input.id, input.size)),
    },
    bring: bringRoutes(engine),
    catalogue: catalogueRoutes(session),
    layers: {
      own: os.layers.own.handler(async ({ input }) => {
        const found = await LabelService.own(session(), input.frame)
        return found && { revision: found.revision, mask: text(found.bytes) }
      }),
      mask: os.layers.mask.handler(async ({ input }) => {
        const { revision, bytes: mask } = await LabelService.mask(session(), input.layer)
        return { revision, mask: text(mask) }
      }),
      outlines: os.layers.outlines.handler(({ input }) => LabelService.outlines(session(), input.frame)),
      before: os.layers.before.handler(async ({ input }) => {
        const found = await LabelService.before(session(), input.layer, input.revision)
        return found && { revision: found.revision, mask: text(found.bytes) }
      }),
      paint: os.layers.paint.handler(({ input }) =>
        LabelService.paint(session(), { ...input, patch: bytes(input.patch) }),
      ),
      confirm: os.layers.confirm.handler(({ input }) =>
        LabelService.confirm(session(), input.frame, input.base),
      ),
      declare: os.layers.declare.handler(({ input }) => LabelService.declare(session(), input)),
      interpolate: os.layers.interpolate.handler(async ({ input }) => {
        const frames = await LabelService.interpolateAround(session(), input.frame)
        return frames && { frames }
      }),
      accept: os.layers.accept.handler(({ input }) =>
        LabelService.accept(session(), input.frame, input.layer, input.base),
      ),
    },
    training: {
      outlook: os.training.outlook.handler(() => engine.training.outlook()),
      start: os.training.start.handler(({ input }) => engine.training.start(input)),
      resume: os.training.resume.handler(({ input }) => engine.training.resume(input.run)),
      pause: os.training.pause.handler(({ input }) => engine.training.pause(input.run)),
      cancel: os.training.cancel.handler(({ input }) => engine.training.cancel(input.run)),
      rounds: os.training.rounds.handler(() => engine.training.rounds()),
      curves: os.training.curves.handler(({ input }) => engine.training.curves(input.run)),
      watch: os.training.watch.handler(({ signal }) => engine.training.watch(signal)),
    },
    machine: {
      about: os.machine.about.handler(() => aboutMachine(engine.runtime)),
      report: os.machine.report.handler(async () => {
        const file = await reportFile(engine.runtime)
        await saveReport(engine, file)
        return { file }
      }),
    },
    models: {
      list: os.models.list.handler(() => ModelService.list(session())),
      use: os.models.use.handler(async ({ input }) => {
        const model = await ModelService.use(session(), input.id)
        await engine.training.overlays.want()
        return model
      }),
      sees: os.models.sees.handler(({ input }) => ModelService.sees(session(), input.id)),
    },
  })
}

export type Router = ReturnType<typeof routerOf>

const DEMO_NAME = 'Demo'

/** Opens the demo study, making whatever of it is not there yet. */
export async function openDemo(
  engine: Engine,
  folder: string,
  seed: number,
  onProgress: (p: Progress) => void,
  signal?: AbortSignal,
) {
  const session = isStudy(folder)
    ? await engine.openStudy(folder)
    : await engine.createStudy(folder, DemoService.classNames, DEMO_NAME)
  const { db, readOnly } = session.store
  const isComplete = (await settingOf(db, 'demo')) !== undefined
  if (isComplete || readOnly !== null) return session
  await DemoService.fill(session, seed, onProgress, signal)
  if (!signal?.aborted) await setSetting(db, 'demo', String(seed))
  return session
}
