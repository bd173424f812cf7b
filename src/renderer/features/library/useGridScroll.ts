import { type RefObject, useCallback, useEffect, useState } from 'react'

/** Browsers end an element at about 33 million px; beyond this the scroll bar stands for more than it measures. */
const TALLEST = 8_000_000
/** Steps of the scroll position larger than so many views come from the scroll bar, not from a wheel or a key. */
const JUMP_VIEWS = 2

export interface GridScroll {
  /** Height of the element that is scrolled, px. */
  readonly height: number
  /** First row in view, and how many fit. */
  readonly first: number
  readonly visible: number
  /** Where a row stands in the scrolled element, px. */
  top(row: number): number
}

/**
 * Scrolls any number of rows of one height. Up to `TALLEST` px that is plain scrolling. Beyond, small steps move by
 * their own px, so that a wheel feels as ever, and jumps of the bar move by their share of the whole.
 */
export function useGridScroll(
  element: RefObject<HTMLElement | null>,
  rows: number,
  rowHeight: number,
): GridScroll {
  const [view, setView] = useState({ scroll: 0, offset: 0, height: 800 })
  const whole = rows * rowHeight
  const height = Math.min(whole, TALLEST)
  const shown = view.height
  const most = Math.max(0, whole - shown)

  const onScroll = useCallback(() => {
    const { scrollTop = 0, clientHeight = 800 } = element.current ?? {}
    setView((before) => {
      if (whole <= TALLEST) return { scroll: scrollTop, offset: scrollTop, height: clientHeight }
      const step = scrollTop - before.scroll
      const share = scrollTop / Math.max(1, TALLEST - clientHeight)
      const atEnd = scrollTop <= 0 || share >= 1
      const jumped = atEnd || Math.abs(step) > JUMP_VIEWS * clientHeight
      const offset = jumped ? share * (whole - clientHeight) : before.offset + step
      return {
        scroll: scrollTop,
        offset: Math.min(Math.max(0, offset), whole - clientHeight),
        height: clientHeight,
      }
    })
  }, [element, whole])

  useEffect(() => {
    const observed = element.current
    if (!observed) return
    onScroll()
    const observer = new ResizeObserver(onScroll)
    observer.observe(observed)
    observed.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      observer.disconnect()
      observed.removeEventListener('scroll', onScroll)
    }
  }, [element, onScroll])

  const offset = Math.min(view.offset, most)
  return {
    height,
    first: Math.floor(offset / rowHeight),
    visible: Math.ceil(shown / rowHeight) + 1,
    top: (row) => row * rowHeight - offset + view.scroll,
  }
}
