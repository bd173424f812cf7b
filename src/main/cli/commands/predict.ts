import { mkdir, readFile } from 'node:fs/promises'
import { basename, extname, join, resolve } from 'node:path'
import sharp from 'sharp'
import { Failure } from '../../../shared/contract/failure.ts'
import { decodeMask } from '../../../shared/domain/rle.ts'
import { answerOf } from '../../engine/jobs/JobService.ts'
import { sha256, writeDurably } from '../../files/durableFile.ts'
import type { Command, Terminal } from '../Command.ts'

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
  await t.engine.openStudy(folder)
  const { labelled } = await t.engine.training.label(model, {}, ({ done, total }) =>
    t.progress(`frame ${done} of ${total}`),
  )
  return labelled
}

async function predictFiles(t: Terminal, model: string, paths: string[], out: string): Promise<number> {
  const bytes = await readFile(model).catch(() => undefined)
  if (!bytes) throw new Failure('weightsUnreadable', { path: model })
  await mkdir(out, { recursive: true })
  const frames = paths.map((path) => ({ id: path, path: resolve(path) }))
  let work = Promise.resolve()
  let failure: unknown
  const job = { model: { path: resolve(model), sha256: sha256(bytes) }, frames }
  const asked = t.engine.jobs.ask(
    { kind: 'predict', job },
    {
      onEvent: (event) => {
        if (event.kind === 'working') t.progress(`frame ${event.done} of ${event.total}`)
        if (event.kind === 'prediction')
          work = work
            .then(() => writePng(out, event.id, event.mask))
            .catch((error: unknown) => {
              failure ??= error
              asked.cancel()
            })
      },
    },
  )
  const outcome = await asked.outcome
  await work
  if (failure !== undefined) throw failure
  return answerOf(outcome).labelled
}

async function writePng(out: string, path: string, mask: Uint8Array): Promise<void> {
  const { data, width, height } = decodeMask(mask)
  const png = await sharp(data, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toBuffer()
  await writeDurably(join(out, `${basename(path, extname(path))}.png`), png)
}
