import { resolve } from 'node:path'
import { openDemo } from '../../api/machine/openDemo.ts'
import { CatalogueService } from '../../engine/catalogue/CatalogueService.ts'
import { DemoService } from '../../engine/demo/DemoService.ts'
import type { Command } from '../Command.ts'
import { duration, wholeNumber } from '../options.ts'
import { describe } from './study.ts'

interface Options {
  readonly seed: number
  readonly pairs?: boolean
  readonly json?: boolean
}

/** `loco demo DIR`: a study of synthetic frames, or the frames as files for an experiment. */
export const demo: Command = {
  register(program, terminal) {
    program
      .command('demo <folder>')
      .description('make a study of synthetic laryngoscopy frames')
      .option('--seed <n>', 'another study for another number', wholeNumber(0), 1)
      .option('--pairs', 'image and mask files instead of a study, every frame with its mask')
      .option('--json', 'one JSON document')
      .action(async (folder: string, { seed, pairs = false, json = false }: Options) => {
        const t = terminal(json)
        const { progress, result } = t
        if (pairs) {
          const made = await DemoService.writePairs(resolve(folder), seed, (done, total) =>
            progress(`drawing frame ${done} of ${total}`),
          )
          return result(made, `${made.frames} frames with masks in ${folder}`)
        }
        const study = await openDemo(t, folder, seed, ({ done, total, secondsLeft }) =>
          progress(`drawing frame ${done} of ${total}, ${duration(secondsLeft ?? 0)} left`),
        )
        const info = await CatalogueService.info(study)
        result(info, describe(info))
      })
  },
}
