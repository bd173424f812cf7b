import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { Desk } from './Desk.ts'

/** Steps after which a round is under way: kernels are made in the first ones. */
const UNDER_WAY = 8
const LOOK = 250

/** A round of training in the study on the desk, started and held up as a person does it, in a page that is closed again. */
export class RoundBeside {
  private readonly desk: Desk
  private readonly study: string

  constructor(desk: Desk, study: string) {
    this.desk = desk
    this.study = study
  }

  /** Starts one, or goes on with the one that is paused; resolves when it learns. */
  async learns(): Promise<void> {
    const before = await this.steps()
    await this.press(before === 0 ? 'Start training' : 'Resume', 'running')
    while ((await this.steps()) < before + UNDER_WAY) await new Promise((later) => setTimeout(later, LOOK))
  }

  async pauses(): Promise<void> {
    await this.press('Pause', 'paused')
  }

  /** Steps that it has learned, as its log has them. */
  async steps(): Promise<number> {
    const folder = join(this.study, 'runs')
    const [run] = await readdir(folder).catch((): string[] => [])
    const log = run && (await readFile(join(folder, run, 'log.jsonl'), 'utf8').catch(() => ''))
    return log ? log.split('"loss"').length - 1 : 0
  }

  private async press(button: string, until: string): Promise<void> {
    const page = await this.desk.besides()
    await page.getByRole('button', { name: 'Train', exact: true }).click()
    await page.getByRole('button', { name: button, exact: true }).first().click()
    await stateOf(page, until)
    await page.close()
  }
}

const stateOf = (page: Page, state: string) => page.locator(`[data-round="${state}"]`).waitFor()
