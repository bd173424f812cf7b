import type { Mark } from '../../report/table.ts'

/**
 * Which of a column's figures are best and which second, as they are printed: two that look the same are marked the
 * same. Nothing is marked where all look the same, and no second among fewer than three.
 */
export function marksOf(printed: readonly (string | null)[]): (Mark | undefined)[] {
  const known = printed.filter((text) => text !== null)
  const [best, second] = [...new Set(known)].sort((a, b) => Number(b) - Number(a))
  if (second === undefined) return printed.map(() => undefined)
  return printed.map((text) => {
    if (text === best) return 'best'
    return text === second && known.length > 2 ? 'second' : undefined
  })
}
