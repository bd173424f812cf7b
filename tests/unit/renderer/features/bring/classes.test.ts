import { describe, expect, it } from 'vitest'
import { proposedClasses, withoutClass } from '../../../../../src/renderer/features/bring/classes.ts'
import { IGNORE, laryngealClasses, problemWith } from '../../../../../src/shared/domain/labelClass.ts'
import { type MaskMark, mappedMeaning, proposedMeaning } from '../../../../../src/shared/domain/maskMap.ts'

const words = { background: 'background', lesion: 'lesion', numbered: (key: string) => `class ${key}` }
const values = (...keys: number[]): MaskMark[] =>
  keys.map((key) => ({ key: String(key), kind: 'value', colour: null, masks: 1, share: 0.1 }))
const colours = (...keys: string[]): MaskMark[] =>
  keys.map((key) => ({ key, kind: 'colour', colour: key, masks: 1, share: 0.1 }))
const labels = (...keys: string[]): MaskMark[] =>
  keys.map((key) => ({ key, kind: 'label', colour: null, masks: 1, share: null }))

describe('classes of a new study, from what the masks hold', () => {
  it('takes black and white for one lesion', () => {
    expect(proposedClasses(values(0, 255), words)).toEqual({
      classes: ['background', 'lesion'],
      meanings: { 0: 0, 255: 1 },
    })
  })

  it('takes 0 to 2 for the larynx, and white among them for ignored', () => {
    expect(proposedClasses(values(0, 1, 2, 255), words)).toEqual({
      classes: ['normal', 'benign', 'malignant'],
      meanings: { 0: 0, 1: 1, 2: 2, 255: IGNORE },
    })
  })

  it('makes a class of each value, colour and name', () => {
    expect(proposedClasses(values(0, 1, 2, 3, 4, 5, 6), words).classes).toHaveLength(7)
    expect(proposedClasses(colours('#000000', '#00ff00', '#ff0000'), words).meanings).toEqual({
      '#000000': 0,
      '#00ff00': 1,
      '#ff0000': 2,
    })
    expect(proposedClasses(labels('polyp', 'Ignore', 'cyst'), words)).toEqual({
      classes: ['background', 'polyp', 'cyst'],
      meanings: { polyp: 1, Ignore: IGNORE, cyst: 2 },
    })
  })

  it('leaves open what is beyond eight classes', () => {
    const { classes, meanings } = proposedClasses(values(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), words)
    expect(classes).toHaveLength(8)
    expect([meanings['7'], meanings['8'], meanings['9']]).toEqual([7, null, null])
  })

  it('lets a class go, with what meant it', () => {
    const before = proposedClasses(values(0, 3, 4, 255), words)
    expect(withoutClass(before, 1)).toEqual({
      classes: ['background', 'class 4'],
      meanings: { 0: 0, 3: null, 4: 1, 255: IGNORE },
    })
    expect(problemWith(['a', 'A '])).toBe('twice')
    expect(problemWith(['a', ' '])).toBe('unnamed')
    expect(problemWith(['a', 'b'])).toBeUndefined()
  })
})

describe('what marks mean in a study that is there', () => {
  const meaning = (marks: MaskMark[], classes = laryngealClasses) =>
    Object.fromEntries(proposedMeaning(marks, classes))
  const two = [
    { name: 'background', colour: '#000000' },
    { name: 'polyp', colour: '#f2b134' },
  ]

  it('goes without saying where a value, a name or a colour is a class', () => {
    expect(meaning(values(0, 1, 2, 255))).toEqual({ 0: 0, 1: 1, 2: 2, 255: IGNORE })
    expect(meaning(labels('Benign', 'background', 'ignore'))).toEqual({
      Benign: 1,
      background: 0,
      ignore: IGNORE,
    })
    expect(meaning(colours('#000000', '#ff5a4f'))).toEqual({ '#000000': 0, '#ff5a4f': 2 })
  })

  it('is open where only a person can say', () => {
    expect(meaning(values(0, 255))).toEqual({ 0: 0, 255: null })
    expect(meaning(values(0, 9))).toEqual({ 0: 0, 9: null })
    expect(meaning(values(0, 1, 6))).toEqual({ 0: 0, 1: null, 6: null })
    expect(meaning(labels('cyst'))).toEqual({ cyst: null })
    expect(meaning(colours('#000000', '#00ff00'))).toEqual({ '#000000': 0, '#00ff00': null })
  })

  it('is the one lesion of a study of two classes', () => {
    expect(meaning(values(0, 255), two)).toEqual({ 0: 0, 255: 1 })
    expect(meaning(colours('#000000', '#ff0000'), two)).toEqual({ '#000000': 0, '#ff0000': 1 })
    expect(meaning(labels('cyst'), two)).toEqual({ cyst: 1 })
  })
})

describe('what marks mean by a map that somebody wrote', () => {
  const meaning = (marks: MaskMark[], map: Record<string, number>) =>
    Object.fromEntries(mappedMeaning(marks, laryngealClasses, new Map(Object.entries(map))))

  it('is met by the colour that a codec made of another, one mark for each colour', () => {
    expect(meaning(colours('#020002', '#fc0505', '#0af608'), { '#ff0000': 2, '#00ff00': 1, '*': 0 })).toEqual(
      {
        '#020002': 0,
        '#fc0505': 2,
        '#0af608': 1,
      },
    )
    expect(meaning(colours('#000000', '#ff0000', '#e00000'), { '#ff0000': 2 })).toEqual({
      '#000000': 0,
      '#ff0000': 2,
      '#e00000': null,
    })
  })

  it('takes white and black by number or by colour, and no other grey for a colour', () => {
    const grey = (key: string, colour: string): MaskMark => ({
      key,
      kind: 'value',
      colour,
      masks: 1,
      share: 0.1,
    })
    const marks = [grey('0', '#000000'), grey('1', '#010101'), grey('255', '#ffffff')]
    expect(meaning(marks, { '#ffffff': 2, '#000000': 0 })).toEqual({ 0: 0, 1: null, 255: 2 })
    expect(meaning(colours('#000000', '#ffffff'), { 255: 1 })).toEqual({ '#000000': 0, '#ffffff': 1 })
  })

  it('is nothing for a class that the study has not', () => {
    expect(meaning(values(0, 9), { 9: 3 })).toEqual({ 0: 0, 9: null })
    expect(meaning(values(0, 9), { 9: IGNORE })).toEqual({ 0: 0, 9: IGNORE })
  })
})

describe('white', () => {
  const white = (alone?: number): MaskMark => ({
    key: '255',
    kind: 'value',
    colour: '#ffffff',
    masks: 1,
    alone,
    share: 0.1,
  })
  const meaning = (marks: MaskMark[]) => proposedMeaning(marks, laryngealClasses).get('255')

  it('is left out among other values, and open where a grey mask holds it alone or others hold no values', () => {
    expect(meaning([...values(0, 1), white()])).toBe(IGNORE)
    expect(meaning([...values(0, 1), white(1)])).toBe(null)
    expect(meaning([...labels('polyp'), white()])).toBe(null)
    expect(meaning([...colours('#ff0000'), white()])).toBe(null)
    expect(proposedClasses([...values(0, 1, 2), white(1)], words).classes).toEqual([
      'background',
      'class 1',
      'class 2',
      'class 255',
    ])
  })
})
