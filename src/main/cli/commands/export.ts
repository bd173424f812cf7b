import { resolve } from 'node:path'
import { ExportService } from '../../engine/export/ExportService.ts'
import type { Command } from '../Command.ts'
import { inWords } from '../inWords.ts'
import { duration } from '../options.ts'

interface Options {
  readonly format: string
  readonly out: string
  readonly layer: string
  readonly labelled?: boolean
  readonly images: boolean
  readonly pseudonyms?: boolean
  readonly json?: boolean
}

/** `loco export DIR --format coco --out PATH`: frames and masks in the formats of other programs. */
export const exportCommand: Command = {
  register(program, terminal) {
    program
      .command('export <study>')
      .description('give frames and masks back')
      .requiredOption('--format <name>', ExportService.formats.join(', '))
      .requiredOption('--out <folder>', 'a new or empty folder')
      .option('--layer <which>', 'reader, reference, or a model by its id or the beginning of it', 'reader')
      .option('--labelled', 'only frames that a reader has painted')
      .option('--no-images', 'masks alone')
      .option('--pseudonyms', 'running numbers instead of names of patients and files')
      .option('--json', 'one JSON document')
      .action(async (folder: string, { json = false, labelled, pseudonyms = false, ...options }: Options) => {
        const { engine, actor, progress, result } = terminal(json)
        const study = await engine.openStudy(folder)
        const report = await ExportService.exportFrames(
          { study, actor },
          { ...options, out: resolve(options.out), pseudonyms, filter: labelled ? { labelled } : {} },
          ({ done, total, secondsLeft }) =>
            progress(`${done} of ${total}, ${duration(secondsLeft ?? 0)} left`),
        )
        const { frames, masks, files, rejected } = report
        const refused = rejected.map(({ path, reason }) => `  ${path}: ${inWords(reason)}`)
        result(report, [`${frames} frames with ${masks} masks in ${files} files`, ...refused].join('\n'))
      })
  },
}
