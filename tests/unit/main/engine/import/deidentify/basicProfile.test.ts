import { expect, it } from 'vitest'
import { retained } from '../../../../../../src/main/engine/import/deidentify/basicProfile.ts'

const text = (tag: string) => `value of ${tag}`
const followed = (retainDeviceIdentity: boolean, retainModifiedDates: boolean) => ({
  retainDeviceIdentity: { followed: retainDeviceIdentity },
  retainModifiedDates: { followed: retainModifiedDates },
})

it('a device and dates stay because an option of the profile lets them, and go without it', () => {
  expect(retained(text)).toMatchObject({ manufacturer: 'value of 00080070', model: 'value of 00081090' })
  expect(retained(text, followed(false, true))).toMatchObject({
    manufacturer: '',
    model: '',
    studyDate: 'value of 00080020',
    sopClass: 'value of 00080016',
  })
  expect(retained(text, followed(true, false))).toMatchObject({ model: 'value of 00081090', studyDate: '' })
})
