import { Failure } from '../../../shared/contract/failure.ts'
import { AssistService } from '../../engine/assist/AssistService.ts'
import { PairService, type PairState } from '../../engine/assist/PairService.ts'
import type { Command } from '../Command.ts'
import { inWords } from '../inWords.ts'

interface UseOptions {
  readonly default?: boolean
  readonly json?: boolean
}

/** `loco assist`: what box assist has here, another pair of nets for it, and reading a study ahead. */
export const assist: Command = {
  register(program, terminal) {
    const group = program.command('assist').description('box assist: a first mask from a box')
    group
      .command('state [study]', { isDefault: true })
      .description('its nets, whether they can be used, and what it keeps of a study')
      .option('--json', 'one JSON document')
      .action(async (folder: string | undefined, { json = false }: { json?: boolean }) => {
        const { engine, result } = terminal(json)
        const state = await PairService.state(engine.runtime)
        const cacheBytes = folder === undefined ? null : await AssistService.cachedBytes(folder)
        result({ ...state, cacheBytes }, stateText(state, cacheBytes))
      })
    group
      .command('use [encoder] [decoder]')
      .description('work with another pair of ONNX files, with the tensors of SAM, once both were tried')
      .option('--default', 'go back to the pair of set-up')
      .option('--json', 'one JSON document')
      .action(async (encoder: string | undefined, decoder: string | undefined, options: UseOptions) => {
        const { engine, progress, result } = terminal(options.json ?? false)
        if (options.default && encoder === undefined) {
          await PairService.backToDefault(engine.runtime)
          result({ pair: null }, 'Box assist works with the pair of set-up.')
          return
        }
        if (options.default || encoder === undefined || decoder === undefined)
          throw new Failure('assistPairNotChosen')
        progress('trying the pair …')
        const pair = await PairService.use(engine.runtime, encoder, decoder)
        result({ pair }, `Box assist works with ${pair}.`)
      })
    group
      .command('read <study>')
      .description('read the frames without a label ahead, so that none has to be waited for')
      .option('--json', 'one JSON document')
      .action(async (folder: string, { json = false }: { json?: boolean }) => {
        const { engine, progress, result } = terminal(json)
        await engine.openStudy(folder)
        const told = await engine.assist.readAll((done, total, seconds) => {
          const left = seconds === null ? '' : `, ${Math.ceil(((total - done) * seconds) / 60)} min left`
          progress(`frame ${done + 1} of ${total}${left}`)
        })
        const { read, unreadable, before, left } = told
        const others = [
          `${before} were read before`,
          ...(unreadable > 0 ? [`${unreadable} cannot be read`] : []),
          ...(left > 0 ? [`${left} are left, for which the cache has no room`] : []),
        ]
        result(told, `${read} frames read; ${others.join(', ')}`)
      })
  },
}

function stateText({ pair, isOwn, folder, problem, secondsPerFrame }: PairState, bytes: number | null) {
  const lines: [string, string][] = [
    ['pair', pair === null ? 'none' : `${pair}${isOwn ? ' (put in place here)' : ''}`],
    ['folder', folder],
    ['state', problem === null ? 'ready' : inWords(problem)],
    ['reading', secondsPerFrame === null ? 'not measured yet' : `${secondsPerFrame} s a frame`],
    ...(bytes === null ? [] : [['cache', `${Math.round(bytes / 1e6)} MB`] satisfies [string, string]]),
  ]
  return lines.map(([name, value]) => `${name.padEnd(10)}${value}`).join('\n')
}
