import { IGNORE } from '../../../../shared/domain/labelClass.ts'
import type { Found, Rejected } from '../found/Incoming.ts'
import { inOrder } from '../found/inOrder.ts'
import { refusalOf } from '../found/refusalOf.ts'
import { openedOf } from '../images/readImage.ts'
import { weightOf, whileHeld } from '../images/weight.ts'

const AT_ONCE = 4

/**
 * What of the masks that files of annotations describe cannot be drawn on their frames: each is drawn once, so that people
 * read it before anything is written. Frames that are taken out of films and DICOM files are left to the import.
 */
export async function undrawable(found: readonly Found[], signal?: AbortSignal): Promise<Rejected[]> {
  const described = found.filter(({ mask, read, refused }) => mask?.draw && !read && !refused)
  const problems: Rejected[] = []
  for await (const some of inOrder(described, AT_ONCE, problemsOf)) {
    signal?.throwIfAborted()
    problems.push(...some)
  }
  return problems
}

async function problemsOf(item: Found): Promise<Rejected[]> {
  const { mask } = item
  if (!mask?.draw) return []
  // An image that cannot be opened is told of as such, by whoever shows or reads it.
  const size = await whileHeld(weightOf(item, {}), () => openedOf(item)).catch(refusalOf)
  if (!('width' in size)) return []
  try {
    const { leftOut = [] } = await mask.draw(size, () => IGNORE)
    return leftOut.map((reason) => ({ path: mask.path, reason }))
  } catch (error) {
    return [{ path: mask.path, reason: refusalOf(error) }]
  }
}
