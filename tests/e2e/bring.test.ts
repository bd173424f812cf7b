import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faults } from '../support/axe.ts'
import { type AppWindow, openWindow } from '../support/browser.ts'
import { dicomImage } from '../support/dicom.ts'
import { hasBuild, hasChromium, hasImages, images } from '../support/places.ts'
import { temporaryFolder } from '../support/TestStudy.ts'
import { User } from '../support/userLoop.ts'

const place = temporaryFolder()
const at = (...names: string[]) => join(place.path, ...names)

/** Pairs as research sets have them: JPEG frames, and masks as JPEG with ringing or with values of their own. */
async function writeJpegPairs(folder: string, names: readonly string[], white = 255): Promise<void> {
  for (const part of ['images', 'masks']) mkdirSync(join(folder, part), { recursive: true })
  const side = 96
  for (const [n, name] of names.entries()) {
    const mask = Buffer.from(
      Uint8Array.from({ length: side * side }, (_, i) =>
        Math.hypot((i % side) - 40 - n, Math.floor(i / side) - 44) < 20 ? white : 0,
      ),
    )
    const picture = Buffer.from(
      Uint8Array.from(
        { length: side * side * 3 },
        (_, i) => 90 + ((i * (n + 5)) % 61) + (mask[Math.floor(i / 3)] ? 60 : 0),
      ),
    )
    await sharp(picture, { raw: { width: side, height: side, channels: 3 } })
      .jpeg()
      .toFile(join(folder, 'images', `${name}.jpg`))
    const grey = sharp(mask, { raw: { width: side, height: side, channels: 1 } })
    if (white === 255) await grey.jpeg({ quality: 60 }).toFile(join(folder, 'masks', `${name}.jpg`))
    else await grey.png().toFile(join(folder, 'masks', `${name}.png`))
  }
}

