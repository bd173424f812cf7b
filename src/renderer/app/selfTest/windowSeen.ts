import i18next from 'i18next'
import type { WindowSeen } from '../../../shared/contract/selfTest.ts'
import { askDesk } from '../../api/desk.ts'

/** Pictures that are waited for: a second where the screen shows sixty of them. */
const PICTURES = 30
/** A window that nobody sees shows none; it is not waited for longer, ms. */
const PATIENCE = 5000
const SIDE = 8
const COLOUR = [0, 128, 128, 255] as const

/** What this window can do: whether it paints, by what, how fast, and what one may point with. */
export async function windowSeen(): Promise<WindowSeen> {
  const started = performance.now()
  const pictures = await timeOfPictures()
  const desk = await askDesk({ kind: 'drawnBy' })
  const { innerWidth, innerHeight, devicePixelRatio } = window
  return {
    isPainted: isPaintedRight() && pictures !== undefined,
    seconds: (performance.now() - started) / 1000,
    seen: {
      size: `${innerWidth} × ${innerHeight}`,
      scale: devicePixelRatio,
      drawnBy: desk?.drawnBy === 'enabled' ? i18next.t('selfTest.graphics') : i18next.t('selfTest.software'),
      ms: pictures === undefined ? '–' : Math.round(pictures * 10) / 10,
      pointers: pointers(),
    },
  }
}

/** What is drawn into a canvas is there when it is read. */
function isPaintedRight(): boolean {
  const canvas = Object.assign(document.createElement('canvas'), { width: SIDE, height: SIDE })
  const context = canvas.getContext('2d')
  if (!context) return false
  context.fillStyle = `rgb(${COLOUR.slice(0, 3).join(' ')})`
  context.fillRect(0, 0, SIDE, SIDE)
  const { data } = context.getImageData(SIDE - 1, SIDE - 1, 1, 1)
  return COLOUR.every((value, i) => data[i] === value)
}

/** Mean time from one picture on the screen to the next, ms; undefined where none is shown. */
function timeOfPictures(): Promise<number | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), PATIENCE)
    let first = 0
    let count = 0
    const next = (at: number) => {
      if (count === 0) first = at
      if (count++ < PICTURES) return void requestAnimationFrame(next)
      clearTimeout(timer)
      resolve((at - first) / PICTURES)
    }
    requestAnimationFrame(next)
  })
}

/** What the system says one can point with; a pen is told of as a fine pointer beside touch. */
function pointers(): string {
  const has = (query: string) => window.matchMedia(query).matches
  const found = [
    has('(any-pointer: fine)') && i18next.t('selfTest.fine'),
    navigator.maxTouchPoints > 0 && i18next.t('selfTest.touch'),
  ].filter((one) => one !== false)
  return found.length > 0 ? found.join(', ') : i18next.t('selfTest.noPointer')
}
