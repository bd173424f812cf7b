import { countValues } from '../../../../shared/domain/mask.ts'
import { decodeMask } from '../../../../shared/domain/rle.ts'
import { Refused, refused } from '../../../../shared/reasons/Refused.ts'
import { PairService } from '../../../engine/assist/PairService.ts'
import type { Check } from './Check.ts'

/** Around the middle of a demo frame, in px of its 384. */
const BOX = { left: 120, top: 120, right: 264, bottom: 264 }

/** Box assist answers a box, where its nets are there. */
export const boxAssist: Check = {
  name: 'boxAssist',
  needs: ['study'],
  async look({ engine }) {
    const { pair, problem } = await PairService.state(engine.runtime)
    if (problem) throw new Refused(problem)
    const [frame = 0] = engine.study.index.ids({}, undefined)
    const { mask, score } = await engine.assist.propose({ frame, box: BOX, clicks: [] })
    const pixels = countValues(decodeMask(Buffer.from(mask, 'base64')))[1] ?? 0
    if (pixels === 0) throw refused('testBoxEmpty')
    return { pair: pair ?? '–', pixels, score: Math.round(100 * score) }
  },
}
