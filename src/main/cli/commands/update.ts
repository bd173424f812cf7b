import { resolve } from 'node:path'
import * as updating from '../../api/machine/updating.ts'
import type { Command } from '../Command.ts'
import { inWords } from '../inWords.ts'

interface Json {
  readonly json?: boolean
}

const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`

/** `loco update look | apply | back | verify`: the installed LoCo Studio itself, from files alone. */
export const update: Command = {
  register(program, terminal) {
    const group = program
      .command('update')
      .description('updates from a file, and whether what is installed is whole')
    group
      .command('look <file>')
      .description('what an update would do; changes nothing')
      .option('--json', 'one JSON document')
      .action(async (file: string, { json = false }: Json) => {
        const { engine, result } = terminal(json)
        const looked = await updating.lookAt(engine, resolve(file))
        const { version, from, bytes, by, studies, why } = looked
        const says = `From ${from} to ${version}, ${megabytes(bytes)}, signed by ${by.name}${by.kind === 'development' ? ' (a development key)' : ''}.`
        const then = why ? inWords(why) : `${studies} studies are backed up first.`
        result(looked, `${says}\n${then}`)
        if (why) process.exitCode = 1
      })
    group
      .command('apply <file>')
      .description('back up the studies opened here, then install the update beside this version')
      .option('--json', 'one JSON document')
      .action(async (file: string, { json = false }: Json) => {
        const { engine, actor, progress, result } = terminal(json)
        const applied = await updating.update({ engine, actor }, resolve(file), {
          onProgress: (done, total) => progress(`${megabytes(done)} of ${megabytes(total)}`),
        })
        result(applied, `LoCo Studio ${applied.version} is started from now on.`)
      })
    group
      .command('back')
      .description('have the version before started from now on')
      .option(
        '--with-backups',
        'bring studies that it cannot write to back beside themselves, as they were before the update',
      )
      .option('--json', 'one JSON document')
      .action(async ({ json = false, withBackups = false }: Json & { withBackups?: boolean }) => {
        const { engine, result } = terminal(json)
        const gone = await updating.back(engine, { withBackups })
        const brought = gone.broughtBack.map((folder) => `as it was before the update: ${folder}`)
        result(gone, [`LoCo Studio ${gone.version} is started from now on.`, ...brought].join('\n'))
      })
    group
      .command('verify [file]')
      .description('compare all installed files with their signed list, or check who signed an update')
      .option('--json', 'one JSON document')
      .action(async (file: string | undefined, { json = false }: Json) => {
        const { engine, progress, result } = terminal(json)
        if (file !== undefined) {
          const { version, by } = await updating.lookAt(engine, resolve(file))
          result({ version, by }, `Version ${version}, signed by ${by.name}.`)
          return
        }
        const { problems, files, bytes } = await updating.installedHere(engine).verify({
          onProgress: (done, total) => progress(`${megabytes(done)} of ${megabytes(total)}`),
        })
        const sound = `All ${files} files (${megabytes(bytes)}) are as they were signed.`
        result({ problems, files, bytes }, problems.map(inWords).join('\n') || sound)
        if (problems.length > 0) process.exitCode = 1
      })
  },
}
