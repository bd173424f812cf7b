import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useClient, useStudy } from '../../api/EngineContext.ts'
import { type MaskOutlines, maskOutlines } from './maskOutlines.ts'

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
  return useMemo(() => (bytes === undefined ? undefined : maskOutlines(bytes, count)), [bytes, count])
}
