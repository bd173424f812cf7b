import { mkdir, readFile } from 'node:fs/promises'
import { basename, extname, join, resolve } from 'node:path'
import sharp from 'sharp'
import { Failure } from '../../../shared/contract/failure.ts'
import { decodeMask } from '../../../shared/domain/rle.ts'
import type { FrameRef, ModelRef } from '../../../shared/trainer/protocol.ts'
import { LabelService } from '../../engine/labels/LabelService.ts'
import type { Prediction } from '../../engine/labels/predictions.ts'
import { ModelService } from '../../engine/models/ModelService.ts'
import { framePath } from '../../engine/store/frameFiles.ts'
import { startTrainer } from '../../engine/training/TrainerProcess.ts'
import { sha256, writeDurably } from '../../files/durableFile.ts'
import type { Command, Terminal } from '../Command.ts'
import { mustFinish } from '../trainerExit.ts'

interface Options {
  readonly model: string
  readonly out?: string
  readonly json?: boolean
}

/** `loco predict DIR --model ID` stores overlays; `loco predict --model FILE IMAGE… --out DIR` writes grey PNGs. */
export const predict: Command = {
  register(program, terminal) {
    program
      .command('predict <paths...>')
      .description('label every frame of a study, or image files')
      .requiredOption(
        '--model <id or file>',
        'a model of the study (champion for the one in use), or a weights file',
      )
      .option('--out <folder>', 'where index PNGs of image files go')
      .option('--json', 'one JSON document')
      .action(async (paths: string[], { model, out, json = false }: Options) => {
        const t = terminal(json)
        const started = performance.now()
        const frames = out ? await predictFiles(t, model, paths, out) : await predictStudy(t, paths, model)
        const seconds = (performance.now() - started) / 1000
        const value = { frames, seconds, msPerFrame: frames === 0 ? 0 : (1000 * seconds) / frames }
        t.result(value, `${frames} frames labelled in ${seconds.toFixed(1)} s`)
      })
  },
}

async function predictStudy(t: Terminal, [folder, ...more]: string[], model: string): Promise<number> {
  if (!folder || more.length > 0) throw new Failure('studyOrImages')
  const study = await t.engine.openStudy(folder)
  const row = await ModelService.named(study, model)
  const {
    store: { db },
  } = study
  const rows = await db.selectFrom('frame').select(['id', 'sha256', 'extension']).orderBy('id').execute()
  const frames = rows.map((f) => ({
    id: String(f.id),
    path: framePath(study.store.folder, f.sha256, f.extension),
  }))
  return label(t, ModelService.fileOf(study, row), frames, (prediction) =>
    LabelService.keepPrediction(study, row.id, prediction),
  )
}

async function predictFiles(t: Terminal, model: string, paths: string[], out: string): Promise<number> {
  const bytes = await readFile(model).catch(() => undefined)
  if (!bytes) throw new Failure('weightsUnreadable', { path: model })
  await mkdir(out, { recursive: true })
  const frames = paths.map((path) => ({ id: path, path: resolve(path) }))
  return label(t, { path: resolve(model), sha256: sha256(bytes) }, frames, async ({ id: path, mask }) => {
    const { data, width, height } = decodeMask(mask)
    const png = await sharp(data, { raw: { width, height, channels: 1 } })
      .toColourspace('b-w')
      .png()
      .toBuffer()
    await writeDurably(join(out, `${basename(path, extname(path))}.png`), png)
  })
}

async function label(
  { engine, progress }: Terminal,
  model: ModelRef,
  frames: FrameRef[],
  keep: (prediction: Prediction) => Promise<void>,
) {
  let work = Promise.resolve()
  let kept = 0
  const trainer = startTrainer(engine.runtime, { kind: 'predict', job: { model, frames } }, (event) => {
    if (event.kind === 'working') progress(`frame ${event.done} of ${event.total}`)
    if (event.kind !== 'prediction') return
    work = work.then(() => keep(event)).then(() => void kept++)
  })
  const exit = await trainer.exited
  await work
  mustFinish(exit)
  return kept
}
