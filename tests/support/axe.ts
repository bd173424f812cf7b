import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface AxeReport {
  readonly violations: readonly {
    readonly id: string
    readonly nodes: readonly {
      readonly html: string
      readonly any: readonly { readonly message: string }[]
    }[]
  }[]
}

/**
 * Every violation that axe finds on the page as it is, of any weight. Colours in passing are nobody's: it looks when
 * nothing is on its way in or out any more, and once more where something set out while it looked.
 */
export async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { axe: checker } = window as unknown as { axe: { run(): Promise<AxeReport> } }
    const isMoving = () =>
      document
        .getAnimations()
        .some(
          ({ playState, effect }) =>
            playState === 'running' && effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY,
        )
    let moved = true
    const notice = () => {
      moved = true
    }
    document.addEventListener('transitionrun', notice, true)
    let found: string[] = []
    while (moved) {
      while (isMoving()) await new Promise(requestAnimationFrame)
      moved = false
      const { violations } = await checker.run()
      found = violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, any }) => `${id}: ${html.slice(0, 200)} ${any[0]?.message ?? ''}`),
      )
      if (found.length === 0) break
    }
    document.removeEventListener('transitionrun', notice, true)
    return found
  })
}

/** Placeholders that are less than 4.5 to 1 against their field; axe does not look at them. */
export const faintPlaceholders = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const canvas = document.createElement('canvas')
    const context = canvas.getContext('2d', { willReadFrequently: true })
    const linear = (v: number) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    const luminance = (colour: string) => {
      if (!context) return 0
      context.fillStyle = colour
      context.fillRect(0, 0, 1, 1)
      const [r = 0, g = 0, b = 0] = context.getImageData(0, 0, 1, 1).data
      return 0.2126 * linear(r / 255) + 0.7152 * linear(g / 255) + 0.0722 * linear(b / 255)
    }
    /** A field may be clear: what lies behind it counts. */
    const groundOf = (field: Element): string => {
      const { backgroundColor } = getComputedStyle(field)
      const isClear = /^rgba\(.*, 0\)$|^transparent$/.test(backgroundColor)
      return isClear && field.parentElement ? groundOf(field.parentElement) : backgroundColor
    }
    return [...document.querySelectorAll<HTMLInputElement>('input[placeholder], textarea[placeholder]')]
      .filter((field) => field.offsetParent !== null && !field.disabled && field.placeholder !== '')
      .flatMap((field) => {
        const text = luminance(getComputedStyle(field, '::placeholder').color)
        const ground = luminance(groundOf(field))
        const ratio = (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05)
        return ratio < 4.5 ? [`${field.placeholder}: ${ratio.toFixed(2)}`] : []
      })
  })
