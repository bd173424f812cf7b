import { describe, expect, it } from 'vitest'
import { initials } from '../../../../../src/renderer/ui/presence/initials.ts'

describe('initials', () => {
  it.each([
    ['Eva', 'E'],
    ['Berta von Suttner', 'BS'],
    ['  anna-lena  k. ', 'AK'],
    ['王小明', '小明'],
    ['欧阳克明 Prof. Dr. Anna', '克明'],
    ['dr.huber', 'DH'],
    ['ärztin', 'Ä'],
    ['Éva 𝒳', 'É𝒳'],
    ['!!', '!'],
    ['', ''],
  ])('of %s are %s', (name, wanted) => {
    expect(initials(name)).toBe(wanted)
  })
})
