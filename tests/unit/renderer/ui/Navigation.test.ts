import { describe, expect, it } from 'vitest'
import { navigated, START } from '../../../../src/renderer/ui/Navigation.ts'

const inAList = { ...START, frame: 7, list: 'a', filter: { labelled: false } } as const

describe('the list that one goes through', () => {
  it('stays from frame to frame and from screen to screen', () => {
    const next = navigated({ ...inAList, screen: 'annotate' }, { frame: 8 })
    expect(next).toMatchObject({ frame: 8, list: 'a' })
    expect(navigated(navigated(next, { screen: 'train' }), { screen: 'annotate' })).toEqual(next)
  })

  it.each([{ filter: {} }, { narrow: {} }, { sort: undefined }, { screen: 'annotate', frame: 9 }] as const)(
    'begins anew with %o',
    (to) => {
      expect(navigated(inAList, to).list).toBeUndefined()
    },
  )
})

describe('a frame of the queue', () => {
  it('stays one on other screens, and is none once one goes on by the list', () => {
    const opened = navigated(START, { screen: 'annotate', frame: 7, queued: true })
    expect(opened.queued).toBe(true)
    expect(navigated(navigated(opened, { screen: 'train' }), { screen: 'annotate' }).queued).toBe(true)
    expect(navigated(opened, { list: 'a' }).queued).toBe(true)
    expect(navigated(opened, { frame: 8 }).queued).toBe(false)
  })
})

describe('the filter', () => {
  it('keeps what another change has set before it was shown', () => {
    const searched = { ...START, filter: { search: 'frame-03' } }
    const cleared = navigated(searched, { narrow: { search: undefined } })
    expect(navigated(cleared, { narrow: { labelled: false } }).filter).toEqual({ labelled: false })
    expect(navigated(cleared, { filter: { modality: 'NBI' } }).filter).toEqual({ modality: 'NBI' })
  })
})
