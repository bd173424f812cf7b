import type { Browser } from 'playwright-core'
import { Failure } from '../../../../shared/contract/failure.ts'

/** Named at run time: it is a tool of development and no part of the product. */
const PLAYWRIGHT = 'playwright-core'

/** Chromium without a graphics card. Fails WRONG_USAGE where there is none. */
export async function startBrowser(): Promise<Browser> {
  try {
    const { chromium } = (await import(PLAYWRIGHT)) as typeof import('playwright-core')
    return await chromium.launch({
      executablePath: process.env['LOCO_CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--enable-precise-memory-info',
        '--js-flags=--expose-gc',
      ],
    })
  } catch (error) {
    throw new Failure('noChromium', {}, error)
  }
}
