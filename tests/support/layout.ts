import type { Page } from 'playwright-core'

/**
 * Controls and texts that a person cannot get at: beyond the window or an ancestor's edge with nothing to scroll
 * there, or crushed to less than their text's height. Texts that end in an ellipsis on purpose do not count, and
 * neither does what is on its way in or out: a notice that slides away is cut while it does.
 */
export const outOfReach = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const scrolls = (element: Element, axis: 'x' | 'y') => {
      const style = getComputedStyle(element)
      return /auto|scroll/.test(axis === 'x' ? style.overflowX : style.overflowY)
    }
    const hides = (element: Element, axis: 'x' | 'y') => {
      const style = getComputedStyle(element)
      return (axis === 'x' ? style.overflowX : style.overflowY) !== 'visible'
    }
    const onTheWay = document
      .getAnimations()
      .flatMap(({ effect }) => (effect instanceof KeyframeEffect ? [effect] : []))
      .filter((effect) => effect.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
      .flatMap(({ target }) => target ?? [])
    const isShown = (element: Element) =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      element.closest('.unseen, .cut, [aria-hidden="true"], .tile-check') === null &&
      !onTheWay.some((moving) => moving.contains(element))
    /** How many px of a box lie beyond what holds it, where nothing scrolls there. */
    const cutBy = (element: Element) => {
      let { left, top, right, bottom } = element.getBoundingClientRect()
      let most = 0
      let [freeX, freeY] = [false, false]
      for (let up = element.parentElement; up; up = up.parentElement) {
        freeX ||= scrolls(up, 'x')
        freeY ||= scrolls(up, 'y')
        const box = up.getBoundingClientRect()
        if (!freeX && hides(up, 'x')) most = Math.max(most, box.left - left, right - box.right)
        if (!freeY && hides(up, 'y')) most = Math.max(most, box.top - top, bottom - box.bottom)
        if (freeX) [left, right] = [Math.max(left, box.left), Math.min(right, box.right)]
        if (freeY) [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)]
      }
      return most
    }
    const say = (element: Element) =>
      (element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '').slice(0, 40) ||
      element.className
    const found: string[] = []
    for (const element of document.querySelectorAll(
      'button, input, select, textarea, [role="slider"], [role="alert"], [role="status"]',
    )) {
      if (!isShown(element)) continue
      const { width, height } = element.getBoundingClientRect()
      if (width === 0 || height === 0) continue
      const beyond = cutBy(element)
      if (beyond > 2) found.push(`cut by ${Math.round(beyond)} px: ${say(element)}`)
      const style = getComputedStyle(element)
      const crushed = element.scrollHeight - element.clientHeight
      if (!/auto|scroll|visible/.test(style.overflowY) && element.tagName !== 'INPUT' && crushed > 4)
        found.push(`crushed by ${crushed} px: ${say(element)}`)
    }
    // A button or badge whose words do not fit shows a part of them.
    for (const label of document.querySelectorAll('.mantine-Button-label, .mantine-Badge-label'))
      if (isShown(label) && label.querySelector('.cut') === null && label.scrollWidth > label.clientWidth + 1)
        found.push(`words cut: ${say(label)}`)
    return found
  })

/** Pairs of controls that lie on one another, as far as both can be seen; one within the other does not count. */
export const overlaps = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const boxes = [
      ...document.querySelectorAll(
        '.annotate button, .annotate [role="slider"], .annotate select, .library-bar button, .library-bar input, .rail button, .selection button',
      ),
    ]
      .filter((element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
      .flatMap((element) => {
        // Only what is hit at its middle is in view.
        const box = element.getBoundingClientRect()
        const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
        return hit && (element.contains(hit) || hit.contains(element)) ? [{ element, box }] : []
      })
    const found: string[] = []
    boxes.forEach((a, i) => {
      for (const b of boxes.slice(i + 1)) {
        if (a.element.contains(b.element) || b.element.contains(a.element)) continue
        const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left)
        const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top)
        const name = (e: Element) => e.getAttribute('aria-label') ?? e.textContent ?? ''
        if (wide > 2 && high > 2) found.push(`${name(a.element)} on ${name(b.element)}`)
      }
    })
    return found
  })
