import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, extname, join, resolve } from 'node:path'
import { Failure } from '../../../shared/contract/failure.ts'
import { settingsFrom } from '../../../shared/trainer/presets.ts'
import type { ConvertJob, ModelRef } from '../../../shared/trainer/protocol.ts'
import { ModelService } from '../../engine/models/ModelService.ts'
import { startTrainer } from '../../engine/training/TrainerProcess.ts'
import type { Command, Terminal } from '../Command.ts'
import { points } from '../options.ts'
import { mustFinish } from '../trainerExit.ts'

interface ImportOptions {
  readonly backbone: string
  readonly net: string
  readonly json?: boolean
}

/** `loco model`: list, choose, import and export the models of a study. */
export const model: Command = {
  register(program, terminal) {
    const group = program.command('model').description('models of a study')
    group
      .command('list <study>')
      .description('all models, newest first')
      .option('--json', 'one JSON document')
      .action(async (study: string, { json = false }: { json?: boolean }) => {
        const t = terminal(json)
        const all = await ModelService.list(await t.engine.openStudy(study))
        const line = (m: (typeof all)[number]) =>
          `${m.inUse ? '*' : ' '} ${m.id}  ${m.name}  ${m.backbone}  mIoU ${points(m.miou)}`
        t.result(all, all.map(line).join('\n') || 'no models yet')
      })
    group
      .command('use <study> <model>')
      .description('make a model the one in use')
      .option('--json', 'one JSON document')
      .action(async (study: string, id: string, { json = false }: { json?: boolean }) => {
        const t = terminal(json)
        const used = await ModelService.use(await t.engine.openStudy(study), id)
        t.result(used, `${used.name} is in use`)
      })
    group
      .command('import <study> <file>')
      .description('a checkpoint made elsewhere: PyTorch (.pth) or safetensors')
      .option('--backbone <name>', 'efficientnet-lite0 or resnet50', 'resnet50')
      .option('--net <which>', 'student or teacher, where the file holds both', 'student')
      .option('--json', 'one JSON document')
      .action(async (study: string, file: string, options: ImportOptions) => {
        const t = terminal(options.json ?? false)
        const card = await importInto(t, study, file, options)
        t.result(card, `model ${card.id}: ${card.parameters} parameters from ${card.source}`)
      })
    group
      .command('export <study> <model> <file>')
      .description('a model as .onnx or .safetensors')
      .option('--json', 'one JSON document')
      .action(async (study: string, id: string, file: string, { json = false }: { json?: boolean }) => {
        const t = terminal(json)
        const written = await exportFrom(t, study, id, file)
        t.result(written, `${written.path} written, sha256 ${written.sha256}`)
      })
  },
}

async function importInto({ engine }: Terminal, study: string, file: string, options: ImportOptions) {
  const { backbone, net } = options
  if (net !== 'student' && net !== 'teacher')
    throw new Failure('WRONG_USAGE', 'Choose --net student or --net teacher.')
  if (!existsSync(file))
    throw new Failure('MODEL_NOT_FOUND', `The weights file ${file} cannot be read; check its path.`)
  const session = await engine.openStudy(study)
  const settings = settingsFrom('code', { backbone, classes: session.classes.length, steps: 0 })
  const place = await mkdtemp(join(tmpdir(), 'loco-model-'))
  try {
    const job: ConvertJob = {
      source: resolve(file),
      net,
      settings,
      target: join(place, 'weights.safetensors'),
    }
    const found: { weights: ModelRef; parameters: number }[] = []
    const trainer = startTrainer(engine.runtime, { kind: 'convert', job }, (event) => {
      if (event.kind === 'converted') found.push(event)
    })
    mustFinish(await trainer.exited)
    return await ModelService.add(session, {
      id: randomUUID(),
      run: null,
      source: basename(file),
      settings,
      data: { labelled: 0, unlabelled: 0, splits: {}, splitHash: '' },
      result: { ...found[0]!, scores: null, championScores: null, seconds: 0 },
    })
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}

async function exportFrom({ engine }: Terminal, study: string, id: string, file: string): Promise<ModelRef> {
  const format = extname(file).slice(1)
  if (format !== 'onnx' && format !== 'safetensors')
    throw new Failure('WRONG_USAGE', 'Name a file that ends in .onnx or .safetensors.')
  const session = await engine.openStudy(study)
  const weights = ModelService.fileOf(session, await ModelService.named(session, id))
  const found: ModelRef[] = []
  const job = { model: weights, target: resolve(file), format } as const
  const trainer = startTrainer(engine.runtime, { kind: 'export', job }, (event) => {
    if (event.kind === 'exported') found.push(event.file)
  })
  mustFinish(await trainer.exited)
  return found[0]!
}
