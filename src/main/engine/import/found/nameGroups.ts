/** Words that say what a file is, not whose. */
const GENERAL = new Set(
  'image img images frame frames picture pic photo snapshot still capture mask label polyp lesion normal benign malignant nbi wli wl white light narrow band left right crop cropped seq sequence train val validation test original copy l r'.split(
    ' ',
  ),
)
const SEPARATED = /[\s_\-.]+/
const YEAR = /^(19|20)\d\d$/
const PATIENT =
  /^(?:patient|patienten|pat|pt|case|fall|subject|subj|person|id|p|video|vid|clip|seq|sequence)[\s_-]?\d+/i

/**
 * Whose frames these may be, by their files' names: `P07_003` and `P07_004` belong together. Undefined where the
 * names tell nothing: then no two frames share a group, or all do.
 */
export function groupsByName(stems: readonly string[]): string[] | undefined {
  const groups = stems.map((stem) => ownerIn(stem) ?? stem)
  const counts = new Map<string, number>()
  for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + 1)
  const together = groups.filter((group) => (counts.get(group) ?? 0) > 1).length
  const tells = counts.size > 1 && 2 * together >= stems.length
  return tells ? groups : undefined
}

/** What stands before the number of the frame, without words that are general. */
function ownerIn(stem: string): string | undefined {
  const named = PATIENT.exec(stem)?.[0]
  if (named !== undefined && named.length < stem.length) return named
  const parts = stem.split(SEPARATED).filter((part) => part !== '')
  // The frame's own number, and what is said after it.
  while (parts.length > 0 && isGeneral(parts.at(-1) ?? '')) parts.pop()
  if (!/^[a-z]{0,5}\d+$/i.test(parts.at(-1) ?? '')) return undefined
  parts.pop()
  const telling = parts.filter((part) => !isGeneral(part))
  return telling.length === 0 || telling.every((part) => YEAR.test(part)) ? undefined : telling.join('-')
}

const isGeneral = (part: string) => GENERAL.has(part.toLowerCase())

/** Whether folders are named after classes, lights or splits instead of patients. */
export const areGeneral = (folders: readonly string[]): boolean =>
  folders.every((folder) => folder.split(/[\s_\-./\\]+/).every(isGeneral))
