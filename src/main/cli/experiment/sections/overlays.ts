import type { FrameDiagnosis } from '../../../../shared/trainer/protocol.ts'
import { pictureTable } from '../../report/pictureTable.ts'
import { type Section, text } from '../../report/section.ts'
import { frameName, shownAt } from '../charts/shown.ts'
import { type Report, sharesOf, shareText } from '../measures/Report.ts'

/** The paper's Fig. 8: what every method finds on the same test frames, beside the truth. */
export const overlays = (report: Report): Section =>
  frameTables(
    report,
    'What each method finds',
    'The same test frames, spread over all that are tested, none chosen by what was found on them.',
    ({ predicted }) => predicted,
  )

/** The paper's Figs 4 and 5: where embeddings change. */
export const boundaries = (report: Report): Section =>
  frameTables(
    report,
    'Where embeddings change',
    'Of every pixel the lowest cosine to the 64 around it, from the lowest of the frame (dark) to 1 (light).',
    ({ boundary }) => boundary,
  )

/** A table of pictures a share: a frame a row, the truth and then a method a column. */
function frameTables(
  report: Report,
  heading: string,
  words: string,
  of: (frame: FrameDiagnosis) => Uint8Array,
): Section {
  const tables = sharesOf(report).flatMap((share) => {
    const shown = shownAt(report, share)
    const rows = (shown[0]?.diagnosis.frames ?? []).map(({ id, truth }) => ({
      name: frameName(id),
      pictures: [truth, ...shown.map(({ diagnosis }) => findFrame(diagnosis.frames, id, of))],
    }))
    const head = ['truth', ...shown.map(({ method }) => method)]
    return rows.length === 0
      ? []
      : [{ kind: 'figures', html: pictureTable(shareText(share), head, rows) } as const]
  })
  return { heading, parts: tables.length === 0 ? [] : [text(words), ...tables] }
}

function findFrame(frames: readonly FrameDiagnosis[], id: string, of: (frame: FrameDiagnosis) => Uint8Array) {
  const found = frames.find((frame) => frame.id === id)
  return found && of(found)
}
