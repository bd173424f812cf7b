import type { ReaderReport } from '../../../shared/contract/agreement.ts'
import { csvLine } from '../../files/csvLine.ts'

const COLUMNS = [
  ...['reader', 'frames', 'minutes', 'lesions', 'taken_over', 'taken_over_unchanged', 'painted_beside'],
  ...[
    'dice_with_models',
    'returned',
    'returned_for',
    'with_reader',
    'frames_together',
    'dice',
    'surface_dice',
  ],
  'kappa',
]

const figure = (value: number | null) => (value === null ? null : Number(value.toFixed(6)))

/** The report as comma-separated values: a line for each reader and each other whose masks were compared with theirs. */
export function reportTable({ readers, pairs }: ReaderReport): string {
  const lines = readers.flatMap((one) => {
    const own = [
      ...[
        one.reader,
        one.frames,
        Number(one.minutes.toFixed(1)),
        one.lesions,
        one.taken,
        one.same,
        one.beside,
      ],
      figure(one.kept),
      one.returned.reduce((sum, { masks }) => sum + masks, 0),
      one.returned.map(({ reason, masks }) => `${reason ?? '-'}: ${masks}`).join('; '),
    ]
    const others = pairs.filter(({ readers: both }) => both.includes(one.reader))
    if (others.length === 0) return [csvLine(...own, null, null, null, null, null)]
    return others.map(({ readers: [a, b], frames, dice, surface, kappa }) =>
      csvLine(...own, a === one.reader ? b : a, frames, figure(dice), figure(surface), figure(kappa)),
    )
  })
  return [COLUMNS.join(','), ...lines, ''].join('\n')
}
