import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import zh from '../../src/renderer/app/texts/zh.json' with { type: 'json' }
import { type AppWindow, openWindow } from '../support/browser.ts'
import { makeEditorStudy } from '../support/editorStudy.ts'
import { Painter } from '../support/Painter.ts'
import { hasBuild, hasChromium } from '../support/places.ts'
import { speaks } from '../support/speaks.ts'
import { temporaryFolder } from '../support/TestStudy.ts'

const place = temporaryFolder()
const study = join(place.path, 'study')

/** Words that stand for themselves in Chinese as well: names, formats, units, what the study itself holds. */
const AS_THEY_ARE =
  /LoCo(?: Studio)?|NBI|WLI|IoU|Dice|DICOM|PNG|JPEG|CSV|COCO|CVAT|LabelMe|SEG|FAHSYU|Node|ImageNet|TensorFlow|EfficientNet|ResNet|CSAS|px|mm|Ctrl|Shift|Alt|Esc|Enter|Space|study|images|P1_E1_\w+(?:\.jpg)?|model-of-the-tour(?:\.pth)?|colleague|root|AI|zip|SHA256SUMS|GB|MB|CPU/g

describe.skipIf(!hasBuild || !hasChromium)('in Chinese', { timeout: 120_000 }, () => {
  let opened: AppWindow
  let page: Page
  let painter: Painter

  beforeAll(async () => {
    await makeEditorStudy(place.path, place.path)
    opened = await openWindow(place.path, { locale: 'en-GB' })
    page = opened.page
    painter = new Painter(page, 'chinese')
    await painter.opensStudy(study)
    await speaks(page, 'zh')
  })
  afterAll(async () => {
    await opened.close()
    place.remove()
  })

  it('the page says so, and its characters are drawn with a font of its own', async () => {
    expect(await page.locator('html').getAttribute('lang')).toBe('zh')
    await page.getByRole('button', { name: '研究', exact: true }).waitFor()
    const loaded = () =>
      page.evaluate(
        () =>
          [...document.fonts].filter((f) => f.family.includes('Noto Sans SC') && f.status === 'loaded')
            .length,
      )
    await expect.poll(loaded).toBeGreaterThan(3)
    await painter.photograph('library')
  })

  it('languages are chosen by their own names, without a mouse as well', async () => {
    const says = (language: string) => page.locator(`html[lang="${language}"]`).waitFor()
    const inUse = page.getByRole('menuitemradio', { checked: true })
    await page.getByRole('button', { name: '中文' }).press('Enter')
    const offered = await page
      .getByRole('menuitemradio')
      .evaluateAll((all) => all.map((item) => `${item.getAttribute('lang')} ${item.textContent}`))
    expect(offered).toEqual(['en English', 'zh 中文', 'de Deutsch', 'fr Français'])
    await expect.poll(() => inUse.evaluate((item) => item === document.activeElement)).toBe(true)
    expect(await inUse.textContent()).toBe('中文')
    await painter.photograph('languages')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await says('de')
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('combobox').fill('Sprache')
    await page.keyboard.press('Enter')
    await expect.poll(() => inUse.evaluate((item) => item === document.activeElement)).toBe(true)
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await says('zh')
  })

  it.each(['图库', '标注', '训练', '模型', '研究'])('%s holds no English word', async (screen) => {
    await page.getByRole('button', { name: screen, exact: true }).click()
    await page.waitForTimeout(500)
    await painter.photograph(screen)
    const text = await page.locator('body').innerText()
    const titles = await page
      .locator('[title], [aria-label], [placeholder]')
      .evaluateAll((all) =>
        all.flatMap((e) => ['title', 'aria-label', 'placeholder'].map((name) => e.getAttribute(name) ?? '')),
      )
    const english = [text, ...titles].flatMap(
      (line) =>
        line
          .replaceAll(place.path, '')
          .replace(AS_THEY_ARE, '')
          .match(/[A-Za-z]{2,}/g) ?? [],
    )
    expect([...new Set(english)]).toEqual([])
  })

  it('classes keep the names they were given, whatever a language calls them', async () => {
    const classes = page.getByRole('region', { name: zh.classes.title })
    await classes.getByText('良性').first().waitFor()
    await classes.getByRole('button', { name: zh.classes.edit }).click()
    const names = classes.locator('.class-edit input:not([type="hidden"])')
    await expect.poll(async () => names.nth(1).inputValue()).toBe('benign')
    await classes.getByRole('button', { name: zh.classes.cancel }).click()
  })

  it('a failure says what happened and what to do', async () => {
    await page.getByRole('button', { name: '研究列表', exact: true }).click()
    await page.getByRole('button', { name: /^打开研究/ }).click()
    const nowhere = join(place.path, 'nowhere')
    await page.getByLabel('文件夹路径').fill(nowhere)
    await page.getByLabel('文件夹路径').press('Enter')
    await page.getByText(`无法读取文件夹 ${nowhere}；请检查它是否存在以及您是否有权打开。`).waitFor()
    await painter.photograph('failure')
    await page.getByRole('button', { name: '取消', exact: true }).click()
  })

  it('names version, data folder and log, and saves a report for support', async () => {
    await page.getByRole('button', { name: '关于此 LoCo Studio' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(place.path, { exact: true }).waitFor()
    await dialog.getByText(join(place.path, 'log', 'loco.log'), { exact: true }).waitFor()
    await dialog.getByRole('button', { name: '保存支持报告' }).click()
    const said = await dialog.getByRole('status').innerText({ timeout: 30_000 })
    await painter.photograph('about')
    const report = readFileSync(said.replace('已保存：', ''), 'utf8')
    expect(report).toMatch(/version\s+\d+\.\d+\.\d+/)
    expect(report).toContain('"operation":"folders.list","code":"FOLDER_UNREADABLE"')
    expect(report).not.toContain('P1_E1')
  })
})
