import { expect, it } from 'vitest'
import { type ClassOptions, changedClasses } from '../../../../src/main/cli/changedClasses.ts'
import { laryngealClasses } from '../../../../src/shared/domain/labelClass.ts'

const none = { add: [], rename: [], colour: [] }
const changed = (change: Partial<ClassOptions>) => changedClasses(laryngealClasses, { ...none, ...change })

it('renames, colours by the new name, and adds at the end', () => {
  const classes = changed({
    rename: ['benign=polyp'],
    colour: ['polyp=#00ff00'],
    add: ['cyst'],
  })
  expect(classes.map(({ name }) => name)).toEqual(['normal', 'polyp', 'malignant', 'cyst'])
  expect(classes[1]?.colour).toBe('#00ff00')
  expect(classes[3]?.colour).toMatch(/^#[0-9a-f]{6}$/)
  expect(changed({})).toEqual(laryngealClasses)
})

it.each([
  [{ rename: ['cyst=polyp'] }, /There is no class cyst; this study has normal, benign, malignant/],
  [{ rename: ['benign'] }, /is no pair; write two values with =/],
  [{ colour: ['benign=red'] }, /"red" is no colour/],
])('%o is refused in a sentence', (change, sentence) => {
  expect(() => changed(change)).toThrow(sentence)
})
