import { QueueService } from '../../engine/queue/QueueService.ts'
import type { Command } from '../Command.ts'
import { wholeNumber } from '../options.ts'

interface Options {
  readonly strategy: string
  readonly count: number
  readonly json?: boolean
}

const help = QueueService.strategies.map(({ name, sentence }) => `${name}: ${sentence}`).join('; ')

/** `loco queue DIR`: which frames to label next. */
export const queue: Command = {
  register(program, terminal) {
    program
      .command('queue <study>')
      .description('which frames to label next')
      .option('--strategy <name>', help, QueueService.strategies[0]?.name)
      .option('--count <n>', 'how many', wholeNumber(1), 20)
      .option('--json', 'one JSON document')
      .action(async (folder: string, { strategy, count, json = false }: Options) => {
        const { engine, result } = terminal(json)
        const chosen = QueueService.strategyNamed(strategy)
        const { waiting, frames } = await QueueService.next(await engine.openStudy(folder), count, chosen)
        const lines = frames.map(
          ({ frame, name, patient, why }, i) =>
            `${i + 1}. ${name} (${patient}, frame ${frame}): ${why.name}${'share' in why ? ` ${Math.round(100 * why.share)} %` : ''}`,
        )
        result({ strategy, waiting, frames }, lines.join('\n') || 'Nothing waits for a label.')
      })
  },
}
