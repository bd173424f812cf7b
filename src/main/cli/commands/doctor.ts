import { examine } from '../../api/examine.ts'
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
        const value = await examine(engine.runtime)
        const shown = { ...value, problem: value.problem && inWords(value.problem) }
        result(
          value,
          Object.entries(shown)
            .map(([key, v]) => `${key.padEnd(12)}${Array.isArray(v) ? v.join(', ') || 'none' : (v ?? '–')}`)
            .join('\n'),
        )
      })
  },
}
