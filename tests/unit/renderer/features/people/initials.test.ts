import { describe, expect, it } from 'vitest'
import { initials } from '../../../../../src/renderer/features/people/initials.ts'

describe('initials', () => {
  it.each([
    ['Eva', 'E'],
    ['Berta Maria Huber', 'BH'],
    ['王小明', '小明'],
    ['欧阳克明 Prof. Dr. Anna', '欧A'],
    ['dr.huber', 'DH'],
    ['ärztin', 'Ä'],
    ['!!', '!'],
  ])('of %s are %s', (name, wanted) => {
    expect(initials(name)).toBe(wanted)
  })
})
