import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import { useStudy } from '../../api/EngineContext.ts'
import type { AlikeTo } from '../../ui/alike/AlikeDrawer.tsx'
import type { ScreenProps } from '../../ui/screenProps.ts'
import { FrameTile } from './FrameTile.tsx'
import type { TileLayers } from './tileLayers.ts'
import { useColumns } from './useColumns.ts'
import { type FramePages, useFramePages } from './useFramePages.ts'
import { useGridScroll } from './useGridScroll.ts'
import type { Selection } from './useSelection.ts'

const TILE_TEXT = 60
const GAP = 12
/** Rows drawn above and below those in view. */
const SPARE = 2

interface Props {
  readonly navigation: ScreenProps['navigation']
  readonly layers: TileLayers
  readonly selection: Selection
  readonly onOpen: (frame: number) => void
  readonly onAlike: (to: AlikeTo) => void
  readonly onTotal: (pages: Pick<FramePages, 'total' | 'ready'>) => void
}

/** All frames under the filter, however many; only the rows in view are fetched and drawn. */
export function FrameGrid({
  navigation: { filter, sort },
  layers,
  selection,
  onOpen,
  onAlike,
  onTotal,
}: Props) {
  const { classes } = useStudy()
  const scroller = useRef<HTMLDivElement>(null)
  const { columns, tile } = useColumns(scroller)
  const [total, setTotal] = useState(0)
  const rowHeight = tile + TILE_TEXT + GAP
  const rows = Math.ceil(total / columns)
  const scroll = useGridScroll(scroller, rows, rowHeight)
  const from = Math.max(0, scroll.first - SPARE)
  const to = Math.min(rows, scroll.first + scroll.visible + SPARE)
  const pages = useFramePages(filter, sort, from * columns, Math.max(1, to) * columns)
  useToldTotal(pages, setTotal, onTotal)
  useTopOnChange(scroller, filter, sort)

  return (
    <div ref={scroller} style={{ flex: 1, overflow: 'auto', padding: '0 24px 24px' }} data-testid="grid">
      <div style={{ height: scroll.height, position: 'relative' }}>
        {Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i).map((row) => (
          <div
            key={row}
            style={{
              position: 'absolute',
              top: scroll.top(row),
              left: 0,
              right: 0,
              display: 'grid',
              gap: GAP,
              gridTemplateColumns: `repeat(${columns}, 1fr)`,
            }}
          >
            {Array.from({ length: Math.min(columns, total - row * columns) }, (_, column) => {
              const place = row * columns + column
              const frame = pages.at(place)
              if (!frame)
                return <div key={place} className="tile-blank" style={{ height: rowHeight - GAP }} />
              return (
                <FrameTile
                  key={frame.id}
                  frame={frame}
                  classes={classes}
                  layers={layers}
                  selected={selection.has(frame.id)}
                  onSelect={(range) => selection.toggle(frame.id, place, range)}
                  onOpen={() => onOpen(frame.id)}
                  onAlike={() => onAlike({ frame: frame.id, name: frame.name })}
                />
              )
            })}
          </div>
        ))}
      </div>
    </div>
  )
}

function useToldTotal(
  { total, ready }: FramePages,
  setTotal: (total: number) => void,
  onTotal: Props['onTotal'],
): void {
  const tell = useEffectEvent(onTotal)
  useEffect(() => {
    if (!ready) return
    setTotal(total)
    tell({ total, ready })
  }, [total, ready, setTotal])
}

/** Another filter or order begins at the top. */
function useTopOnChange(element: RefObject<HTMLElement | null>, ...what: readonly unknown[]): void {
  const key = JSON.stringify(what)
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the question changes
  useEffect(() => {
    element.current?.scrollTo({ top: 0 })
  }, [key])
}
