import { useEffect, useEffectEvent } from 'react'

const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const

/** Tells when nobody has touched key or pointer for so many minutes; 0 for never. */
export function useIdle(minutes: number, onIdle: () => void): void {
  const idle = useEffectEvent(onIdle)
  useEffect(() => {
    if (minutes <= 0) return
    const wait = minutes * 60_000
    let last = Date.now()
    // A machine that slept has counted no timer: the clock on the wall says how long it was.
    const look = () => {
      const left = last + wait - Date.now()
      if (left <= 0) idle()
      else timer = setTimeout(look, left)
    }
    let timer = setTimeout(look, wait)
    const here = () => {
      if (Date.now() - last < wait) last = Date.now()
    }
    for (const sign of SIGNS) window.addEventListener(sign, here, { capture: true, passive: true })
    document.addEventListener('visibilitychange', look)
    return () => {
      clearTimeout(timer)
      for (const sign of SIGNS) window.removeEventListener(sign, here, { capture: true })
      document.removeEventListener('visibilitychange', look)
    }
  }, [minutes])
}
