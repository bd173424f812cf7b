import { describe, expect, it } from 'vitest'
import { readingAfter } from '../../../../src/shared/domain/readingAfter.ts'
import {
  isReadBlind,
  type ReadingStage,
  type StageFacts,
  stageOf,
} from '../../../../src/shared/domain/stage.ts'
import { isOn, type Waiting, worklists } from '../../../../src/shared/domain/worklists.ts'

const facts = (
  assigned: readonly string[],
  readings: Readonly<Record<string, ReadingStage>>,
  verdict?: StageFacts['verdict'],
): StageFacts => ({ assigned, readings: new Map(Object.entries(readings)), verdict })

const SAYS = [undefined, 'begun', 'accepted', 'returned', 'settled', 'reopened'] as const
const READINGS = [undefined, 'inProgress', 'submitted', 'returned'] as const
/** Every set of readings of two people, every last word, and both of what becomes of its mask. */
const every = SAYS.flatMap((says) =>
  [true, false].flatMap((holds) =>
    READINGS.flatMap((anna) =>
      READINGS.flatMap((berta) =>
        [[], ['anna'], ['anna', 'berta']].map((assigned) => ({ says, holds, anna, berta, assigned })),
      ),
    ),
  ),
)

describe('the stage of a frame', () => {
  it('goes by what wins, whatever else is stored', () => {
    for (const { says, holds, anna, berta, assigned } of every) {
      const readings = { ...(anna && { anna }), ...(berta && { berta }) }
      const stage = stageOf(facts(assigned, readings, says && { says, holds }))
      const both = [anna, berta]
      const isDone = assigned.includes('anna')
        ? anna === 'submitted' && (!assigned.includes('berta') || berta === 'submitted')
        : both.includes('submitted')
      const expected =
        (says === 'accepted' || says === 'settled') && holds
          ? 'accepted'
          : both.includes('returned')
            ? 'returned'
            : says === 'begun'
              ? 'inReview'
              : isDone
                ? 'submitted'
                : both.some((reading) => reading !== undefined)
                  ? 'inProgress'
                  : 'unlabelled'
      expect(stage, JSON.stringify({ says, holds, readings, assigned })).toBe(expected)
    }
  })

  it('is read blind by two or more until each has finished once', () => {
    const two = ['anna', 'berta']
    expect(isReadBlind(facts(['anna'], {}))).toBe(false)
    expect(isReadBlind(facts(two, {}))).toBe(true)
    expect(isReadBlind(facts(two, { anna: 'submitted', berta: 'inProgress' }))).toBe(true)
    expect(isReadBlind(facts(two, { anna: 'submitted', berta: 'submitted' }))).toBe(false)
    expect(isReadBlind(facts(two, { anna: 'submitted', berta: 'returned' }))).toBe(false)
  })
})

describe('a reading', () => {
  const becomes = (before: ReadingStage | undefined, says?: 'finished' | 'open', rest = {}) =>
    readingAfter({ before, says, holdsAnything: true, lostLabel: false, ...rest })

  it('begins with paint, ends with a word, and goes back with it', () => {
    expect(becomes(undefined)).toBe('inProgress')
    expect(becomes(undefined, undefined, { holdsAnything: false })).toBeUndefined()
    for (const before of READINGS) {
      expect(becomes(before, 'finished')).toBe('submitted')
      expect(becomes(before, 'open')).toBe('inProgress')
      expect(becomes(before, 'open', { holdsAnything: false })).toBeUndefined()
    }
  })

  it('stays finished while it is corrected, and returned until its reader submits it again', () => {
    expect(becomes('submitted')).toBe('submitted')
    expect(becomes('submitted', undefined, { lostLabel: true })).toBe('inProgress')
    expect(becomes('submitted', undefined, { lostLabel: true, holdsAnything: false })).toBeUndefined()
    expect(becomes('returned')).toBe('returned')
    expect(becomes('returned', undefined, { lostLabel: true, holdsAnything: false })).toBe('returned')
  })
})

describe('a list of work', () => {
  const waiting = (change: Partial<Waiting>): Waiting => {
    const of = facts(['anna'], {})
    const base = { facts: of, differs: false, isClosed: false, reader: 'anna', judgesOwn: false }
    const whole = { ...base, ...change }
    return { stage: stageOf(whole.facts), ...whole }
  }
  const listsOf = (change: Partial<Waiting>) => worklists.filter((list) => isOn(list, waiting(change)))
  const submitted = facts(['anna'], { anna: 'submitted' })

  it('holds what one was given and has not submitted, and what came back', () => {
    expect(listsOf({})).toEqual(['mine'])
    expect(listsOf({ reader: 'berta' })).toEqual([])
    expect(listsOf({ facts: facts(['anna'], { anna: 'inProgress' }) })).toEqual(['mine'])
    expect(listsOf({ facts: facts(['anna'], { anna: 'returned' }) })).toEqual(['returned'])
    expect(listsOf({ isClosed: true })).toEqual([])
  })

  it('lets others judge a mask, and oneself where there is nobody else', () => {
    expect(listsOf({ facts: submitted })).toEqual([])
    expect(listsOf({ facts: submitted, judgesOwn: true })).toEqual(['toReview'])
    expect(listsOf({ facts: submitted, reader: 'carla' })).toEqual(['toReview'])
    expect(listsOf({ facts: submitted, reader: 'carla', differs: true })).toEqual(['toSettle'])
    const accepted = facts(['anna'], { anna: 'submitted' }, { says: 'accepted', holds: true })
    expect(listsOf({ facts: accepted, reader: 'carla', differs: true })).toEqual([])
  })
})
