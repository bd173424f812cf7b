import { resolve } from 'node:path'
import { saveReport } from '../../api/machine/supportReport.ts'
import type { Command } from '../Command.ts'
import { registerReaders } from '../readersReport.ts'

interface Options {
  readonly study?: string
  readonly json?: boolean
}

/** `loco report FILE`: what whoever helps needs to know, without anything of a patient; `loco report readers`. */
export const report: Command = {
  register(program, terminal) {
    const command = program
      .command('report <file>')
      .description('a text for support: version, machine, log and a study in numbers; no patient data')
      .option('--study <folder>', 'the study that it is about')
      .option('--json', 'one JSON document')
      .action(async (file: string, { study, json = false }: Options) => {
        const { engine, result } = terminal(json)
        if (study !== undefined) await engine.openStudy(study)
        const path = resolve(file)
        await saveReport(engine, path)
        result({ file: path }, `Saved ${path}; read it before you send it.`)
      })
    registerReaders(command, terminal)
  },
}
