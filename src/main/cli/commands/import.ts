import { ImportService } from '../../engine/import/ImportService.ts'
import type { ImportOptions } from '../../engine/import/Incoming.ts'
import type { Command } from '../Command.ts'
import { duration, groupBy, maskMap } from '../options.ts'

interface Options {
  readonly layout: string
  readonly maskMap?: NonNullable<ImportOptions['maskMap']>
  readonly groupBy?: NonNullable<ImportOptions['groupBy']>
  readonly json?: boolean
}

/** `loco import DIR PATH…`: brings images, and masks where there are any, into a study. */
export const importCommand: Command = {
  register(program, terminal) {
    program
      .command('import <study> <paths...>')
      .description('bring folders or archives of images into a study')
      .option('--layout <name>', 'auto, cvat, coco, fahsyu, pairs, labelme or folder', 'auto')
      .option('--mask-map <pairs>', 'file value=class, as in 4=1,255=255,*=0', maskMap)
      .option('--group-by <how>', 'manifest:COLUMN or regex:PATTERN', groupBy)
      .option('--json', 'one JSON document')
      .action(async (study: string, paths: string[], { json = false, ...options }: Options) => {
        const { engine, progress, result } = terminal(json)
        const session = await engine.openStudy(study)
        const report = await ImportService.importPaths(
          session,
          paths,
          options,
          ({ done, total, secondsLeft }) =>
            progress(`${done} of ${total}, ${duration(secondsLeft ?? 0)} left`),
        )
        const { added, duplicates, masks, rejected } = report
        const refused = rejected.map(({ path, reason }) => `  ${path}: ${reason}`)
        result(
          report,
          [
            `${added} frames added, ${duplicates} were there already, ${masks} masks, ${rejected.length} files rejected`,
            ...refused,
          ].join('\n'),
        )
      })
  },
}
