import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpenPage, openPage } from '../support/browser.ts'
import { writeLesionPairs } from '../support/pairs.ts'
import { hasBuild, hasChromium, hasImages, hasTensorFlow, images, project } from '../support/places.ts'
import { temporaryFolder } from '../support/TestStudy.ts'
import { User } from '../support/userLoop.ts'

const PAIRS = 24
/** What a round learns here; the shortest time on offer is ten minutes. */
const STEPS = 25
const place = temporaryFolder()
const pairs = join(place.path, 'pairs')

/** Real pairs where they are at hand, else drawn ones that look like them. */
async function bringPairs(): Promise<void> {
  if (!hasImages) return writeLesionPairs(pairs, PAIRS)
  for (const kind of ['images', 'masks']) {
    mkdirSync(join(pairs, kind), { recursive: true })
    const names = readdirSync(join(images, 'kvasir-seg', kind))
      .sort()
      .slice(0, PAIRS)
    for (const name of names) cpSync(join(images, 'kvasir-seg', kind, name), join(pairs, kind, name))
  }
}

/** `npm start`, as the README says it; resolves with the address it prints. */
function npmStart(): Promise<{ child: ChildProcess; address: string }> {
  const child = spawn('npm', ['start', '--', '--no-open', '--port', '0'], {
    cwd: project,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LOCO_DATA_HOME: place.path },
  })
  return new Promise((resolve, reject) => {
    child.on('close', (code) => reject(new Error(`npm start ended with code ${code}.`)))
    child.stdout.on('data', (text: Buffer) => {
      const address = /LoCo Studio is ready: (\S+)/.exec(text.toString())?.[1]
      if (address) resolve({ child, address })
    })
  })
}

describe.skipIf(!hasBuild || !hasChromium || !hasTensorFlow)('a newcomer', { timeout: 600_000 }, () => {
  let app: { child: ChildProcess; address: string }
  let opened: OpenPage
  let page: Page
  let user: User

  beforeAll(async () => {
    await bringPairs()
    app = await npmStart()
    opened = await openPage(app.address)
    page = opened.page
    user = new User(page, 'newcomer')
  })
  afterAll(async () => {
    await opened.browser.close()
    const { pid } = app.child
    if (pid === undefined) throw new Error('npm start has no process.')
    const closed = once(app.child, 'close')
    // npm does not pass the signal on to what it started.
    process.kill(-pid, 'SIGTERM')
    await closed
    place.remove()
  })

  const clicks = (name: string | RegExp) => page.getByRole('button', { name }).first().click()

  it('makes a study from a folder of pairs by what the wizard proposes', async () => {
    await user.photograph('start')
    await clicks(/New study from a folder/)
    await user.choosesToBring(pairs)
    await user.photograph('look')
    for (const step of ['Classes', 'Patients', 'Split', 'Names and texts', 'Import'] as const) {
      await user.goesOnTo(step)
      await user.photograph(step.toLowerCase().replaceAll(' ', '-'))
    }
    await user.importsWhatIsThere()
    await page.getByText(`${PAIRS} frames are in the study.`).waitFor()
    await page.getByText(`${PAIRS} masks came with them.`).waitFor()
    await user.photograph('imported')
    await clicks('Go to the library')
    await user.expectsLabelled(PAIRS)
    const seen = () =>
      page
        .locator('.tile img')
        .evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth > 0))
    await expect.poll(async () => new Set(await seen())).toEqual(new Set([true]))
    await user.photograph('library')
  })

  it('trains a round, looks at what it sees, and follows the buttons to a second verdict', async () => {
    await user.goesTo('Train')
    await user.photograph('train')
    await trainsTo(1)
    await page.locator('.compared-frame').first().waitFor()
    await user.photograph('what-it-sees')
    const next = page.getByTestId('what-next').first()
    await next.waitFor()
    await clicks(/Start the next round|Try a longer round/)
    await page.locator('.time-card:focus').waitFor()
    await trainsTo(2)
    await user.photograph('second-verdict')
    expect(opened.complaints).toEqual([])
  })

  /** Starts a round of a few steps and waits for the verdict on it. */
  async function trainsTo(verdicts: number): Promise<void> {
    await user.trains(STEPS)
    await expect.poll(() => page.getByTestId('verdict').count()).toBe(verdicts)
    await user.photograph(`verdict-${verdicts}`)
  }
})
