import { mkdir, readFile } from 'node:fs/promises'
import { basename, extname, join, resolve } from 'node:path'
import sharp from 'sharp'
import { Failure } from '../../../shared/contract/failure.ts'
import { decodeMask } from '../../../shared/domain/rle.ts'
import { ofShard, type Shard, WHOLE } from '../../../shared/domain/shard.ts'
import { answerOf } from '../../engine/jobs/JobService.ts'
import { sha256, writeDurably } from '../../files/durableFile.ts'
import type { Command, Terminal } from '../Command.ts'
import { shard as shardOption } from '../options.ts'

interface Options {
  readonly model: string
  readonly shard?: Shard
  readonly again?: boolean
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
      .option('--shard <part>', 'a part of the frames, as 1/3', shardOption)
      .option('--again', 'label frames of the study too that have an overlay of this model')
      .option('--out <folder>', 'where index PNGs of image files go')
      .option('--json', 'one JSON document')
      .action(
        async (paths: string[], { model, out, shard = WHOLE, again = false, json = false }: Options) => {
          const t = terminal(json)
          const started = performance.now()
          const { labelled, before } = out
            ? await predictFiles(t, model, ofShard(paths, shard), out)
            : await predictStudy(t, paths, model, { shard, again })
          const seconds = (performance.now() - started) / 1000
          const msPerFrame = labelled === 0 ? 0 : (1000 * seconds) / labelled
          const text = `${labelled} frames labelled in ${seconds.toFixed(1)} s`
          t.result(
            { frames: labelled, before, seconds, msPerFrame },
            before === 0 ? text : `${text}; ${before} had an overlay of this model`,
          )
        },
      )
  },
}

/** How many frames were labelled, and how many had been before. */
interface Done {
  readonly labelled: number
  readonly before: number
}

async function predictStudy(
  t: Terminal,
  [folder, ...more]: string[],
  model: string,
  selection: { readonly shard: Shard; readonly again: boolean },
): Promise<Done> {
  if (!folder || more.length > 0) throw new Failure('studyOrImages')
  await t.engine.openStudy(folder)
  return t.engine.training.label(model, selection, ({ done, total }) =>
    t.progress(`frame ${done} of ${total}`),
  )
}

async function predictFiles(
  t: Terminal,
  model: string,
  paths: readonly string[],
  out: string,
): Promise<Done> {
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
  return { labelled: answerOf(outcome).labelled, before: 0 }
}

async function writePng(out: string, path: string, mask: Uint8Array): Promise<void> {
  const { data, width, height } = decodeMask(mask)
  const png = await sharp(data, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toBuffer()
  await writeDurably(join(out, `${basename(path, extname(path))}.png`), png)
}
