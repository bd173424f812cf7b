/** What the measuring script offers in the page. */
export interface PageMeasures {
  forget(): void
  figures(): { paints: number[]; longTasks: number[]; saves: number[] }
  heap(): number
  /** How many of these points, and of those half way between two, show no paint. */
  gaps(way: readonly { x: number; y: number }[]): number
  isSaved(): boolean
  /** Begins to wait for another frame with the next key or click. */
  awaitFrame(): void
  /** Ms from that key or click until the other frame is on the screen. */
  frameShown(): Promise<number>
}

declare global {
  interface Window {
    locoBench: PageMeasures
  }
}

/**
 * Runs in the page before the app, so it may use nothing from here. Painting is timed as the work
 * between a move and the picture that shows it: what listens to the move, and what follows when the screen asks for its
 * next picture, up to the first task after it. Waiting for the screen's turn, up to 16.7 ms, is no part of it.
 */
export function beginMeasuring(): void {
  let paints: number[] = []
  let longTasks: number[] = []
  let saves: number[] = []
  let handledFor = 0
  let movedAt: number | undefined
  let underWay = false
  let releasedAt: number | undefined
  /** Tells when the screen asked for its next picture, in the first task after it. */
  const afterPicture = (then: (asked: number) => void) =>
    requestAnimationFrame(() => {
      const asked = performance.now()
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => then(asked)
      port2.postMessage(null)
    })

  window.addEventListener(
    'pointermove',
    (event) => {
      if (event.buttons !== 1) return
      movedAt = performance.now()
      if (underWay) return
      underWay = true
      afterPicture((asked) => {
        paints.push(handledFor + performance.now() - asked)
        handledFor = 0
        underWay = false
      })
    },
    true,
  )
  window.addEventListener('pointermove', () => {
    if (movedAt !== undefined) handledFor += performance.now() - movedAt
    movedAt = undefined
  })
  window.addEventListener(
    'pointerup',
    () => {
      releasedAt = performance.now()
    },
    true,
  )
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(duration)
  }).observe({ type: 'longtask', buffered: false })
  let sawSaving = false
  const isSaved = () => {
    // A stroke over its own colour changes nothing, and nothing is saved.
    if (releasedAt !== undefined && !sawSaving && performance.now() - releasedAt > 500) releasedAt = undefined
    return (
      releasedAt === undefined &&
      document.querySelector<HTMLElement>('[data-testid="save-state"]')?.dataset['state'] === 'saved'
    )
  }
  new MutationObserver(() => {
    const state = document.querySelector<HTMLElement>('[data-testid="save-state"]')?.dataset['state']
    if (state === 'saving') sawSaving = true
    if (state !== 'saved' || !sawSaving || releasedAt === undefined) return
    saves.push(performance.now() - releasedAt)
    releasedAt = undefined
    sawSaving = false
  }).observe(document, { attributes: true, attributeFilter: ['data-state'], subtree: true })

  let shown: Promise<number> = Promise.resolve(0)
  const frameNow = () => document.querySelector<HTMLElement>('[data-testid="stage"]')?.dataset['frame']

  window.locoBench = {
    forget() {
      paints = []
      longTasks = []
      saves = []
    },
    figures: () => ({ paints, longTasks, saves }),
    heap() {
      ;(window as unknown as { gc?: () => void }).gc?.()
      return (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize
    },
    gaps(way) {
      const layers = document.querySelectorAll<HTMLCanvasElement>('[data-testid="stage"] canvas')
      const canvas = layers[layers.length - 2]
      const context = canvas?.getContext('2d')
      if (!canvas || !context) return way.length
      const box = canvas.getBoundingClientRect()
      const ratio = canvas.width / box.width
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
      const pixelAt = (x: number, y: number) =>
        4 * (Math.floor((y - box.top) * ratio) * canvas.width + Math.floor((x - box.left) * ratio))
      const end = way.at(-1)
      const ink = end ? (data[pixelAt(end.x, end.y)] ?? 0) : 0
      // By this stroke, and not by one before in another class: their reds differ by more than smoothing mixes.
      const isPainted = (x: number, y: number) => {
        const at = pixelAt(x, y)
        return (data[at + 3] ?? 0) > 0 && Math.abs((data[at] ?? 0) - ink) < 60
      }
      let gaps = 0
      way.forEach(({ x, y }, i) => {
        if (!isPainted(x, y)) gaps++
        const next = way[i + 1]
        if (next && !isPainted((x + next.x) / 2, (y + next.y) / 2)) gaps++
      })
      return gaps
    },
    isSaved,
    awaitFrame() {
      const before = frameNow()
      shown = new Promise((resolve) => {
        const begin = () => {
          const begun = performance.now()
          window.removeEventListener('keydown', begin, true)
          window.removeEventListener('click', begin, true)
          const look = () => {
            const now = frameNow()
            if (now === undefined || now === before) requestAnimationFrame(look)
            else afterPicture(() => resolve(performance.now() - begun))
          }
          look()
        }
        window.addEventListener('keydown', begin, true)
        window.addEventListener('click', begin, true)
      })
    },
    frameShown: () => shown,
  }
}

// What is asked of the page, as functions that run in it.
export const forget = (): void => window.locoBench.forget()
export const figures = () => window.locoBench.figures()
export const heap = (): number => window.locoBench.heap()
export const gapsOn = (way: readonly { x: number; y: number }[]): number => window.locoBench.gaps(way)
export const isSaved = (): boolean => window.locoBench.isSaved()
export const awaitFrame = (): void => window.locoBench.awaitFrame()
export const frameShown = (): Promise<number> => window.locoBench.frameShown()
export const keepEditorSettings = (kept: object): void =>
  localStorage.setItem('loco-editor', JSON.stringify(kept))
