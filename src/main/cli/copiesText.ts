import type { CatalogueCopy } from '../../shared/contract/study.ts'
import type { Reason } from '../../shared/reasons/index.ts'
import { inWords } from './inWords.ts'

/** Why a study does not open and what can be opened instead, for whoever reads a terminal. */
export function copiesText({
  why,
  copies,
}: {
  why: Reason | null
  copies: readonly CatalogueCopy[]
}): string {
  if (why === null) return 'This study opens; there is nothing to recover.'
  const lines = copies.map(
    ({ file, at, frames, isItself }) =>
      `--copy ${file}  of ${new Date(at).toLocaleString()}, ${frames} frames${isItself ? ', without what was done last' : ''}`,
  )
  const none = 'There is no copy in its folder; bring a backup back with loco study restore.'
  return [inWords(why), ...(lines.length > 0 ? lines : [none])].join('\n')
}
