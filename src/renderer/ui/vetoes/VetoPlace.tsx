import { useMemo } from 'react'
import { outlinesOf } from '../../../shared/domain/contours.ts'
import { maskFrom } from '../../api/maskBytes.ts'
import { useFrameImage } from '../../api/useFrameImage.ts'
import { pathOf } from '../pathOf.ts'

interface Props {
  readonly frame: number
  /** As the contract carries it. */
  readonly region: string
}

/** Where on a frame a region lies that nothing is learned from. */
export function VetoPlace({ frame, region }: Props) {
  const url = useFrameImage(frame, 'thumbnail')
  const { width, height, path } = useMemo(() => {
    const mask = maskFrom(region)
    const lines = outlinesOf(mask, 1).map((line) => pathOf(line))
    return { width: mask.width, height: mask.height, path: lines.join('') }
  }, [region])
  return (
    <svg className="veto-place" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {url && <image href={url} width={width} height={height} preserveAspectRatio="none" />}
      <path d={path} fillRule="evenodd" vectorEffect="non-scaling-stroke" />
    </svg>
  )
}
