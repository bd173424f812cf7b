import { openDemo } from '../../api/router.ts'
import { CatalogueService } from '../../engine/catalogue/CatalogueService.ts'
import type { Command } from '../Command.ts'
import { duration, wholeNumber } from '../options.ts'
import { describe } from './study.ts'

/** `loco demo DIR`: a study of synthetic frames. */
export const demo: Command = {
  register(program, terminal) {
    program
      .command('demo <folder>')
      .description('make a study of synthetic laryngoscopy frames')
      .option('--seed <n>', 'another study for another number', wholeNumber(0), 1)
      .option('--json', 'one JSON document')
      .action(async (folder: string, { seed, json = false }: { seed: number; json?: boolean }) => {
        const { engine, progress, result } = terminal(json)
        const session = await openDemo(engine, folder, seed, ({ done, total, secondsLeft }) =>
          progress(`drawing frame ${done} of ${total}, ${duration(secondsLeft ?? 0)} left`),
        )
        const info = await CatalogueService.info(session)
        result(info, describe(info))
      })
  },
}
