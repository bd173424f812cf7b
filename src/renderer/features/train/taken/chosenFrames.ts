import { useState } from 'react'
import { useStudy } from '../../../api/EngineContext.ts'

/** Frames that are shown at once, at most: each is looked at between two steps. */
export const MOST_FRAMES = 8

/** The frames of this study that somebody wants to see what is taken for true on, on this machine; null for a spread. */
export function useChosenFrames(): [readonly number[] | null, (frames: readonly number[]) => void] {
  const { folder } = useStudy()
  const key = `loco-taken-${folder}`
  const [chosen, setChosen] = useState(() => read(key))
  const choose = (frames: readonly number[]) => {
    const kept = frames.length === 0 ? null : frames
    if (kept) localStorage.setItem(key, JSON.stringify(kept))
    else localStorage.removeItem(key)
    setChosen(kept)
  }
  return [chosen, choose]
}

function read(key: string): readonly number[] | null {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    if (!Array.isArray(found)) return null
    const frames = found.filter((id): id is number => Number.isInteger(id)).slice(0, MOST_FRAMES)
    return frames.length === 0 ? null : frames
  } catch {
    return null
  }
}
