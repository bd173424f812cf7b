import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Outlines } from '../../../shared/contract/layers.ts'
import { outlinesOf } from '../../../shared/domain/contours.ts'
import { useClient, useStudy } from '../../api/EngineContext.ts'
import { maskFrom } from '../../api/maskBytes.ts'

/** The lines around every lesion of a mask, in its own pixels. */
export interface MaskOutlines {
  readonly width: number
  readonly height: number
  readonly lines: Outlines['lines']
}

/** Outlines of the newest mask of a frame's layer; undefined until they are there, and where there is no layer. */
export function useMaskOutlines(frame: number, layer: number | null): MaskOutlines | undefined {
  const client = useClient()
  const { classes } = useStudy()
  const { data } = useQuery({
    queryKey: ['mask', frame, layer],
    queryFn: () => client.layers.mask({ layer: layer ?? 0 }),
    enabled: layer !== null,
  })
  const bytes = data?.mask
  const count = classes.length
  return useMemo(() => {
    if (bytes === undefined) return undefined
    const mask = maskFrom(bytes)
    const lesions = Array.from({ length: count - 1 }, (_, i) => i + 1)
    const lines = lesions.flatMap((value) =>
      outlinesOf(mask, value).map((points) => ({ value, points: [...points] })),
    )
    return { width: mask.width, height: mask.height, lines }
  }, [bytes, count])
}
