import { describe, expect, it } from 'vitest'
import { codeHash, oneTimeCode } from '../../../../../src/main/engine/accounts/codes.ts'
import { folded, personName } from '../../../../../src/main/engine/accounts/names.ts'

describe('a name', () => {
  it('is kept trimmed and composed', () => {
    expect(personName('  Jose\u0301 ')).toBe('Jos\u00e9')
    expect(personName('王'.repeat(60))).toHaveLength(60)
  })

  it.each(['', '   ', 'a'.repeat(61), 'two\nlines', 'zero\u200bwidth', '\u202eturned', 'half \ud800'])(
    'is not %j',
    (text) => {
      expect(() => personName(text)).toThrow(/1 to 60/)
    },
  )

  it('is the same in small, full-width and composed letters', () => {
    expect(new Set(['Berta', ' berta', 'ＢＥＲＴＡ'].map(folded))).toEqual(new Set(['berta']))
    expect(folded('Berta')).not.toBe(folded('Bert'))
  })
})

describe('a one-time code', () => {
  it('has 28 signs in groups of four, each time others, and is known by its hash', () => {
    const [one, other] = [oneTimeCode(), oneTimeCode()]
    expect(one.code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(one.hash).toBe(codeHash(one.code))
    expect(one.hash).not.toBe(other.hash)
    expect(one.hash).not.toContain(one.code)
  })

  it('is taken as people type it', () => {
    expect(codeHash('o1il 0abc')).toBe(codeHash('0111-0ABC'))
  })
})
