import Database from 'better-sqlite3'
import type { TrainerDevice } from '../../../shared/trainer/protocol.ts'
import { startTrainer } from '../../engine/training/TrainerProcess.ts'
import type { Command } from '../Command.ts'
import { inWords } from '../inWords.ts'

/** `loco doctor`: versions and capabilities of this machine. */
export const doctor: Command = {
  register(program, terminal) {
    program
      .command('doctor')
      .description('what this machine offers')
      .option('--json', 'one JSON document')
      .action(async ({ json = false }: { json?: boolean }) => {
        const { engine, result } = terminal(json)
        let device: TrainerDevice | undefined
        const trainer = startTrainer(engine.runtime, { kind: 'probe' }, (event) => {
          if (event.kind === 'ready') device = event.device
        })
        const exit = await trainer.exited
        const problem =
          exit.kind === 'failed'
            ? inWords(exit.failure.reason)
            : exit.kind === 'crashed'
              ? exit.lastWords
              : null
        const database = new Database(':memory:')
        const sqlite = String(database.prepare('select sqlite_version()').pluck().get())
        database.close()
        const value = {
          node: process.versions.node,
          tensorflow: device?.tensorflow ?? null,
          backend: device?.backend ?? null,
          device: device?.device ?? null,
          processor: device?.processor ?? null,
          instructions: device?.instructions ?? null,
          onednn: device?.onednn ?? null,
          sqlite,
          electron: process.versions['electron'] ?? null,
          weights: Object.keys(engine.runtime.imagenet),
          problem,
        }
        result(
          value,
          Object.entries(value)
            .map(([key, v]) => `${key.padEnd(14)}${shown(v)}`)
            .join('\n'),
        )
      })
  },
}

function shown(value: string | boolean | readonly string[] | null): string {
  if (value === null) return '–'
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  return typeof value === 'string' ? value : value.join(', ') || 'none'
}
