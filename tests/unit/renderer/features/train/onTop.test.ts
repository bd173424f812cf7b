import { describe, expect, it } from 'vitest'
import { onTop } from '../../../../../src/renderer/features/train/onTop.ts'

const finished = (id: string) => ({ id, state: 'finished' }) as const

describe('the round above the form', () => {
  it('is the one that runs, also where it is not the newest', () => {
    expect(onTop([finished('new'), { id: 'old', state: 'running' }], 'new')).toBe('old')
  })

  it('is none where all have ended before the screen was opened', () => {
    expect(onTop([finished('new')], undefined)).toBeUndefined()
  })

  it('stays where it is when it is paused, and when it ends', () => {
    expect(onTop([{ id: 'new', state: 'paused' }, finished('old')], undefined)).toBe('new')
    expect(onTop([finished('new'), finished('old')], 'new')).toBe('new')
  })

  it('makes way for the next one', () => {
    expect(onTop([{ id: 'next', state: 'running' }, finished('new')], 'new')).toBe('next')
    expect(onTop([finished('next'), { id: 'old', state: 'paused' }], 'next')).toBe('next')
  })
})
