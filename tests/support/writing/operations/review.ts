import { ReviewService } from '../../../../src/main/engine/review/ReviewService.ts'
import type { Call } from '../../../../src/main/engine/study/Call.ts'
import { callIn } from '../../me.ts'
import { inTables } from '../../tables.ts'
import { studyIn } from '../afterwards.ts'
import { smallStudy } from '../smallStudy.ts'
import type { Writing } from '../Writing.ts'

const frame = 1

/** A frame whose only finding stands, which finishes it; taking that back opens it again; each time somebody remarks on it. */
export const reviewing: Writing = {
  name: 'review',
  prepare: smallStudy,
  async write(engine, home, stage) {
    const call = callIn(await studyIn(engine, home))
    stage.begin()
    for (let n = 1; n <= stage.repeats; n++) {
      const text = `remark ${n}`
      stage.acknowledge(
        `comment ${await ReviewService.addComment(call, { frame, text, place: null, answers: null })}`,
      )
      const mask = await ReviewService.underReview(call, frame)
      if (!mask) throw new Error('nothing is under review')
      if (mask.accepted) {
        await ReviewService.takeBack(call, frame)
        stage.acknowledge(`verdict ${await verdictsIn(call)}`)
        continue
      }
      const { layer, revision } = mask
      const regions = mask.regions.map(({ value, x, y }) => ({ value, x, y }))
      await ReviewService.decide(call, { frame, layer, revision, regions, says: 'accepted', reason: null })
      stage.acknowledge(`verdict ${await verdictsIn(call)}`)
    }
  },
  async check(engine, home, { acknowledged }) {
    const study = await studyIn(engine, home)
    const { folder } = study.store
    const kept = (table: string) =>
      inTables<{ id: number }>(folder, `SELECT id FROM ${table}`).map(({ id }) => id)
    const [verdicts, comments] = [Math.max(0, ...kept('verdict')), new Set(kept('comment'))]
    const isKept = (line: string) => {
      const [what, number] = line.split(' ')
      return what === 'comment' ? comments.has(Number(number)) : Number(number) <= verdicts
    }
    // A frame is finished with its last finding, never without.
    const [last] = inTables<{ says: string }>(folder, 'SELECT says FROM verdict ORDER BY id DESC LIMIT 1')
    const [region] = inTables<{ says: string }>(
      folder,
      'SELECT says FROM region_verdict ORDER BY id DESC LIMIT 1',
    )
    const isWhole = (last?.says === 'accepted') === (region?.says === 'accepted')
    return [
      ...acknowledged.filter((line) => !isKept(line)).map((line) => `lost: ${line}`),
      ...(isWhole ? [] : [`the frame is ${last?.says}, its finding ${region?.says}`]),
    ]
  },
}

async function verdictsIn({ study }: Call): Promise<number> {
  const { fn } = study.store.db
  const { last } = await study.store.db
    .selectFrom('verdict')
    .select(fn.max('id').as('last'))
    .executeTakeFirstOrThrow()
  return Number(last ?? 0)
}
