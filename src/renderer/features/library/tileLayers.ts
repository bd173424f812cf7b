import { useState } from 'react'

/** Whose outlines tiles show. */
export const tileLayers = ['off', 'mine', 'model', 'both'] as const
export type TileLayers = (typeof tileLayers)[number]

const KEY = 'loco-tile-layers'

/** What tiles show, as it was left. */
export function useTileLayers(): [TileLayers, (to: TileLayers) => void] {
  const [layers, setLayers] = useState<TileLayers>(
    () => tileLayers.find((one) => one === localStorage.getItem(KEY)) ?? 'both',
  )
  const keep = (to: TileLayers) => {
    localStorage.setItem(KEY, to)
    setLayers(to)
  }
  return [layers, keep]
}
