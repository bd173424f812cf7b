import { type RefObject, useEffect, useState } from 'react'

const NARROWEST = 176
const GAP = 12
const PADDING = 48

/** How many tiles fit side by side, and how wide each is, px. */
export function useColumns(element: RefObject<HTMLElement | null>): { columns: number; tile: number } {
  const [width, setWidth] = useState(1200)
  useEffect(() => {
    const observed = element.current
    if (!observed) return
    const observer = new ResizeObserver(([entry]) => entry && setWidth(entry.target.clientWidth - PADDING))
    observer.observe(observed)
    return () => observer.disconnect()
  }, [element])
  const columns = Math.max(1, Math.floor((width + GAP) / (NARROWEST + GAP)))
  return { columns, tile: (width - (columns - 1) * GAP) / columns }
}
