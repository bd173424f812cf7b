import { describe, expect, it } from 'vitest'
import { initials } from '../../../../../src/renderer/ui/presence/initials.ts'

describe('initials', () => {
  it.each([
    ['Berta', 'B'],
    ['Berta von Suttner', 'BS'],
    ['  anna-lena  k. ', 'AK'],
    ['王小明', '小明'],
    ['李雷 (ENT)', '李雷'],
    ['Éva 𝒳', 'É𝒳'],
    ['', ''],
  ])('of %s are %s', (name, short) => {
    expect(initials(name)).toBe(short)
  })
})
