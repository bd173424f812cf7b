import { resolve } from 'node:path'
import type { EditLog, EditRow } from '../../../shared/contract/edits.ts'
import { diceOf, type Edited, editedTogether, sharesOf } from '../../../shared/domain/edited.ts'
import type { LabelClass } from '../../../shared/domain/labelClass.ts'
import { EditService } from '../../engine/edits/EditService.ts'
import { csvLine } from '../../files/csvLine.ts'
import { writeDurably } from '../../files/durableFile.ts'
import type { Command } from '../Command.ts'
import { modelText } from '../verdictText.ts'

interface Options {
  readonly csv?: string
  readonly json?: boolean
}

/** `loco edits DIR`: what people made of the models' masks. */
export const edits: Command = {
  register(program, terminal) {
    program
      .command('edits <study>')
      .description("what people changed of the models' masks, and what a mask takes with and without them")
      .option('--csv <file>', 'the same as a table: a line for each model, reader, way and class')
      .option('--json', 'one JSON document')
      .action(async (folder: string, { csv, json = false }: Options) => {
        const { engine, result } = terminal(json)
        const study = await engine.openStudy(folder)
        const log = await EditService.log(study)
        if (csv !== undefined)
          await writeDurably(resolve(csv), new TextEncoder().encode(table(log, study.classes)))
        result(log, text(log, study.classes))
      })
  },
}

const WAYS = ['taken', 'beside'] as const

const COLUMNS = [
  ...['model', 'model_id', 'reader', 'way', 'masks', 'unchanged', 'class', 'masks_with_class'],
  ...['model_px', 'label_px', 'kept_px', 'added_px', 'erased_px', 'from_other_class_px', 'to_other_class_px'],
  'dice',
]

function table({ rows }: EditLog, classes: readonly LabelClass[]): string {
  const lines = rows.flatMap((row) =>
    WAYS.flatMap((way) =>
      row[way].classes.map((edit) =>
        csvLine(
          ...[row.number, row.model, row.reader, way, row[way].masks, row[way].same],
          ...[classes[edit.class]?.name ?? String(edit.class), edit.masks, edit.model, edit.label, edit.kept],
          ...[edit.added, edit.takenAway, edit.fromOthers, edit.toOthers, Number(diceOf(edit).toFixed(4))],
        ),
      ),
    ),
  )
  return [COLUMNS.join(','), ...lines, ''].join('\n')
}

function text({ rows, work, imported, damaged }: EditLog, classes: readonly LabelClass[]): string {
  const models = [...new Set(rows.map(({ model }) => model))]
  const told = models.flatMap((model) =>
    modelLines(
      rows.filter((row) => row.model === model),
      classes,
    ),
  )
  const times = (['taken', 'beside', 'alone'] as const).map(
    (way) => `${NAMES[way]}: ${work[way].masks} masks, ${minutesText(work[way].minutes)}`,
  )
  return [
    ...(told.length > 0 ? told : ["No label was made from a model's mask, or beside one."]),
    'Time for a mask that shows a lesion (median):',
    ...times.map((line) => `  ${line}`),
    ...(imported > 0 ? [`${imported} labels came with an import: nobody painted them here.`] : []),
    ...(damaged > 0 ? [`${damaged} labels cannot be compared: a mask is not what was saved.`] : []),
    'Whether a reader had the overlay switched on while painting is not known.',
  ].join('\n')
}

const NAMES = {
  taken: 'taken over from a model',
  beside: "painted beside a model's mask",
  alone: 'painted without one',
} as const

const minutesText = (minutes: number | null) =>
  minutes === null ? 'too few to tell' : `${minutes.toFixed(1)} min`

function modelLines(rows: readonly EditRow[], classes: readonly LabelClass[]): string[] {
  const [one] = rows
  if (!one) return []
  const readers =
    rows.length < 2 ? [] : rows.flatMap((row) => [`  ${row.reader}`, ...lines([row], classes, 4)])
  return [modelText(one), ...lines(rows, classes, 2), ...readers]
}

function lines(rows: readonly EditRow[], classes: readonly LabelClass[], indent: number): string[] {
  return WAYS.flatMap((way) => {
    const sum = editedTogether(rows.map((row) => row[way]))
    return sum.masks === 0 ? [] : editedLines(way, sum, classes)
  }).map((line) => ' '.repeat(indent) + line)
}

function editedLines(way: (typeof WAYS)[number], sum: Edited, classes: readonly LabelClass[]): string[] {
  const share = (value: number | null) => (value === null ? '–' : `${(100 * value).toFixed(1)} %`)
  return [
    `${sum.masks} ${NAMES[way]}, ${sum.same} of them unchanged`,
    ...sum.classes.map((edit) => {
      const { added, takenAway } = sharesOf(edit)
      const name = classes[edit.class]?.name ?? `class ${edit.class}`
      return `  ${name}: added ${share(added)}, took away ${share(takenAway)}, Dice ${diceOf(edit).toFixed(3)}`
    }),
  ]
}
