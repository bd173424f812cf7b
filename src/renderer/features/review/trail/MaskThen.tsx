import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { failureFrom } from '../../../api/client.ts'
import { useClient, useStudy } from '../../../api/EngineContext.ts'
import { useFrameImage } from '../../../api/useFrameImage.ts'
import { maskOutlines } from '../../../ui/compare/maskOutlines.ts'
import { Overlay } from '../../../ui/compare/Overlay.tsx'

interface Props {
  readonly frame: number
  readonly layer: number
  readonly revision: number
}

/** A frame with a mask as one revision saved it. */
export function MaskThen({ frame, layer, revision }: Props) {
  const client = useClient()
  const { classes } = useStudy()
  const url = useFrameImage(frame, 'thumbnail')
  const { data, error } = useQuery({
    queryKey: ['trail', 'mask', layer, revision],
    queryFn: () => client.trail.mask({ layer, revision }),
    retry: false,
  })
  const outlines = useMemo(() => data && maskOutlines(data.mask, classes.length), [data, classes.length])
  if (error)
    return (
      <Text fz="sm" className="trail-mask warning">
        {failureFrom(error).message}
      </Text>
    )
  return (
    <span
      className="disputed-picture trail-mask"
      data-testid="mask-then"
      style={outlines && { aspectRatio: `${outlines.width} / ${outlines.height}` }}
    >
      {url && <img src={url} alt="" draggable={false} />}
      {outlines && <Overlay outlines={outlines} style="solid" isFilled />}
    </span>
  )
}
