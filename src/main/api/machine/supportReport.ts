import { mkdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { wordsOf } from '../../../shared/reasons/wordsOf.ts'
import { CatalogueService } from '../../engine/catalogue/CatalogueService.ts'
import type { Engine } from '../../engine/Engine.ts'
import type { Runtime } from '../../engine/machine/Runtime.ts'
import { writeDurably } from '../../files/durableFile.ts'
import { readLog } from '../../files/writeLog.ts'
import { examine } from './examine.ts'

/**
 * What whoever helps needs to know, as one text that its sender can read first: the machine, the open study in
 * numbers, the log. No name of a patient, a frame, a class or a folder of a study is in it.
 */
export async function supportReport(engine: Engine): Promise<string> {
  const { problem, weights, assist, ffmpeg, ...machine } = await examine(engine)
  const sections = [
    ['LoCo Studio: report for support', lines({ made: new Date().toISOString() })],
    [
      'Machine',
      lines({
        ...machine,
        weights: weights.length,
        ffmpeg: ffmpeg && `${ffmpeg.version}, ${ffmpeg.licence}`,
        problem: problem && wordsOf(problem, 'en'),
        assist: assist.problem ? wordsOf(assist.problem, 'en') : assist.pair,
        memory: `${(process.availableMemory() / 1e9).toFixed(1)} GB free`,
      }),
    ],
    ['Study', engine.isOpen ? lines(await figuresOf(engine)) : 'none is open'],
    ['Log', readLog(engine.runtime.logFile).trimEnd() || 'empty'],
  ]
  const text = sections.map(([title, body]) => `${title}\n\n${body}\n`).join('\n')
  return text.replaceAll(homedir(), '~')
}

/** Writes the report into a file. */
export async function saveReport(engine: Engine, file: string): Promise<void> {
  await writeDurably(file, new TextEncoder().encode(await supportReport(engine)))
}

/** Where the next report goes that nobody chose a place for: the data folder, named by the time. */
export async function reportFile({ dataFolder }: Runtime): Promise<string> {
  const at = new Date().toISOString().slice(0, 19).replaceAll(':', '-')
  const folder = join(dataFolder, 'reports')
  await mkdir(folder, { recursive: true })
  return join(folder, `report-${at}.txt`)
}

/** The open study in numbers. */
async function figuresOf(engine: Engine) {
  const { frames, labelled, patients, models, classes, splits, readOnly } = await CatalogueService.info(
    engine.study,
  )
  const rounds = await engine.training.rounds()
  return {
    frames,
    labelled,
    patients,
    classes: classes.length,
    ...Object.fromEntries(
      Object.entries(splits).map(([name, s]) => [
        name,
        `${s.patients} patients, ${s.labelled} labelled frames`,
      ]),
    ),
    models,
    readOnly: readOnly?.name ?? null,
    rounds: rounds
      .map(({ state, step, options, message }) =>
        [state, `${step}/${options.steps}`, options.method, options.backbone, message?.name ?? '']
          .join(' ')
          .trim(),
      )
      .join('; '),
  }
}

const lines = (values: Readonly<Record<string, unknown>>) =>
  Object.entries(values)
    .map(([key, value]) => `${key.padEnd(12)}${value ?? '–'}`)
    .join('\n')
