import { mkdir, readFile } from 'node:fs/promises'
import { basename, extname, join, resolve } from 'node:path'
import sharp from 'sharp'
import { Failure } from '../../../shared/contract/failure.ts'
import type { Mask } from '../../../shared/domain/mask.ts'
import { enlargedClasses, type Probabilities } from '../../../shared/domain/probabilities.ts'
import { decodeMask } from '../../../shared/domain/rle.ts'
import { ofShard, type Shard, WHOLE } from '../../../shared/domain/shard.ts'
import { answerOf } from '../../engine/jobs/JobService.ts'
import { sha256, writeDurably } from '../../files/durableFile.ts'
import { npyOf } from '../../files/npy.ts'
import type { Command, Terminal } from '../Command.ts'
import { shard as shardOption } from '../options.ts'

interface Options {
  readonly model: string
  readonly shard?: Shard
  readonly again?: boolean
  readonly out?: string
  readonly probabilities?: boolean
  readonly json?: boolean
}

/**
 * `loco predict DIR --model ID` stores overlays; `loco predict --model FILE IMAGE… --out DIR` writes grey PNGs, and with
 * `--probabilities` how sure the model is of each class.
 */
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
      .option(
        '--probabilities',
        'with --out: also a NumPy file of each image, bytes [class, row, column], 255 for certainty',
      )
      .option('--json', 'one JSON document')
      .action(
        async (
          paths: string[],
          { model, out, shard = WHOLE, again = false, probabilities = false, json = false }: Options,
        ) => {
          const t = terminal(json)
          const started = performance.now()
          if (probabilities && !out) throw new Failure('probabilitiesOfImages')
          const { labelled, before } = out
            ? await predictFiles(t, model, ofShard(paths, shard), { out, probabilities })
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
  { out, probabilities }: { readonly out: string; readonly probabilities: boolean },
): Promise<Done> {
  mustDiffer(paths)
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
            .then(async () => {
              const mask = decodeMask(event.mask)
              await writePng(out, event.id, mask)
              if (probabilities) await writeProbabilities(out, event.id, mask, event.probabilities)
            })
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

/** Fails where two images would become files of one name: the later would take the place of the earlier. */
function mustDiffer(paths: readonly string[]): void {
  const known = new Map<string, string>()
  for (const path of paths) {
    const name = stemOf(path).toLowerCase()
    const first = known.get(name)
    if (first !== undefined) throw new Failure('imagesOfOneName', { first, second: path })
    known.set(name, path)
  }
}

const stemOf = (path: string) => basename(path, extname(path))

async function writePng(out: string, path: string, { data, width, height }: Mask): Promise<void> {
  const png = await sharp(data, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toBuffer()
  await writeDurably(join(out, `${stemOf(path)}.png`), png)
}

async function writeProbabilities(
  out: string,
  path: string,
  { width, height }: Mask,
  probabilities: Probabilities,
): Promise<void> {
  const data = enlargedClasses(probabilities, width, height)
  const file = npyOf([probabilities.classes, height, width], data)
  await writeDurably(join(out, `${stemOf(path)}.npy`), file)
}
