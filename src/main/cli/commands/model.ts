import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { Failure } from '../../../shared/contract/failure.ts'
import { settingsFrom } from '../../../shared/trainer/presets.ts'
import type { ConvertJob } from '../../../shared/trainer/protocol.ts'
import { answerOf } from '../../engine/jobs/JobService.ts'
import { ModelService } from '../../engine/models/ModelService.ts'
import type { Command, Terminal } from '../Command.ts'
import { figureText, modelText } from '../verdictText.ts'

interface ImportOptions {
  readonly backbone?: string
  readonly net: string
  readonly json?: boolean
}

interface ExportOptions {
  readonly format: string
  readonly out: string
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
      .action(async (folder: string, { json = false }: { json?: boolean }) => {
        const t = terminal(json)
        const all = await ModelService.list(await t.engine.openStudy(folder))
        const line = (m: (typeof all)[number]) =>
          `${m.inUse ? '*' : ' '} ${m.id}  ${modelText(m)}  ${m.backbone}  ${figureText(m.figure)}`
        t.result(all, all.map(line).join('\n') || 'no models yet')
      })
    group
      .command('use <study> <model>')
      .description('make a model the one in use')
      .option('--json', 'one JSON document')
      .action(async (folder: string, id: string, { json = false }: { json?: boolean }) => {
        const t = terminal(json)
        const used = await ModelService.use({ study: await t.engine.openStudy(folder), actor: t.actor }, id)
        t.result(used, `${modelText(used)} is in use`)
      })
    group
      .command('import <study> <file>')
      .description('a checkpoint made elsewhere: PyTorch (.pth) or safetensors')
      .option('--backbone <name>', 'efficientnet-lite0 or resnet50; told from the file by itself')
      .option('--net <which>', 'student or teacher, where the file holds both', 'student')
      .option('--json', 'one JSON document')
      .action(async (folder: string, file: string, options: ImportOptions) => {
        const t = terminal(options.json ?? false)
        const card = await importInto(t, folder, file, options)
        const { id, parameters, source, settings } = card
        const value = { model: id, parameters, classes: settings.classes }
        t.result(value, `model ${id}: ${parameters} parameters from ${source}`)
      })
    group
      .command('export <study> <model>')
      .description('a model for other programs')
      .option('--format <name>', 'safetensors or onnx', 'safetensors')
      .requiredOption('--out <file>', 'where it goes')
      .option('--json', 'one JSON document')
      .action(async (folder: string, id: string, options: ExportOptions) => {
        const t = terminal(options.json ?? false)
        const written = await exportFrom(t, folder, id, options)
        t.result(written, `${written.file} written, sha256 ${written.sha256}`)
      })
  },
}

async function importInto({ engine, actor }: Terminal, folder: string, file: string, options: ImportOptions) {
  const { backbone = null, net } = options
  if (net !== 'student' && net !== 'teacher') throw new Failure('netNotChosen')
  if (!existsSync(file)) throw new Failure('weightsUnreadable', { path: file })
  const study = await engine.openStudy(folder)
  const settings = settingsFrom('code', { classes: study.classes.length, steps: 0 })
  const place = await mkdtemp(join(tmpdir(), 'loco-model-'))
  try {
    const job: ConvertJob = {
      source: resolve(file),
      net,
      backbone,
      settings,
      target: join(place, 'weights.safetensors'),
    }
    const converted = answerOf(await engine.jobs.ask({ kind: 'convert', job }).outcome)
    return await ModelService.add(
      { study, actor },
      {
        id: randomUUID(),
        run: null,
        source: basename(file),
        settings: { ...settings, backbone: converted.backbone },
        data: { labelled: 0, unlabelled: 0, splits: {}, splitHash: '' },
        result: { ...converted, seconds: 0 },
        judged: null,
        champion: null,
      },
    )
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}

async function exportFrom(
  { engine, actor }: Terminal,
  folder: string,
  id: string,
  { format, out }: ExportOptions,
) {
  if (format !== 'onnx' && format !== 'safetensors') throw new Failure('formatNotChosen')
  const study = await engine.openStudy(folder)
  return ModelService.exportAs({ study, actor }, engine.jobs, id, { format, out })
}
