import { readdir, realpath, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { implement, ORPCError } from '@orpc/server'
import { Failure } from '../../shared/contract/failure.ts'
import { contract } from '../../shared/contract/index.ts'
import type { ImportRequest } from '../../shared/contract/study.ts'
import { Broadcast } from '../engine/Broadcast.ts'
import { CatalogueService } from '../engine/catalogue/CatalogueService.ts'
import { DemoService } from '../engine/demo/DemoService.ts'
import type { Engine } from '../engine/Engine.ts'
import { ImportService, type Progress } from '../engine/import/ImportService.ts'
import type { ImportOptions } from '../engine/import/Incoming.ts'
import { LabelService } from '../engine/labels/LabelService.ts'
import { ModelService } from '../engine/models/ModelService.ts'
import { isStudy } from '../engine/store/openStore.ts'
import { failureOf } from '../engine/store/sqliteFailure.ts'
import { catalogueRoutes } from './catalogueRoutes.ts'

/**
 * The contract, answered by one engine. Both transports serve this very object. Every error leaves as a code
 * from the contract's list with one sentence.
 */
export function routerOf(engine: Engine) {
  const os = implement(contract)
  const session = () => engine.session
  const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'))
  const text = (data: Uint8Array) => Buffer.from(data).toString('base64')
  const guarded = os.use(async ({ next }) => {
    try {
      return await next()
    } catch (error) {
      throw toOrpc(error)
    }
  })
  return guarded.router({
    study: {
      current: os.study.current.handler(() => (engine.isOpen ? CatalogueService.info(session()) : null)),
      recent: os.study.recent.handler(async () => ({
        folders: (await engine.recent()).filter(isStudy),
        demo: engine.runtime.demoFolder,
      })),
      open: os.study.open.handler(async ({ input }) =>
        CatalogueService.info(await engine.openStudy(input.folder)),
      ),
      create: os.study.create.handler(async ({ input }) =>
        CatalogueService.info(await engine.createStudy(input.folder, input.classes)),
      ),
      demo: os.study.demo.handler(({ signal }) =>
        withProgress(async (onProgress) => {
          await openDemo(engine, engine.runtime.demoFolder, 1, onProgress, signal)
          return CatalogueService.info(session())
        }),
      ),
      import: os.study.import.handler(({ input, signal }) =>
        withProgress((onProgress) =>
          ImportService.importPaths(session(), input.paths, importOptions(input), onProgress, signal),
        ),
      ),
      previewImport: os.study.previewImport.handler(({ input }) =>
        ImportService.preview(session(), input.paths, importOptions(input)),
      ),
      changes: os.study.changes.handler(({ signal }) => engine.changes.listen(signal, [{ what: 'study' }])),
    },
    folders: { list: os.folders.list.handler(({ input }) => listFolder(input.path ?? homedir())) },
    frames: {
      page: os.frames.page.handler(({ input: { filter, sort, offset, limit } }) =>
        CatalogueService.page(session(), filter, sort, offset, limit),
      ),
      get: os.frames.get.handler(({ input }) =>
        CatalogueService.frame(session(), input.id, input.filter, input.sort),
      ),
      patients: os.frames.patients.handler(({ input }) => CatalogueService.patients(session(), input.search)),
      image: os.frames.image.handler(({ input }) => CatalogueService.image(session(), input.id, input.size)),
    },
    catalogue: catalogueRoutes(session),
    layers: {
      list: os.layers.list.handler(({ input }) => LabelService.list(session(), input.frame)),
      mask: os.layers.mask.handler(async ({ input }) => {
        const { revision, bytes: mask } = await LabelService.mask(session(), input.layer)
        return { revision, mask: text(mask) }
      }),
      paint: os.layers.paint.handler(({ input }) =>
        LabelService.paint(session(), { ...input, patch: bytes(input.patch) }),
      ),
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
    models: {
      list: os.models.list.handler(() => ModelService.list(session())),
      use: os.models.use.handler(({ input }) => ModelService.use(session(), input.id)),
    },
  })
}

function importOptions({ layout, pattern }: ImportRequest): ImportOptions {
  if (pattern === undefined) return { layout }
  try {
    return { layout, groupBy: { kind: 'regex', pattern: new RegExp(pattern, 'u') } }
  } catch {
    throw new Failure('WRONG_USAGE', `"${pattern}" is no pattern; write for example ^(\\w+?)_(\\d+).`)
  }
}

export type Router = ReturnType<typeof routerOf>

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
    : await engine.createStudy(folder, DemoService.classNames)
  const complete = await session.store.db
    .selectFrom('setting')
    .select('value')
    .where('key', '=', 'demo')
    .executeTakeFirst()
  if (complete || session.store.readOnly !== null) return session
  await DemoService.fill(session, seed, onProgress, signal)
  if (!signal?.aborted)
    await session.store.db
      .insertInto('setting')
      .values({ key: 'demo', value: String(seed) })
      .execute()
  return session
}

function toOrpc(error: unknown): unknown {
  if (error instanceof ORPCError) return error
  const { code, message, detail } = failureOf(error)
  const status = code === 'INTERNAL' ? 500 : 409
  return new ORPCError(code, { status, message, data: { detail } })
}

/** Runs `work`, handing out its progress as events and its result as the last one. */
async function* withProgress<R>(work: (onProgress: (p: Progress) => void) => Promise<R>) {
  const events = new Broadcast<{ kind: 'progress' } & Progress>()
  const ended = new AbortController()
  const listening = events.listen(ended.signal)
  const result = work((p) => events.send({ kind: 'progress', ...p })).finally(() => ended.abort())
  result.catch(() => {})
  try {
    for await (const event of listening) yield event
    yield { kind: 'done' as const, result: await result }
  } catch (error) {
    throw toOrpc(error)
  }
}

const IMAGE = /\.(png|jpe?g|webp|tiff?)$/i

async function listFolder(wanted: string) {
  const path = await realpath(resolve(wanted)).catch(() => resolve(wanted))
  const entries = await readdir(path, { withFileTypes: true }).catch((error: Error) => {
    throw new Failure(
      'FOLDER_UNREADABLE',
      `The folder ${path} cannot be read; check that it exists and that you may open it.`,
      error.message,
    )
  })
  const names = entries.filter((e) => e.isDirectory() && !e.name.startsWith('.')).map((e) => e.name)
  const folders = names
    .sort()
    .map((name) => ({ name, path: join(path, name), isStudy: isStudy(join(path, name)) }))
  const own = entries.filter((e) => e.isFile() && IMAGE.test(e.name)).length
  const images = own > 0 || !names.includes('images') ? own : await countImages(join(path, 'images'))
  return {
    path,
    parent: dirname(path) === path ? null : dirname(path),
    isStudy: isStudy(path),
    images,
    folders,
  }
}

async function countImages(folder: string): Promise<number> {
  if (!(await stat(folder).catch(() => undefined))) return 0
  return (await readdir(folder).catch(() => [])).filter((name) => IMAGE.test(name)).length
}
