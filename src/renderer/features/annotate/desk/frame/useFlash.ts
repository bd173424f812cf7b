import { useEffect, useState } from 'react'

/** How long something is pointed at, ms. */
const FLASH = 900

/** What is pointed at for a moment after it was set. */
export function useFlash<T>(): readonly [T | undefined, (shown: T | undefined) => void] {
  const [shown, setShown] = useState<T>()
  useEffect(() => {
    if (shown === undefined) return
    const timer = setTimeout(() => setShown(undefined), FLASH)
    return () => clearTimeout(timer)
  }, [shown])
  return [shown, setShown]
}
