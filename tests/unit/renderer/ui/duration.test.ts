import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import en from '../../../../src/renderer/app/texts/en.json' with { type: 'json' }
import { duration, roughly } from '../../../../src/renderer/ui/duration.ts'

describe('a time for people', () => {
  beforeAll(() => i18next.init({ lng: 'en', resources: { en: { translation: en } } }))

  it('is told to the second where it was measured', () => {
    expect([59, 125, 3720].map(duration)).toEqual(['59 s', '2 min 05 s', '1 h 02 min'])
  })

  it('is told as well as it is known where it is guessed', () => {
    expect([3, 58, 61, 89].map(roughly)).toEqual(['5 s', '1 min 00 s', '1 min 05 s', '1 min 30 s'])
    expect([600, 592, 3570, 28_830].map(roughly)).toEqual(['10 min', '10 min', '1 h 00 min', '8 h 01 min'])
  })
})
