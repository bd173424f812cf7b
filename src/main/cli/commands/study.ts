import { Failure } from '../../../shared/contract/failure.ts'
import type { StudyInfo } from '../../../shared/contract/study.ts'
import { CatalogueService } from '../../engine/catalogue/CatalogueService.ts'
import { verifyStudy } from '../../engine/store/verifyStudy.ts'
import type { Command } from '../Command.ts'
import { list } from '../options.ts'

interface Json {
  readonly json?: boolean
}

/** `loco study create | info | verify`. */
export const study: Command = {
  register(program, terminal) {
    const group = program.command('study').description('make and look after studies')
    group
      .command('create <folder>')
      .description('make an empty study')
      .option('--classes <names>', 'class names, the first is what is not painted', list, [
        'normal',
        'benign',
        'malignant',
      ])
      .option('--json', 'one JSON document')
      .action(async (folder: string, { classes, json = false }: Json & { classes: string[] }) => {
        if (classes.length < 2 || classes.length > 8)
          throw new Failure(
            'WRONG_USAGE',
            'A study has two to eight classes, as in --classes normal,benign,malignant.',
          )
        const { engine, result } = terminal(json)
        const info = await CatalogueService.info(await engine.createStudy(folder, classes))
        result(info, describe(info))
      })
    group
      .command('info <folder>')
      .description('what a study holds')
      .option('--json', 'one JSON document')
      .action(async (folder: string, { json = false }: Json) => {
        const { engine, result } = terminal(json)
        const info = await CatalogueService.info(await engine.openStudy(folder))
        result(info, describe(info))
      })
    group
      .command('verify <folder>')
      .description('check every file, mask and audit row')
      .option('--json', 'one JSON document')
      .action(async (folder: string, { json = false }: Json) => {
        const { engine, result } = terminal(json)
        const problems = await verifyStudy((await engine.openStudy(folder)).store)
        result(
          { ok: problems.length === 0, problems },
          problems.length === 0 ? 'Everything is as it was saved.' : problems.join('\n'),
        )
        if (problems.length > 0) process.exitCode = 1
      })
  },
}

/** A study in a few lines. */
export function describe({ name, frames, labelled, patients, models, classes, readOnly }: StudyInfo): string {
  const lines = [
    `${name}: ${frames} frames of ${patients} patients, ${labelled} labelled, ${models} models`,
    `classes: ${classes.map((c) => c.name).join(', ')}`,
  ]
  return [...lines, ...(readOnly ? [readOnly] : [])].join('\n')
}
