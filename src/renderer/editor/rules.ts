import type { Mask } from '../../shared/domain/mask.ts'
import type { Rectangle } from './pixels/Rectangle.ts'

/** What paint may go over: everything, only background, or only one class. */
export type Overwrite = 'all' | 'background' | number

export interface PaintRules {
  readonly overwrite: Overwrite
  /** Classes that neither take nor give a pixel. */
  readonly locked: readonly number[]
}

/** The rules with a class locked, or not any more. */
export const toggledLock = (rules: PaintRules, value: number): PaintRules => ({
  ...rules,
  locked: rules.locked.includes(value)
    ? rules.locked.filter((one) => one !== value)
    : [...rules.locked, value],
})

/** The rule that keeps a pixel as it is. */
export type Blocking = 'overwrite' | 'lock'

const BLOCKING: readonly Blocking[] = ['overwrite', 'lock']

/**
 * Rules as a table: 0 where a pixel may go `from << 8 | to`, else the number of the rule that keeps it. One look per
 * pixel, and the tools need not know that there are rules.
 */
export function ruleTable({ overwrite, locked }: PaintRules): Uint8Array {
  const table = new Uint8Array(65536)
  for (let from = 0; from < 256; from++) {
    for (let to = 0; to < 256; to++) {
      // Rubbing out is what "only background" is no reason against: nothing would ever come off again.
      const over =
        overwrite === 'all' || (overwrite === 'background' ? from === 0 || to === 0 : from === overwrite)
      table[(from << 8) | to] = locked.includes(from) || locked.includes(to) ? 2 : over ? 0 : 1
    }
  }
  return table
}

export const allowsAll = ({ overwrite, locked }: PaintRules): boolean =>
  overwrite === 'all' && locked.length === 0

/**
 * Puts back what the rules of a `ruleTable` keep, in a rectangle of a mask that was painted on; `settled` is the mask
 * before. Returns the rule that kept the last of them; undefined where none kept any.
 */
export function keepRuled(
  { data, width: stride }: Mask,
  settled: Uint8Array,
  table: Uint8Array,
  { x, y, width, height }: Rectangle,
): Blocking | undefined {
  let blocked = 0
  for (let row = y; row < y + height; row++) {
    const end = row * stride + x + width
    for (let at = row * stride + x; at < end; at++) {
      const from = settled[at]!
      const to = data[at]!
      if (from === to) continue
      const rule = table[(from << 8) | to]!
      if (rule === 0) continue
      data[at] = from
      blocked = rule
    }
  }
  return BLOCKING[blocked - 1]
}
