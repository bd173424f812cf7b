import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AppWindow, openWindow } from '../support/browser.ts'
import { hasBuild, hasChromium } from '../support/places.ts'

describe.skipIf(!hasBuild || !hasChromium)('choosing a folder', () => {
  let opened: AppWindow

  beforeAll(async () => {
    opened = await openWindow()
  })
  afterAll(async () => {
    expect(opened.complaints).toEqual([])
    await opened.close()
  })

  it('takes what is typed as it is typed, also where the hand is faster than the disk', async () => {
    const { app, page } = opened
    const path = page.getByLabel('Folder path')
    const open = page.getByRole('button', { name: /Open a study/ })
    await open.waitFor()
    process.kill(app.pid, 'SIGSTOP')
    try {
      await open.click()
      await path.focus()
    } finally {
      process.kill(app.pid, 'SIGCONT')
    }
    await page.getByRole('button', { name: 'Up one folder' }).and(page.locator(':enabled')).waitFor()
    await page.keyboard.type('/no/such/folder')
    expect(await path.inputValue()).toBe('/no/such/folder')
  })

  it('shows the folder that is listed where nothing was typed', async () => {
    const path = opened.page.getByLabel('Folder path')
    await path.fill('')
    await path.blur()
    expect(await path.inputValue()).toMatch(/^(\/|[A-Z]:)/)
  })
})
