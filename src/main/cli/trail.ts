import { resolve } from 'node:path'
import type { Command as Program } from 'commander'
import { Failure } from '../../shared/contract/failure.ts'
import { TrailService } from '../engine/audit/TrailService.ts'
import type { Terminal } from './Command.ts'
import { inWords } from './inWords.ts'

interface Options {
  readonly csv?: string
  readonly json?: string
  readonly check?: string
}

/** `loco study trail`: who did what, as files for others, and whether such a file is as it was exported. */
export function registerTrail(group: Program, terminal: (json: boolean) => Terminal): void {
  group
    .command('trail [folder]')
    .description('take the trail out: who did what, from the first row on')
    .option('--csv <file>', 'as a table')
    .option('--json <file>', "as signed JSON, which --check can prove with this machine's key")
    .option('--check <file>', 'whether a signed trail is as it was exported')
    .action(async (folder: string | undefined, { csv, json, check }: Options) => {
      const here = terminal(false)
      if (check !== undefined) await tellWhetherSound(resolve(check), here)
      const wanted = [
        ...(csv === undefined ? [] : [{ as: 'csv', file: csv } as const]),
        ...(json === undefined ? [] : [{ as: 'json', file: json } as const]),
      ]
      if (wanted.length === 0 && check !== undefined) return
      if (folder === undefined || wanted.length === 0) throw new Failure('trailFileNeeded')
      const study = await here.engine.openStudy(folder)
      for (const { as, file } of wanted) {
        const call = { study, actor: here.actor }
        const { rows } = await TrailService.exportTrail(call, { as, file, wish: {} })
        here.result({ rows, file }, `${rows} rows in ${resolve(file)}`)
      }
    })
}

async function tellWhetherSound(file: string, { engine, result }: Terminal): Promise<void> {
  const { rows, problems, notes } = await TrailService.check(file, engine.runtime.dataFolder)
  const sound = problems.length === 0 ? [`${rows} rows, all as they were exported.`] : []
  const lines = [...problems.map(inWords), ...sound, ...notes.map((note) => `note: ${inWords(note)}`)]
  result({ rows, problems, notes }, lines.join('\n'))
  if (problems.length > 0) process.exitCode = 1
}
