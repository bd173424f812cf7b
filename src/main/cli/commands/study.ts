import { join, resolve } from 'node:path'
import { Failure } from '../../../shared/contract/failure.ts'
import type { StudyInfo } from '../../../shared/contract/study.ts'
import { MOST_CLASSES } from '../../../shared/domain/labelClass.ts'
import { CatalogueService } from '../../engine/catalogue/CatalogueService.ts'
import type { Share4 } from '../../engine/import/found/Incoming.ts'
import { ImportService } from '../../engine/import/ImportService.ts'
import { KeepService } from '../../engine/keep/KeepService.ts'
import type { Command } from '../Command.ts'
import { type ClassOptions, changedClasses } from '../changedClasses.ts'
import { copiesText } from '../copiesText.ts'
import { inWords } from '../inWords.ts'
import { box, collected, list } from '../options.ts'
import { registerTrail } from '../trail.ts'

interface Json {
  readonly json?: boolean
}

/** `loco study create | info | classes | verify | backup | restore | recover | merge | template | compact | trail`. */
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
      .option('--name <text>', 'what it is called where others look on; without one it is called by the day')
      .option('--json', 'one JSON document')
      .action(async (folder: string, options: Json & { classes: string[]; name?: string }) => {
        const { classes, name } = options
        if (classes.length < 2 || classes.length > MOST_CLASSES) throw new Failure('classesOutOfRange')
        const { engine, result } = terminal(options.json ?? false)
        const info = await CatalogueService.info(await engine.createStudy(folder, classes, name))
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
      .command('classes <folder>')
      .description('what is painted; without an option, lists it')
      .option('--add <name>', 'a further class, at the end; may be given more than once', collected, [])
      .option('--rename <old=new>', 'another name; may be given more than once', collected, [])
      .option('--colour <name=#rrggbb>', 'another colour; may be given more than once', collected, [])
      .option('--json', 'one JSON document')
      .action(async (folder: string, options: ClassOptions) => {
        const { engine, actor, result } = terminal(options.json ?? false)
        const study = await engine.openStudy(folder)
        const wanted = changedClasses(study.classes, options)
        if (JSON.stringify(wanted) !== JSON.stringify(study.classes))
          await CatalogueService.setClasses({ study, actor }, wanted)
        const lines = study.classes.map(({ name, colour }, value) => `${value}  ${colour}  ${name}`)
        result(study.classes, lines.join('\n'))
      })
    group
      .command('verify <folder>')
      .description('check every file, mask, row and audit row')
      .option('--repair <backup>', 'put damaged originals and models back from a backup first')
      .option('--json', 'one JSON document')
      .action(async (folder: string, { json = false, repair }: Json & { repair?: string }) => {
        const { engine, result } = terminal(json)
        const study = await engine.openStudy(folder)
        const mended = repair ? await KeepService.repair(study, repair) : { repaired: [], missing: [] }
        const { problems, notes } = await KeepService.verify(study)
        const lines = [...mended.repaired.map((name) => `repaired: ${name}`), ...problems.map(inWords)]
        const sound = problems.length === 0 ? ['Everything is as it was saved.'] : []
        const text = [...lines, ...sound, ...notes.map((note) => `note: ${inWords(note)}`)]
        result({ ok: problems.length === 0, problems, notes, ...mended }, text.join('\n'))
        if (problems.length > 0) process.exitCode = 1
      })
    group
      .command('backup <folder> <file>')
      .description('write the whole study into one file, while others work')
      .option('--with-checkpoints', 'so that rounds which wait can be resumed from it; several times larger')
      .option('--json', 'one JSON document')
      .action(async (folder: string, file: string, options: Json & { withCheckpoints?: boolean }) => {
        const { engine, actor, progress, result } = terminal(options.json ?? false)
        const { withCheckpoints: checkpoints = false } = options
        const study = await engine.openStudy(folder)
        const made = await KeepService.backUp({ study, actor }, file, { checkpoints }, (done, total) =>
          progress(`${done} of ${total} files`),
        )
        result(made, `${made.files} files, ${Math.round(made.bytes / 1e6)} MB in ${file}`)
      })
    group
      .command('restore <file> <folder>')
      .description('bring a backup back into a new folder')
      .option('--json', 'one JSON document')
      .action(async (file: string, folder: string, { json = false }: Json) => {
        const { engine, progress, result } = terminal(json)
        await KeepService.restore(file, folder, (done, total) => progress(`${done} of ${total} files`))
        const info = await CatalogueService.info(await engine.openBroughtBack(folder))
        result(info, describe(info))
      })
    group
      .command('recover <folder>')
      .description('open a study whose catalogue is damaged with a copy; without one, lists the copies')
      .option('--copy <file>', 'the copy to open instead; the damaged catalogue is put aside')
      .option('--json', 'one JSON document')
      .action(async (folder: string, { json = false, copy }: Json & { copy?: string }) => {
        const { engine, actor, result } = terminal(json)
        const place = resolve(folder)
        if (copy === undefined) {
          const found = await KeepService.copiesOf(place)
          result(found, copiesText(found))
          return
        }
        const { study, aside } = await KeepService.recover(place, copy, actor, (at) =>
          engine.openBroughtBack(at),
        )
        const info = await CatalogueService.info(study)
        result(
          { study: info, aside },
          `${describe(info)}\nThe damaged catalogue lies in ${join(place, aside)}`,
        )
      })
    group
      .command('merge <folder> <other>')
      .description('bring frames, masks, tags and notes of another study into one')
      .option('--json', 'one JSON document')
      .action(async (folder: string, other: string, { json = false }: Json) => {
        const { engine, actor, result } = terminal(json)
        const study = await engine.openStudy(folder)
        const report = await KeepService.mergeStudy({ study, actor }, other)
        const { added, duplicates, masks, conflicts, splitsKept, comments, verdicts, leftBehind } = report
        const kept = splitsKept.length > 0 ? [`split kept as it is here: ${splitsKept.join(', ')}`] : []
        const reviews =
          comments + verdicts > 0 ? [`${comments} remarks and ${verdicts} verdicts came along`] : []
        const left =
          leftBehind > 0
            ? [
                'Accounts, assignments and signatures of the other study stay there: share out and sign anew here.',
              ]
            : []
        const sum = `${added} frames added, ${duplicates} were there already, ${masks} masks, ${conflicts} beside a different one`
        result(report, [sum, ...kept, ...reviews, ...left].join('\n'))
      })
    group
      .command('template <folder> <device>')
      .description('where a device writes its texts: made black at import with a key; none removes it')
      .option('--blank <x,y,w,h>', 'part of its pictures, as shares; may be given more than once', box, [])
      .option('--json', 'one JSON document')
      .action(async (folder: string, device: string, { blank, json = false }: Json & { blank: Share4[] }) => {
        const { engine, result } = terminal(json)
        const templates = await ImportService.templates.set(await engine.openStudy(folder), device, blank)
        const lines = Object.entries(templates).map(([name, parts]) => `${name}: ${parts.length} parts`)
        result(templates, lines.join('\n') || 'No device has a template.')
      })
    group
      .command('compact <folder>')
      .description('give back space that is not needed')
      .option('--json', 'one JSON document')
      .action(async (folder: string, { json = false }: Json) => {
        const { engine, result } = terminal(json)
        const report = await KeepService.compact(await engine.openStudy(folder))
        result(report, `${(report.freedBytes / 1e6).toFixed(1)} MB given back`)
      })
    registerTrail(group, terminal)
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
