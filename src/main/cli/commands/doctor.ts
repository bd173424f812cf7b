import { reasonOf } from '../../../shared/reasons/Refused.ts'
import { type Examination, examine } from '../../api/machine/examine.ts'
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
        const value = await examine(engine)
        const { problem, assist, ffmpeg } = value
        const said = {
          ...value,
          ffmpeg: ffmpeg ? ffmpegLine(ffmpeg) : inWords(reasonOf('noFfmpeg')),
          problem: problem && inWords(problem),
          assist: assist.problem ? inWords(assist.problem) : assist.pair,
        }
        result(
          value,
          Object.entries(said)
            .map(([key, v]) => `${key.padEnd(14)}${shown(v)}`)
            .join('\n'),
        )
      })
  },
}

const ffmpegLine = ({ version, licence, path }: NonNullable<Examination['ffmpeg']>) =>
  `${version ?? 'of unknown version'}, ${licence ?? 'of unknown licence'} (${path})`

function shown(value: string | boolean | readonly string[] | null): string {
  if (value === null) return '–'
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  return typeof value === 'string' ? value : value.join(', ') || 'none'
}