describe.skipIf(!hasBuild || !hasChromium)('bringing frames in', () => {
  let opened: AppWindow
  let page: Page
  let user: User
  let complaints: string[]

  beforeAll(async () => {
    opened = await openWindow(undefined, { viewport: { width: 1024, height: 768 } })
    page = opened.page
    complaints = opened.complaints
    user = new User(page, 'bring')
  })
  afterAll(async () => {
    await opened.close()
    place.remove()
  })

  const startsNew = async () => {
    await page.reload()
    await page.getByRole('button', { name: /New study from a folder|Studies/ }).waitFor()
    if (await page.getByRole('navigation').isVisible()) await user.goesToStudies()
    await page.getByRole('button', { name: /New study from a folder/ }).click()
  }
  const recent = () =>
    existsSync(join(opened.app.data, 'recent.json'))
      ? (JSON.parse(readFileSync(join(opened.app.data, 'recent.json'), 'utf8')) as { folder: string }[]).map(
          ({ folder }) => folder,
        )
      : []

  it('makes a study of JPEG pairs by going on alone: masks, patients by name, held-out patients', {
    timeout: 120_000,
  }, async () => {
    const names = Array.from(
      { length: 12 },
      (_, n) => `P0${Math.floor(n / 2) + 1}_${String(n).padStart(3, '0')}`,
    )
    await writeJpegPairs(at('pairs'), names)
    await startsNew()
    await user.photograph('choose')
    await user.choosesToBring(at('pairs'))
    await user.photograph('look')
    expect(await faults(page)).toEqual([])
    await user.goesOnTo('Classes')
    await page.locator('[data-mark="255"]').getByText('12').waitFor()
    expect(await page.getByRole('combobox', { name: 'What 255 means' }).inputValue()).toBe('lesion')
    await user.photograph('classes')
    expect(await faults(page)).toEqual([])
    await user.goesOnTo('Patients')
    await page.getByText('By their file names, these frames look like 6 patients. Right?').waitFor()
    await user.photograph('patients')
    expect(await faults(page)).toEqual([])
    await user.goesOnTo('Split')
    await page.getByRole('region', { name: 'Validation' }).getByText('1 patient', { exact: false }).waitFor()
    await user.photograph('split')
    expect(await faults(page)).toEqual([])
    await user.goesOnTo('Names and texts')
    await user.photograph('names')
    expect(await faults(page)).toEqual([])
    await user.goesOnTo('Import')
    await user.photograph('import')
    expect(await faults(page)).toEqual([])
    await user.importsWhatIsThere()
    await page.getByText('12 frames are in the study.').waitFor()
    await page.getByText('12 masks came with them.').waitFor()
    await user.photograph('report')
    await page.getByRole('button', { name: 'Go to the library' }).click()
    await page.locator('.tile').first().waitFor()
    expect(existsSync(at('pairs – LoCo study', 'catalogue.sqlite'))).toBe(true)
    expect(recent()).toEqual([at('pairs – LoCo study')])
    expect(complaints).toEqual([])
  })

  it('lets classes be named, patients joined, parted and moved, and stops at a value without a meaning', {
    timeout: 120_000,
  }, async () => {
    await writeJpegPairs(at('values'), ['a_1', 'b_1', 'c_1', 'd_1'], 4)
    await startsNew()
    await user.choosesToBring(at('values'))
    await user.goesOnTo('Classes')
    await page.getByLabel('Name of class 2').fill('papilloma')
    await page.getByRole('button', { name: 'Add a class' }).click()
    await page.getByLabel('Name of class 3').fill('cyst')
    await page.getByRole('button', { name: 'Remove papilloma' }).click()
    await page.getByText('Say what everything in the masks means').waitFor()
    await expect.poll(() => page.getByRole('button', { name: 'Next', exact: true }).isDisabled()).toBe(true)
    await user.photograph('unmapped')
    await page.getByRole('combobox', { name: 'What 4 means' }).click()
    await page.getByRole('option', { name: 'cyst' }).click()
    await user.goesOnTo('Patients')
    const chip = (name: string) => page.locator('.chip', { hasText: name })
    await chip('a_1').click()
    await chip('b_1').click()
    await page.getByRole('button', { name: 'Join 2 into one patient' }).click()
    await page.getByLabel('Name of the patient').fill('Patient A')
    await page.getByRole('button', { name: 'Rename', exact: true }).click()
    await chip('Patient A').click()
    await user.photograph('joined')
    await user.goesOnTo('Split')
    await page.getByTestId('missing-validation').waitFor()
    await user.photograph('nothing-held-out')
    await page.getByRole('button', { name: /^c_1 in Training/ }).click()
    await page.getByRole('button', { name: /^d_1 in Training/ }).click()
    await page.getByRole('button', { name: /^d_1 in Validation/ }).click()
    expect(await page.getByTestId('missing-validation').count()).toBe(0)
    await user.importsWhatIsThere()
    await page.getByRole('button', { name: 'Go to the library' }).click()
    await user.goesTo('Study')
    for (const side of ['train', 'validation', 'test'])
      await page.locator(`[data-side="${side}"]`).getByText('1 patient', { exact: true }).waitFor()
    await page.getByText('cyst').or(page.locator('input[value="cyst"]')).first().waitFor()
    expect(complaints).toEqual([])
  })

  it('leads DICOM to a new study with a key made in place', { timeout: 120_000 }, async () => {
    mkdirSync(at('dicom'))
    for (const n of [1, 2])
      writeFileSync(
        at('dicom', `${n}.dcm`),
        dicomImage(
          `2.25.1${n}`,
          Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => 80 + ((i * (7 + n)) % 60)),
          64,
        ),
      )
    await startsNew()
    await page.getByLabel('Folder path').fill(at('dicom'))
    await user.presses('Enter')
    await page.getByText('2 DICOM files').waitFor()
    await user.photograph('dicom-files')
    await user.choosesToBring(at('dicom'))
    await user.goesOnTo('Patients')
    await page.getByText('The DICOM files name 1 patient. Right?').waitFor()
    expect(await page.getByText('Doe').count()).toBe(0)
    await user.goesOnTo('Names and texts')
    await page.getByLabel('Passphrase of the key').fill('correct horse')
    await page.getByLabel('Passphrase once more').fill('correct house')
    await page.getByText('The two passphrases differ.').waitFor()
    await page.getByLabel('Passphrase once more').fill('correct horse')
    await user.photograph('key')
    expect(await faults(page)).toEqual([])
    await user.importsWhatIsThere()
    await page.getByRole('button', { name: 'Go to the library' }).click()
    await expect
      .poll(() => page.locator('.tile').first().getAttribute('data-name'))
      .toMatch(/^P-[A-Z2-9]{8}-/)
    expect(readdirSync(join(opened.app.data, 'keys'))).toHaveLength(1)
    // The study is not named after a folder that may be named after a patient.
    expect(recent()[0]).toBe(at('LoCo study'))
  })

  it('leaves nothing behind where a try fails', { timeout: 60_000 }, async () => {
    mkdirSync(at('bad/images'), { recursive: true })
    writeFileSync(at('bad/images/notes.png'), 'these are notes')
    const before = recent()
    await startsNew()
    await user.choosesToBring(at('bad'))
    await page.getByText('1 file stays outside').waitFor()
    await user.goesOnTo('Import')
    await page.getByRole('button', { name: /^Import \d/ }).click()
    await page.getByText(/None of the 1 files could be read, so nothing was made/).waitFor()
    await user.photograph('failed')
    expect(readdirSync(place.path).filter((name) => name.startsWith('bad'))).toEqual(['bad'])
    expect(recent()).toEqual(before)
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByText('Opened before').waitFor()
    expect(await page.getByText(/bad – LoCo study/).count()).toBe(0)
  })

  it.each([
    ['light', 'en', 1366, 768],
    ['dark', 'zh', 2560, 1440],
    ['light', 'zh', 1024, 768],
  ] as const)(
    'fits every step: %s, %s, %i×%i',
    { timeout: 60_000 },
    async (scheme, language, width, height) => {
      await page.setViewportSize({ width, height })
      await page.evaluate(
        ([s, l]) => {
          localStorage.setItem('mantine-color-scheme-value', s)
          localStorage.setItem('loco-language', l)
        },
        [scheme, language] as const,
      )
      const long = 'a_very_long_name_of_a_hospital_and_of_a_patient'
      await writeJpegPairs(at('long names'), [`${long}_1`, `${long}_2`, 'B_1', 'B_2'])
      await page.reload()
      const studies = page.getByRole('button', { name: /^(Studies|研究列表)$/ })
      const newStudy = page.getByRole('button', { name: /^(New study from a folder|从文件夹新建研究)/ })
      await newStudy.or(studies).first().waitFor()
      if (await studies.isVisible()) await studies.click()
      await newStudy.click()
      const picker = new User(page, `bring-${scheme}-${language}-${width}`)
      await page.getByRole('textbox').fill(at('long names'))
      await picker.presses('Enter')
      await page.getByText(/4 images here|4 幅图像/).waitFor()
      await page.getByRole('button', { name: /^(Choose this folder|选择此文件夹)$/ }).click()
      await page.getByRole('button', { name: /^(Choose another|重新选择)$/ }).waitFor()
      for (const step of ['look', 'classes', 'patients', 'split', 'names', 'import']) {
        await page.waitForTimeout(300)
        await picker.photograph(step)
        expect(await faults(page), step).toEqual([])
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        expect(overflow, step).toBeLessThanOrEqual(0)
        if (step !== 'import') await page.getByRole('button', { name: /^(Next|下一步)$/ }).click()
      }
    },
  )

  it('says what to do with what is dropped on a browser', async () => {
    await page.evaluate(() => localStorage.setItem('loco-language', 'en'))
    await page.reload()
    await page
      .getByRole('button', { name: /New study from a folder|Studies/ })
      .first()
      .waitFor()
    await page.evaluate(() => {
      const data = new DataTransfer()
      data.items.add(new File(['x'], 'x.png'))
      window.dispatchEvent(new DragEvent('dragenter', { dataTransfer: data, cancelable: true }))
    })
    await page.getByText('Drop to bring these in').waitFor()
    await user.photograph('dragging')
    await page.evaluate(() => {
      const data = new DataTransfer()
      data.items.add(new File(['x'], 'x.png'))
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }))
    })
    await page.getByText(/A browser does not tell where dropped files lie/).waitFor()
  })

  it.skipIf(!hasImages)(
    'is right for Kvasir pairs by Next and Next alone',
    { timeout: 180_000 },
    async () => {
      await startsNew()
      await user.choosesToBring(join(images, 'kvasir-seg'))
      await user.photograph('kvasir-look')
      await user.goesOnTo('Classes')
      await page.locator('[data-mark="255"]').waitFor()
      await expect.poll(() => page.locator('[data-mark]').count()).toBe(2)
      for (const step of ['Patients', 'Split', 'Names and texts', 'Import'] as const) {
        await user.goesOnTo(step)
        await user.photograph(`kvasir-${step.toLowerCase().replaceAll(' ', '-')}`)
      }
      // Beside read-only data there is no place for a study.
      await page.getByLabel('Folder of the study').fill(at('kvasir'))
      await user.importsWhatIsThere()
      await page.getByText('100 masks came with them.').waitFor()
      await user.photograph('kvasir-report')
    },
  )
})
