// Preloaded into a process (`--import`): its clock jumps by so many years at each turn of a file that a test writes.
import { readFileSync } from 'node:fs'

const Real = Date
const YEAR = 365.25 * 86_400_000
const shift = () => {
  try {
    return Number(readFileSync(process.env.LOCO_TEST_CLOCK, 'utf8')) * YEAR
  } catch {
    return 0
  }
}
globalThis.Date = class extends Real {
  constructor(...given) {
    if (given.length > 0) super(...given)
    else super(Real.now() + shift())
  }
  static now() {
    return Real.now() + shift()
  }
}
